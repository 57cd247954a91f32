"""A small desk for the switchboard's own tests."""

from datetime import UTC, datetime

from sanxiang.desk.contacts.call import Call, fold
from sanxiang.desk.contacts.ports import Arrival, RequestRefused
from sanxiang.lines.player.twin import Twin
from sanxiang.lines.switchboard.agents import Profile
from sanxiang.lines.switchboard.figures import Figures

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
A, B, C = "8001", "8002", "8003"


def figures(**more) -> Figures:
    known = {
        "max_calls": 10,
        "consult_for_s": 10.0,
        "reconnect_s": 20.0,
        "caller_away_s": 5.0,
        "caller_voice_s": 3.0,
        "wrapup_s": 30.0,
        "unanswered_limit": 2,
        "queue_word_s": 20.0,
        "goodbye_s": 6.0,
    }
    return Figures(**{**known, **more})


def a_twin(**more) -> Twin:
    return Twin(figures(**more), start=START)


async def with_staff(*staffs, **more) -> Twin:
    """A line at which these are ready, the first one longest."""
    twin = a_twin(**more)
    for staff in staffs:
        await twin.sign_in(profile(staff), f"tab-{staff}")
        await twin.ready(staff)
        await twin.wait(0.1)
    return twin


def profile(staff, **more) -> Profile:
    return Profile(**{"staff": staff, "name": staff, "lines": frozenset({"general"}), **more})


def arrival(**more) -> Arrival:
    return Arrival(**{"line": "general", "cycle_s": 5.0, "ring_for_s": 15.0, "give_up_s": 60.0, **more})


async def talking(twin, staff=A, session="") -> str:
    call = await twin.offer(arrival(), session)
    await twin.answer(staff, call)
    return call


def state(twin, call) -> Call:
    return fold(twin.events(call))


def names(twin, call) -> list[str]:
    return [event.event for event in twin.events(call)]


def told(twin, staff, kind):
    return [message for message in twin.screens.staffs.get(staff, []) if message["t"] == kind]


async def code(request) -> str | None:
    try:
        await request
    except RequestRefused as refused:
        return refused.code
    return None
