"""What happens by itself as time passes. Each job looks again under the call's lock before it acts."""

import asyncio
from collections.abc import Awaitable, Iterator

from sanxiang.desk.contacts.distribution import taken_off
from sanxiang.lines.switchboard import consulting, losses, presence
from sanxiang.lines.switchboard.agents import Agent
from sanxiang.lines.switchboard.arriving import say_where_they_stand
from sanxiang.lines.switchboard.core import Core, log
from sanxiang.lines.switchboard.ending import finish
from sanxiang.lines.switchboard.happen import emit
from sanxiang.lines.switchboard.live import LiveCall


async def run_due(core: Core, now: float) -> None:
    """Do what is due at `now` (monotonic seconds)."""
    jobs = [*_agents_due(core, now), *_calls_due(core, now)]
    for outcome in await asyncio.gather(*jobs, return_exceptions=True):
        if isinstance(outcome, BaseException):
            log.error("a timer failed", exc_info=outcome)


def is_due(due: float | None, now: float) -> bool:
    return due is not None and due <= now


def _agents_due(core: Core, now: float) -> Iterator[Awaitable[None]]:
    for agent in core.agents.values():
        if is_due(agent.gone_due, now):
            yield losses.give_up_on(core, agent)
        elif is_due(agent.wrapup_due, now) and agent.presence == "wrapup":
            yield presence.enter(core, agent, "ready")


def _calls_due(core: Core, now: float) -> Iterator[Awaitable[None]]:
    for live in list(core.calls.values()):
        if live.over:
            _let_go(core, live, now)
        elif _has_waited_too_long(live, now):
            yield _give_up(core, live, now)
        elif is_due(live.ring_due, now):
            yield _ring_out(core, live, now)
        elif is_due(live.consult_due, now):
            yield _consult_out(core, live, now)
        elif is_due(live.away_due, now):
            yield losses.caller_gone(core, live)
        elif is_due(live.voice_due, now):
            yield losses.caller_silent(core, live)
        else:
            consulting.look(core, live)
            if live.admitted and live.call.status == "queued" and is_due(live.word_due, now):
                say_where_they_stand(core, live)


def _let_go(core: Core, live: LiveCall, now: float) -> None:
    """The last prompt is over, or there was none. Not while its end is still being written and told."""
    if not live.lock.locked() and (live.drop_due is None or live.drop_due <= now):
        core.media.drop(live.customer)
        core.calls.pop(live.id, None)


def _has_waited_too_long(live: LiveCall, now: float) -> bool:
    """Never true of an emergency: it rings until somebody answers."""
    given = now - live.waiting_since >= live.arrival.give_up_s
    return live.waiting and given and not live.arrival.emergency


async def _give_up(core: Core, live: LiveCall, now: float) -> None:
    async with live.lock:
        if not live.over and _has_waited_too_long(live, now):
            why = "vanished" if live.again else "no_answer" if live.admitted else "queue_full"
            await finish(core, live, by="system", why=why)


async def _ring_out(core: Core, live: LiveCall, now: float) -> None:
    """Nobody picked up there: the next one is asked. While there is no next one, it rings on."""
    async with live.lock:
        staff = live.call.alerting
        if staff is None or not is_due(live.ring_due, now):
            return
        live.tried.add(staff)
        live.overdue, live.ring_due = True, core.in_s(live.arrival.ring_for_s)
        agent = core.agents.get(staff)
        if agent is not None:
            await _count_unanswered(core, live, agent)


async def _count_unanswered(core: Core, live: LiveCall, agent: Agent) -> None:
    agent.unanswered += 1
    if taken_off(agent.unanswered, limit=core.figures.unanswered_limit):
        agent.unanswered = 0
        await emit(core, live, "queued", queue=live.arrival.line)
        await presence.enter(core, agent, "not_ready", "no_answer")


async def _consult_out(core: Core, live: LiveCall, now: float) -> None:
    async with live.lock:
        if live.call.status == "consulting" and is_due(live.consult_due, now):
            await consulting.fail(core, live, "no_answer")
