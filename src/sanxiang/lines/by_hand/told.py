"""What the events of an ordinary phone carry. Pure."""

from typing import Any

from sanxiang.desk.contacts.call import Call
from sanxiang.desk.contacts.ports import Arrival, Code

EXCHANGE = "by_hand"
NEEDED = ("line", "direction", "from", "to")


def offered_data(arrival: Arrival, direction: str, caller: str | None, called: str | None) -> dict[str, Any]:
    """The fields of `offered`; what isn't known is left out, but for those that the event must have."""
    told = {
        "line": arrival.line,
        "direction": direction,
        "from": caller or None,
        "to": called or None,
        "exchange": EXCHANGE,
        "cycle_s": arrival.cycle_s,
        "site": arrival.site,
        "place": arrival.place,
        "unit": arrival.unit,
        "caller_name": arrival.caller_name,
        "callback": arrival.callback,
    }
    return {name: value for name, value in told.items() if name in NEEDED or value not in (None, "")}


def hung_up_data(call: Call, *, by_staff: bool) -> dict[str, str]:
    """Who ended it, and why where that isn't plain: nobody was reached, or the caller gave up."""
    if not by_staff:
        return {"by": "customer", "why": "caller_left"}
    return {"by": "staff"} if call.answered_at else {"by": "staff", "why": "no_answer"}


def refusal(call: Call) -> Code:
    return "gone" if call.status in ("new", "ended") or call.hung_up_at else "not_allowed"
