"""States of operators: shown at once; written down, but for the passing ones of a ring."""

from sanxiang.desk.contacts.events import stamp
from sanxiang.lines.switchboard import screens
from sanxiang.lines.switchboard.agents import Agent, Presence
from sanxiang.lines.switchboard.core import Core

_EVENTS: dict[Presence, str] = {
    "ready": "agent_ready",
    "not_ready": "agent_not_ready",
    "busy": "agent_busy",
    "wrapup": "agent_working_after_call",
    "logged_off": "agent_logged_off",
}


def show(core: Core, agent: Agent, presence: Presence, reason: str = "") -> None:
    """Put the operator in a state and tell their screen."""
    agent.presence, agent.reason, agent.since = presence, reason, core.clock.now()
    core.notify.staff(agent.staff, screens.presence(agent))


async def enter(core: Core, agent: Agent, presence: Presence, reason: str = "") -> None:
    """Put the operator in a state, tell their screen, and write it down."""
    agent.wrapup_due = None
    if presence == "ready":
        agent.ready_since = core.clock.monotonic()
    show(core, agent, presence, reason)
    await write(core, agent.staff, _EVENTS[presence], reason)


async def write(core: Core, staff: str, event: str, reason: str = "") -> None:
    record = {"stream": "agent", "eid": core.new_id(), "staff": staff, "event": event}
    await core.keep({**record, "reason": reason, "at": stamp(core.clock.now())})


def stop_ringing(core: Core, agent: Agent, *, behind: bool) -> None:
    """Their phone has stopped without an answer: ready as before, or `behind` the others."""
    agent.call = None
    if behind:
        agent.ready_since = core.clock.monotonic()
    show(core, agent, "ready")


async def leave_call(core: Core, agent: Agent, *, worked: bool) -> None:
    """They are off the call: notes are due for whoever handled it; the others are ready as before."""
    agent.call = None
    reason, agent.after_call = agent.after_call, None
    if reason is not None:
        await enter(core, agent, "not_ready", reason)
    elif worked and core.figures.wrapup_s > 0:
        await enter(core, agent, "wrapup")
        agent.wrapup_due = core.in_s(core.figures.wrapup_s)
    else:
        await enter(core, agent, "ready")
