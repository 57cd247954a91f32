"""Screens and voices that vanish, and come back."""

from contextlib import nullcontext

from sanxiang.desk.contacts.call import customer_of, routing, staff_party
from sanxiang.lines.switchboard import consulting, presence
from sanxiang.lines.switchboard.agents import Agent
from sanxiang.lines.switchboard.carry import route
from sanxiang.lines.switchboard.core import Core
from sanxiang.lines.switchboard.ending import finish
from sanxiang.lines.switchboard.happen import emit, tell
from sanxiang.lines.switchboard.live import LiveCall


async def voice_lost(core: Core, party: str) -> None:
    """The watchdog misses a party's voice: either may come back."""
    kind, _, key = party.partition(":")
    if kind == "customer":
        live = core.calls.get(key)
        if live is not None:
            _customer_lost(core, live)
        return
    agent = core.agents.get(key)
    live = core.calls.get(agent.call or "") if agent is not None else None
    if agent is not None and live is not None:
        agent.media_lost = True
        _expect_back(core, agent)
        _show_loss(core, live, party)


def _customer_lost(core: Core, live: LiveCall) -> None:
    """A page that is loaded anew brings its voice back in a moment."""
    if not live.over and live.voice_due is None:
        live.lost.add(customer_of(live.id))
        live.voice_due = core.in_s(core.figures.caller_voice_s)
        tell(core, live)


def caller_back(core: Core, live: LiveCall) -> None:
    """The caller's page is back; its voice, where it was lost, has as long again to follow."""
    live.away_due = None
    if live.voice_due is not None:
        live.voice_due = core.in_s(core.figures.caller_voice_s)


async def caller_silent(core: Core, live: LiveCall) -> None:
    """The caller's voice did not come back."""
    async with live.lock:
        if not live.over and live.voice_due is not None:
            await finish(core, live, by="system", why="watchdog")


def _show_loss(core: Core, live: LiveCall, party: str) -> None:
    """The caller hears that they are not forgotten."""
    live.lost.add(party)
    if live.call.status == "connected":
        core.media.play(live.customer, "hold", loop=True)
        tell(core, live)


async def voice_back(core: Core, party: str) -> None:
    """A party's new leg is up: everybody hears again whom they should."""
    kind, _, key = party.partition(":")
    if kind == "staff" and key in core.agents:
        agent = core.agents[key]
        agent.media_lost = False
        _is_back(agent)
        live = core.calls.get(agent.call or "")
    else:
        live = core.calls.get(key)
    if live is not None:
        live.lost.discard(party)
        if party == live.customer:
            live.voice_due = None
        for command in routing(live.call):
            route(core, command)
        tell(core, live)


def screen_gone(core: Core, agent: Agent, session: str) -> None:
    """The operator's tab is gone, by a reload or for good. What rang there rings on at the next one's."""
    if agent.session != session:
        return
    agent.session = None
    _expect_back(core, agent)
    live = core.calls.get(agent.call or "")
    if live is not None and live.call.alerting == agent.staff:
        live.overdue = True


def screen_back(agent: Agent, session: str) -> None:
    agent.session = session
    _is_back(agent)


def _expect_back(core: Core, agent: Agent) -> None:
    if agent.gone_due is None:
        agent.gone_due = core.in_s(core.figures.reconnect_s)


def _is_back(agent: Agent) -> None:
    if agent.session is not None and not agent.media_lost:
        agent.gone_due = None


async def give_up_on(core: Core, agent: Agent) -> None:
    """The operator did not come back: their call goes on without them."""
    live = core.calls.get(agent.call or "")
    async with live.lock if live is not None else nullcontext():
        if agent.gone_due is None:
            return
        agent.gone_due, agent.after_call = None, "lost"
        if live is not None:
            await _go_on_without(core, live, agent)
    agent.after_call, agent.media_lost, agent.call = None, False, None
    if agent.session is None:
        await log_off(core, agent)
    elif agent.presence != "not_ready":
        await presence.enter(core, agent, "not_ready", "lost")


async def _go_on_without(core: Core, live: LiveCall, agent: Agent) -> None:
    call = live.call
    live.lost.discard(staff_party(agent.staff))
    if call.alerting == agent.staff:
        live.tried.add(agent.staff)
        await emit(core, live, "queued", queue=live.arrival.line)
    elif call.target == agent.staff:
        await consulting.fail(core, live, "failed", why="vanished")
    elif call.staff == agent.staff and not live.over:
        await _replace_handler(core, live)


async def _replace_handler(core: Core, live: LiveCall) -> None:
    """A colleague who is on the call takes it; otherwise it is offered again, before the others."""
    consulting.look(core, live)
    if live.call.status in ("consult_talking", "conference"):
        await consulting.hand_over(core, live, why="vanished")
        return
    if live.call.status == "consulting":
        target, live.consult_due = live.call.target, None
        await emit(core, live, "consult_failed", target=target, reason="failed", why="vanished")
    live.again, live.waiting_since = True, core.clock.monotonic()
    await emit(core, live, "queued", queue=live.arrival.line, why="vanished")


async def log_off(core: Core, agent: Agent) -> None:
    core.agents.pop(agent.staff, None)
    await presence.enter(core, agent, "logged_off")


async def caller_gone(core: Core, live: LiveCall) -> None:
    """The caller's page did not come back."""
    async with live.lock:
        if not live.over and live.away_due is not None:
            await finish(core, live, by="system", why="vanished")
