"""Who hears whom, told from the state alone, so that it can be set again at any time."""

from sanxiang.desk.contacts.call.commands import (
    Bridge,
    Command,
    Play,
    RecordStaff,
    Silence,
    StartRecording,
    customer_of,
    staff_party,
)
from sanxiang.desk.contacts.call.state import Call


def routing(call: Call) -> tuple[Command, ...]:
    """Return the commands that put everybody's ears where the state says. Safe to repeat."""
    customer = customer_of(call.id)
    if call.status in ("offered", "queued", "alerting"):
        return (Play(customer, "hold" if call.answered_at else "ringback", loop=True),)
    if call.staff is None or call.status == "ended":
        return ()
    staff = staff_party(call.staff)
    if call.target is not None:
        return _consulting(call, customer, staff, staff_party(call.target))
    if call.parked:
        return Play(customer, "hold", loop=True), Silence(staff)
    return (Bridge((customer, staff)),)


def _consulting(call: Call, customer: str, staff: str, target: str) -> tuple[Command, ...]:
    if call.status == "conference":
        return (Bridge((customer, staff, target)),)
    hold = Play(customer, "hold", loop=True)
    if call.status == "consulting":
        return hold, Play(staff, "ringback", loop=True)
    return hold, Bridge((staff, target))


def channel(call: Call) -> tuple[str, ...]:
    """Who is on the staff's channel of the recording."""
    if call.staff is None or call.status == "ended":
        return ()
    if call.target is None or call.status == "consulting":
        return (staff_party(call.staff),)
    return staff_party(call.staff), staff_party(call.target)


def follow(before: Call, after: Call) -> tuple[Command, ...]:
    """Return what must be routed and recorded anew because `before` became `after`."""
    if (before.status, before.staff, before.target, before.parked) == (
        after.status,
        after.staff,
        after.target,
        after.parked,
    ):
        return ()
    return *routing(after), *_recording(before, after)


def _recording(before: Call, after: Call) -> tuple[Command, ...]:
    if after.answered_at is None or after.status == "ended":
        return ()
    if before.answered_at is None:
        return (StartRecording(customer_of(after.id), channel(after)),)
    now = channel(after)
    return () if now == channel(before) else (RecordStaff(now),)
