"""After a crash: calls that were going on are closed in the books, and so each is rung back."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sanxiang.desk.contacts.call import Call, advance
from sanxiang.desk.contacts.events import BadEvent, Event, Record, event_of, to_record
from sanxiang.lines.switchboard import presence
from sanxiang.lines.switchboard.core import Core, log


async def recover(
    core: Core, records: Iterable[Record], last_seen: Callable[[str], datetime | None]
) -> list[str]:
    """End what `records` leave open; return the ids of those calls.

    `last_seen`: until when a call is known to have lived (its recording's last second), if at all; the
    hang-up is dated so, never before its last event. Running it twice adds nothing.
    """
    calls, signed_in = _read(records)
    closed = []
    for call in calls.values():
        if call.ended_at is None and call.last_at is not None:
            await _close(core, call, last_seen(call.id))
            closed.append(call.id)
    for staff in signed_in:
        await presence.write(core, staff, "agent_logged_off")
    return closed


def _read(records: Iterable[Record]) -> tuple[dict[str, Call], list[str]]:
    calls: dict[str, Call] = {}
    states: dict[str, str] = {}
    for record in records:
        if record.get("stream") == "agent":
            states[record["staff"]] = record["event"]
        elif record.get("stream") == "call":
            _take(calls, record)
    return calls, [staff for staff, event in states.items() if event != "agent_logged_off"]


def _take(calls: dict[str, Call], record: Record) -> None:
    try:
        event = event_of(dict(record))
    except BadEvent as fault:
        log.error("a spooled event of call %s can't be read: %s", record.get("call"), fault.reason)
        return
    key = event.data.get("call", "")
    calls[key] = advance(calls.get(key, Call()), event).call


async def _close(core: Core, call: Call, seen: datetime | None) -> None:
    assert call.last_at is not None
    at = max(call.last_at, seen or call.last_at)
    facts: list[tuple[str, dict[str, Any]]] = [("ended", {"recovered": True})]
    if call.hung_up_at is None:
        facts.insert(0, ("hung_up", {"by": "system", "why": "shutdown"}))
    for name, data in facts:
        event = Event(at, name, {"eid": core.new_id(), **data})
        await core.keep(to_record(call.id, event))
