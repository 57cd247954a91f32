"""What an operator does with a call that rings and a call that is theirs."""

from sanxiang.desk.contacts.call import CONSULTING, TALKING
from sanxiang.desk.contacts.ports import RequestRefused
from sanxiang.lines.switchboard import consulting, presence
from sanxiang.lines.switchboard.agents import Agent
from sanxiang.lines.switchboard.carry import start_recording
from sanxiang.lines.switchboard.core import Core, require
from sanxiang.lines.switchboard.ending import finish
from sanxiang.lines.switchboard.happen import emit
from sanxiang.lines.switchboard.live import LiveCall


async def answer(core: Core, agent: Agent, live: LiveCall) -> None:
    """The first answer wins; one that comes a moment after the ring has moved on still counts as first."""
    if live.over:
        raise RequestRefused("gone")
    if live.call.status == "consulting" and live.call.target == agent.staff:
        await consulting.target_answers(core, agent, live)
        return
    _check_may_answer(agent, live)
    agent.claim(live.id, "ringing")
    agent.unanswered = 0
    live.ring_due, live.overdue, live.position = None, False, None
    await emit(core, live, "answered", staff=agent.staff)
    await presence.enter(core, agent, "busy")


def _check_may_answer(agent: Agent, live: LiveCall) -> None:
    call = live.call
    if call.alerting == agent.staff:
        return
    if any(consult.target == agent.staff for consult in call.consults):
        raise RequestRefused("gone")
    if call.staff is not None and call.staff != agent.staff:
        raise RequestRefused("taken")
    if call.staff == agent.staff or not any(ring.by == agent.staff for ring in call.rung):
        raise RequestRefused("not_allowed")
    if not agent.free:
        raise RequestRefused("gone")


async def decline(core: Core, agent: Agent, live: LiveCall) -> None:
    """It rings on at the next operator's; this one is left alone with it for a while."""
    if live.call.status == "consulting" and live.call.target == agent.staff:
        await consulting.fail(core, live, "declined")
        return
    if live.call.alerting != agent.staff:
        raise RequestRefused("gone")
    live.tried.add(agent.staff)
    live.declined[agent.staff] = core.in_s(live.arrival.ring_for_s)
    await emit(core, live, "queued", queue=live.arrival.line)


async def hold(core: Core, agent: Agent, live: LiveCall) -> None:
    require(agent, live, "connected")
    await emit(core, live, "held", by="staff")


async def retrieve(core: Core, agent: Agent, live: LiveCall) -> None:
    require(agent, live, "held")
    await emit(core, live, "retrieved", by="staff")


async def mute(core: Core, agent: Agent, live: LiveCall) -> None:
    require(agent, live, *TALKING)
    if not live.call.muted:
        await emit(core, live, "muted", by="staff")


async def unmute(core: Core, agent: Agent, live: LiveCall) -> None:
    require(agent, live, *TALKING)
    if live.call.muted:
        await emit(core, live, "unmuted", by="staff")


async def hang_up(core: Core, agent: Agent, live: LiveCall) -> None:
    """A consulted colleague only leaves; whoever handles the call ends it, but never with one waiting."""
    if live.call.target == agent.staff:
        reason = "declined" if live.call.status == "consulting" else "failed"
        await consulting.fail(core, live, reason, why="target_left")
        return
    if live.call.staff == agent.staff and live.call.status in CONSULTING:
        raise RequestRefused("consulting")
    require(agent, live, "connected", "held")
    await finish(core, live, by="staff", why="staff_left", cause=16)


async def play(core: Core, live: LiveCall, name: str) -> None:
    if not (live.waiting or live.call.parked):
        raise RequestRefused("not_allowed")
    core.media.play(live.customer, name, loop=False)


async def record(core: Core, live: LiveCall) -> None:
    if live.call.status not in TALKING:
        raise RequestRefused("not_allowed")
    if not live.recording:
        staff = tuple(f"staff:{one}" for one in (live.call.staff, live.call.target) if one)
        followed = await start_recording(core, live, staff)
        if followed:
            await emit(core, live, followed.name, **followed.data)
