"""Callers: they arrive, wait for a place and for an operator, and leave."""

import asyncio
from typing import Any

from sanxiang.desk.contacts.distribution import Operator, distribute, queue_order
from sanxiang.desk.contacts.ports import Arrival
from sanxiang.lines.switchboard import presence, screens
from sanxiang.lines.switchboard.core import Core
from sanxiang.lines.switchboard.ending import finish
from sanxiang.lines.switchboard.happen import emit, tell
from sanxiang.lines.switchboard.live import LiveCall

SPOKEN_PLACES = 5  # as many as there are announcements for


async def arrive(core: Core, arrival: Arrival, session: str) -> str:
    """A call reaches us; one too many waits for a place, with a word. Returns its id."""
    now = core.clock.monotonic()
    live = LiveCall(
        id=core.new_id(),
        arrival=arrival,
        wall=core.clock.now(),
        start=now,
        waiting_since=now,
        session=session,
        admitted=arrival.emergency or has_room(core),
        word_due=core.in_s(core.figures.queue_word_s) if core.figures.queue_word_s else None,
    )
    core.calls[live.id] = live
    async with live.lock:
        await emit(core, live, "offered", **_offered(core, arrival))
        if not live.admitted:
            await emit(core, live, "queued", queue=arrival.line, word="full")
    return live.id


def has_room(core: Core) -> bool:
    return sum(live.admitted for live in core.going_on()) < core.max_calls


def _offered(core: Core, arrival: Arrival) -> dict[str, Any]:
    more = {
        "site": arrival.site,
        "place": arrival.place,
        "unit": arrival.unit,
        "link": arrival.link,
        "caller_name": arrival.caller_name,
        "callback": arrival.callback,
        "emergency": arrival.emergency,
    }
    return {
        "line": arrival.line,
        "direction": "in",
        "from": arrival.phone,
        "to": arrival.called,
        "exchange": core.exchange,
        "cycle_s": arrival.cycle_s,
        **{name: value for name, value in more.items() if value},
    }


async def leave(core: Core, live: LiveCall) -> None:
    """The caller hangs up."""
    async with live.lock:
        if not live.over:
            await finish(core, live, by="customer", why="caller_left", cause=16)


async def settle(core: Core) -> None:
    """After any change: fill free places, give calls to free operators, show where everybody stands."""
    _admit(core)
    while asked := _assign(core):  # an offer that moves on frees the operator it leaves
        await asyncio.gather(*(_offer(core, live, staff) for live, staff in asked))
    await asyncio.gather(*(_queue(core, live) for live in core.going_on() if _unqueued(live)))
    _show_positions(core)
    _show_board(core)


def _waiting(core: Core) -> list[LiveCall]:
    now = core.clock.monotonic()
    order = queue_order(live.as_caller(now) for live in core.going_on() if live.waiting)
    return [core.calls[caller.call] for caller in order]


def _admit(core: Core) -> None:
    for live in _waiting(core):
        if not live.admitted and has_room(core):
            live.admitted = True
            tell(core, live)


def _assign(core: Core) -> list[tuple[LiveCall, str]]:
    """Decide who is asked; done without a pause, so nobody is asked twice and no call given twice."""
    now = core.clock.monotonic()
    callers = [live.as_caller(now) for live in core.going_on() if live.wants_operator()]
    operators = [
        Operator(agent.staff, agent.profile.lines, agent.ready_since, agent.profile.languages)
        for agent in core.agents.values()
        if agent.free
    ]
    asked = []
    for offer in distribute(callers, operators):
        live = core.calls[offer.call]
        live.asked = offer.staff
        core.agents[offer.staff].claim(live.id, "ringing")
        asked.append((live, offer.staff))
    return asked


async def _offer(core: Core, live: LiveCall, staff: str) -> None:
    """Ring at the operator's, unless the call or the operator is gone by now."""
    async with live.lock:
        agent = core.agents.get(staff)
        claimed = agent is not None and agent.call == live.id and agent.presence == "ringing"
        if live.asked == staff and live.waiting and claimed:
            live.ring_due, live.overdue = core.in_s(live.arrival.ring_for_s), False
            await emit(core, live, "alerting", staff=staff)
        elif agent is not None and claimed:
            presence.stop_ringing(core, agent, behind=False)
        if live.asked == staff:
            live.asked = None


def _unqueued(live: LiveCall) -> bool:
    return live.admitted and live.call.status == "offered" and live.asked is None


async def _queue(core: Core, live: LiveCall) -> None:
    async with live.lock:
        if _unqueued(live):
            await emit(core, live, "queued", queue=live.arrival.line)


def say_where_they_stand(core: Core, live: LiveCall) -> None:
    """Thank a caller who waits, and tell how many are before them (ANS-10)."""
    live.word_due = core.in_s(core.figures.queue_word_s)
    before = (live.position or 1) - 1
    name = "all_busy" if before == 0 else f"queue_{before}" if before <= SPOKEN_PLACES else "queue_many"
    core.media.play(live.customer, name, loop=False)


def _show_positions(core: Core) -> None:
    places: dict[str, int] = {}
    for live in _waiting(core):
        position = None
        if live.call.status == "queued":
            position = places[live.arrival.line] = places.get(live.arrival.line, 0) + 1
        if position != live.position:
            live.position = position
            core.notify.caller(live.id, screens.caller_state(live))


def _show_board(core: Core) -> None:
    board = screens.board(core.agents.values(), len(_waiting(core)))
    if board != core.last_board:
        core.last_board = board
        core.tell_all(board)
