"""Hold and mute."""

from datetime import datetime

from sanxiang.desk.contacts.call.commands import Command, Mute, staff_party
from sanxiang.desk.contacts.call.state import TALKING, Call, Outcome, Status, Stretch, closed, open_since
from sanxiang.desk.contacts.events import Event


def held(call: Call, event: Event, at: datetime) -> Outcome:
    by = event.data["by"]
    if call.status not in TALKING:
        return "not answered"
    if open_since(call.holds, by) is not None:
        return "already held"
    after = call._replace(
        status=_holding(call.status, by),
        holds=(*call.holds, Stretch(by, at)),
        parked=call.parked or by == "staff",
        last_at=at,
    )
    return after, ()


def _holding(status: Status, by: str) -> Status:
    if status == "connected":
        return "held"
    return "consult_talking" if status == "conference" and by == "staff" else status


def retrieved(call: Call, event: Event, at: datetime) -> Outcome:
    """End a hold. Staff who retrieve the caller while talking to a colleague bring the three together."""
    by = event.data["by"]
    joins = by == "staff" and call.status == "consult_talking"
    if open_since(call.holds, by) is None and not joins:
        return "not held"
    holds = closed(call.holds, at, by)
    status: Status = "conference" if joins else call.status
    if status == "held" and not any(stretch.end is None for stretch in holds):
        status = "connected"
    parked = call.parked and by != "staff"
    return call._replace(status=status, holds=holds, parked=parked, last_at=at), ()


def muted(call: Call, event: Event, at: datetime) -> Outcome:
    by = event.data["by"]
    if call.status not in TALKING:
        return "not answered"
    if open_since(call.mutes, by) is not None:
        return "already muted"
    return call._replace(mutes=(*call.mutes, Stretch(by, at)), last_at=at), _mute(call, by, on=True)


def unmuted(call: Call, event: Event, at: datetime) -> Outcome:
    by = event.data["by"]
    if open_since(call.mutes, by) is None:
        return "not muted"
    return call._replace(mutes=closed(call.mutes, at, by), last_at=at), _mute(call, by, on=False)


def _mute(call: Call, by: str, *, on: bool) -> tuple[Command, ...]:
    return (Mute(staff_party(call.staff), on),) if by == "staff" and call.staff else ()
