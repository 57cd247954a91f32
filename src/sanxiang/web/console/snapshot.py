"""A call in the shape in which the line shows it to a screen: one console serves every exchange. Pure."""

from datetime import datetime
from typing import Any

from sanxiang.desk.contacts.call import Call
from sanxiang.desk.contacts.queries import Contact


def snapshot(call: Call) -> dict[str, Any]:
    """Times are epoch milliseconds, None for what has not happened."""
    return {
        "id": call.id,
        "line": call.line,
        "exchange": "by_hand",
        "direction": call.direction,
        "from": call.caller if call.direction == "in" else call.called,
        "status": call.status,
        "offered": _ms(call.offered_at),
        "answered": _ms(call.answered_at),
        "held_since": _ms(call.held_since),
        "muted": call.muted,
        "target": call.target,
        "heard": None,
        "staff": call.staff,
        "ended": _ms(call.over_at),
        "by": call.hung_up_by,
        "why": call.why,
        "cycle_s": call.cycle_s,
    }


def row_snapshot(row: Contact) -> dict[str, Any]:
    """A call that is over, from its row in the register."""
    return {
        "id": row.call_id,
        "line": row.line,
        "exchange": row.exchange,
        "direction": row.direction,
        "from": row.from_number or row.phone,
        "caller_name": row.caller_name,
        "place": row.unit_text or row.place,
        "unit": row.unit_id,
        "status": "ended",
        "offered": _ms(row.offered_at),
        "answered": _ms(row.answered_at),
        "ended": _ms(row.ended_at),
        "staff": row.staff.username if row.staff else None,
        "by": row.hung_up_by,
        "why": row.why,
    }


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp() * 1000)
