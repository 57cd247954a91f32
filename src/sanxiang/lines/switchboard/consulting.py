"""Consultation and attended transfer."""

from sanxiang.desk.contacts.call import staff_party
from sanxiang.desk.contacts.ports import RequestRefused
from sanxiang.lines.switchboard import presence
from sanxiang.lines.switchboard.agents import Agent
from sanxiang.lines.switchboard.core import Core, require
from sanxiang.lines.switchboard.happen import emit, tell
from sanxiang.lines.switchboard.live import LiveCall


async def consult(core: Core, agent: Agent, live: LiveCall, target: str) -> None:
    """Ring the colleague while the caller is on hold. Refused for one who can't be rung: nothing happens."""
    require(agent, live, "connected", "held")
    colleague = _free_colleague(core, agent, target)
    colleague.claim(live.id, "ringing")
    live.heard = (False, False)
    live.consult_due = core.in_s(core.figures.consult_for_s)
    if not live.call.parked:
        await emit(core, live, "held", by="staff")
    await emit(core, live, "consulted", staff=agent.staff, target=target)


def _free_colleague(core: Core, agent: Agent, target: str) -> Agent:
    if target == agent.staff:
        raise RequestRefused("not_allowed")
    colleague = core.agent(target)
    if colleague.session is None:
        raise RequestRefused("absent")
    if colleague.presence == "not_ready":
        raise RequestRefused("not_ready")
    if not colleague.free:
        raise RequestRefused("busy")
    return colleague


async def target_answers(core: Core, agent: Agent, live: LiveCall) -> None:
    live.consult_due = None
    agent.unanswered = 0
    await emit(core, live, "consult_answered", target=agent.staff)
    await presence.enter(core, agent, "busy")


async def fail(core: Core, live: LiveCall, reason: str, *, why: str | None = None) -> None:
    """The colleague can't take it: nobody stays on hold, the operator is back with the caller (TRF-3)."""
    target = live.call.target
    live.consult_due = None
    await emit(core, live, "consult_failed", target=target, reason=reason, **({"why": why} if why else {}))
    if live.call.parked:
        await emit(core, live, "retrieved", by="staff")


async def cancel(core: Core, agent: Agent, live: LiveCall) -> None:
    require(agent, live, "consulting", "consult_talking", "conference")
    reason = "no_answer" if live.call.status == "consulting" else "declined"
    await fail(core, live, reason, why="cancelled")


async def join(core: Core, agent: Agent, live: LiveCall) -> None:
    """Bring the three together; from here on it is seen who speaks."""
    require(agent, live, "consult_talking")
    assert live.call.target is not None
    core.media.reset_heard(live.customer, staff_party(live.call.target))
    await emit(core, live, "retrieved", by="staff")


async def complete(core: Core, agent: Agent, live: LiveCall, *, confirmed: bool) -> None:
    """Leave the two alone, when both have spoken or the operator vouches for it (TRF-2)."""
    require(agent, live, "consult_talking", "conference")
    look(core, live)
    if not all(live.heard) and not confirmed:
        raise RequestRefused("not_heard")
    if live.call.status == "consult_talking":
        await emit(core, live, "retrieved", by="staff")
    await hand_over(core, live)


async def hand_over(core: Core, live: LiveCall, *, why: str | None = None) -> None:
    """The colleague handles the call from now on."""
    attended = live.call.status == "conference"
    await emit(
        core,
        live,
        "transferred",
        **{"from": live.call.staff, "target": live.call.target, "attended": attended},
        heard={"customer": live.heard[0], "target": live.heard[1]},
        **({"why": why} if why else {}),
    )


def look(core: Core, live: LiveCall) -> None:
    """See who has spoken since the three came together, and show it."""
    if live.call.status != "conference" or live.call.target is None:
        return
    heard = core.media.heard(live.customer), core.media.heard(staff_party(live.call.target))
    if heard != live.heard:
        live.heard = heard
        tell(core, live)
