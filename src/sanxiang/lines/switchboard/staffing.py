"""Operators sign in, take calls, take none, sign out."""

from typing import Any

from sanxiang.desk.contacts.ports import RequestRefused
from sanxiang.lines.switchboard import answering, losses, presence, screens
from sanxiang.lines.switchboard.agents import Agent, Profile
from sanxiang.lines.switchboard.core import Core


async def sign_in(core: Core, profile: Profile, session: str) -> dict[str, Any]:
    """The later hello takes over. Returns the page's state: presence, the call, what rings, the board."""
    agent = core.agents.get(profile.staff)
    if agent is None:
        agent = core.agents[profile.staff] = Agent(profile=profile, since=core.clock.now())
        losses.screen_back(agent, session)
        await presence.write(core, agent.staff, "agent_logged_on")
    elif agent.session not in (None, session):
        core.notify.taken_over(agent.staff, agent.session or "")
    agent.profile = profile
    losses.screen_back(agent, session)
    return state(core, agent)


def state(core: Core, agent: Agent) -> dict[str, Any]:
    live = core.calls.get(agent.call or "")
    on_it = live is not None and agent.presence == "busy"
    return {
        "presence": screens.presence_state(agent),
        "call": screens.snapshot(live) if live is not None and on_it else None,
        "ring": None if live is None else screens.ringing_at(live, agent.staff),
        "board": core.last_board,
    }


async def sign_out(core: Core, agent: Agent) -> None:
    if agent.call is not None:
        raise RequestRefused("busy")
    agent.session = None
    await losses.log_off(core, agent)


async def ready(core: Core, agent: Agent) -> None:
    """Take calls; in a call: again after it."""
    agent.after_call = None
    if agent.presence in ("not_ready", "wrapup"):
        agent.unanswered = 0
        await presence.enter(core, agent, "ready")


async def not_ready(core: Core, agent: Agent, reason: str) -> None:
    """Take no calls from now on, or from the end of this one on. What rings, rings on elsewhere."""
    while agent.presence == "ringing" and agent.call in core.calls:
        live = core.calls[agent.call]
        async with live.lock:
            if agent.presence == "ringing" and agent.call == live.id:
                await _decline(core, agent)
    if agent.presence == "busy":
        agent.after_call = reason
    else:
        await presence.enter(core, agent, "not_ready", reason)


async def _decline(core: Core, agent: Agent) -> None:
    live = core.calls[agent.call or ""]
    if screens.ringing_at(live, agent.staff) is None:
        agent.call = None
        presence.stop_ringing(core, agent, behind=False)
    else:
        await answering.decline(core, agent, live)
