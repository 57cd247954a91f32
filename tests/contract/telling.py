"""Words that the scenarios share."""

from itertools import pairwise
from typing import Any

from sanxiang.desk.contacts.call import Call, fold
from sanxiang.desk.contacts.events import Event
from tests.contract.harness import ExchangeHarness

A, B, C = "8001", "8002", "8003"


async def ready(h: ExchangeHarness, *staffs: str, lines: tuple[str, ...] = ("general",)) -> None:
    """These sign in and are ready, the first one longest."""
    for staff in staffs:
        await h.sign_in(staff, lines=lines)
        assert await h.ask("ready", staff) is None
        await h.wait(0.2)


async def talking(h: ExchangeHarness, staff: str = A) -> str:
    """A caller who talks to `staff`, the only one ready or the longest."""
    call = await h.call()
    await rings_at(h, call, staff)
    assert await h.ask("answer", staff, call) is None
    return call


async def rings_at(h: ExchangeHarness, call: str, staff: str, *, within: float = 5.0) -> None:
    await h.until(lambda: state(h, call).alerting == staff, within=within)


def state(h: ExchangeHarness, call: str) -> Call:
    return fold(h.events(call))


def names(h: ExchangeHarness, call: str) -> list[str]:
    return [event.event for event in h.events(call)]


def last(h: ExchangeHarness, call: str, name: str) -> dict[str, Any]:
    return dict(next(event.data for event in reversed(h.events(call)) if event.event == name))


def told(h: ExchangeHarness, staff: str, kind: str) -> dict[str, Any]:
    """The latest message of this kind to the operator."""
    return next((one for one in reversed(h.told(staff)) if one["t"] == kind), {})


def presence(h: ExchangeHarness, staff: str) -> str:
    return str(told(h, staff, "presence").get("state", ""))


def phase(h: ExchangeHarness, call: str) -> dict[str, Any]:
    """The latest state on the caller's page."""
    return h.told_caller(call)[-1] if h.told_caller(call) else {}


def well_told(events: list[Event]) -> None:
    """What must be true of the books of any call."""
    assert events[0].event == "offered"
    assert all(before.at <= after.at for before, after in pairwise(events))
    assert len({event.data["eid"] for event in events}) == len(events)
    call = fold(events)
    assert call.anomalies == ()
    if call.ended_at is not None:
        assert events[-1].event == "ended"
