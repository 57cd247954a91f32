"""Offered, queued, alerting, answered; recording; hung up and ended."""

from datetime import datetime

from sanxiang.desk.contacts.call.commands import (
    AskCallBack,
    Command,
    Mute,
    Play,
    Release,
    StartRinging,
    StopRecording,
    StopRinging,
    StopWhy,
    customer_of,
    staff_party,
)
from sanxiang.desk.contacts.call.state import (
    BROKEN_OFF,
    CONSULTING,
    WAITING,
    Call,
    Consult,
    Outcome,
    Stretch,
    closed,
)
from sanxiang.desk.contacts.events import Event


def offered(call: Call, event: Event, at: datetime) -> Outcome:
    if call.status != "new":
        return "offered twice"
    data = event.data
    after = call._replace(
        id=data["call"],
        status="offered",
        line=data["line"],
        direction=data["direction"],
        caller=data["from"],
        called=data["to"],
        cycle_s=data.get("cycle_s"),
        offered_at=at,
        last_at=at,
    )
    return after, (Play(customer_of(after.id), "notice"),) if after.direction == "in" else ()


def queued(call: Call, event: Event, at: datetime) -> Outcome:
    """Wait for an operator; after an answer: the one who handled the call is gone, so wait again."""
    if call.status in CONSULTING:
        return "in a consultation"
    stops = _stop(call, "no_answer")
    leaves = (*_unmute(call), Release(staff_party(call.staff))) if call.staff else ()
    after = call._replace(
        status="queued",
        queued_at=at,
        last_at=at,
        staff=None,
        alerting=None,
        parked=False,
        rung=closed(call.rung, at),
        holds=closed(call.holds, at),
        mutes=closed(call.mutes, at),
    )
    return after, (*stops, *leaves)


def alerting(call: Call, event: Event, at: datetime) -> Outcome:
    staff = event.data["staff"]
    if call.status not in WAITING:
        return "already answered"
    if staff == call.alerting:
        return "already alerting"
    stops = _stop(call, "no_answer")
    rung = (*closed(call.rung, at), Stretch(staff, at))
    after = call._replace(status="alerting", alerting=staff, rung=rung, last_at=at)
    return after, (*stops, StartRinging(staff))


def answered(call: Call, event: Event, at: datetime) -> Outcome:
    """The first answer wins, whoever's phone is thought to ring: an import may not know all of them."""
    staff = event.data["staff"]
    if call.status not in WAITING:
        return "already answered"
    stops = _stop(call, "answered" if call.alerting == staff else "elsewhere")
    after = call._replace(
        status="connected",
        staff=staff,
        first_staff=call.first_staff or staff,
        answered_at=call.answered_at or at,
        alerting=None,
        rung=closed(call.rung, at),
        last_at=at,
    )
    return after, stops


def recording(call: Call, event: Event, at: datetime) -> Outcome:
    if call.recording_at is not None:
        return "already recording"
    return call._replace(recording_at=at, last_at=at), ()


def hung_up(call: Call, event: Event, at: datetime) -> Outcome:
    by, why = event.data["by"], event.data.get("why")
    after = _over(call, at)._replace(hung_up_at=at, hung_up_by=by, why=why)
    return after, _farewell(call, by=by, why=why)


def ended(call: Call, event: Event, at: datetime) -> Outcome:
    farewell = () if call.hung_up_at is not None else _farewell(call, by="system", why=None)
    after = _over(call, at)._replace(ended_at=at)
    return after, (*farewell, *_callback(after))


def _callback(call: Call) -> tuple[Command, ...]:
    if call.missed:
        return (AskCallBack("missed"),)
    return (AskCallBack("broken_off"),) if call.why in BROKEN_OFF else ()


def _over(call: Call, at: datetime) -> Call:
    if call.status == "ended":
        return call._replace(last_at=at)
    return call._replace(
        status="ended",
        alerting=None,
        target=None,
        parked=False,
        last_at=at,
        rung=closed(call.rung, at),
        holds=closed(call.holds, at),
        mutes=closed(call.mutes, at),
        consults=close_consult(call.consults, at, "over"),
    )


def _last_word(call: Call, why: str | None) -> str:
    """What a caller hears when the system leaves them: a human explanation (SOS-6)."""
    if why == "queue_full":
        return "line_full"
    return "fault" if why == "shutdown" or call.answered_at is not None else "ring_back_later"


def _farewell(call: Call, *, by: str, why: str | None) -> tuple[Command, ...]:
    """Stop phones and recorder, tell a caller whom we leave that we will ring back, let everybody go."""
    stop: StopWhy = "caller_left" if by == "customer" else "no_answer"
    commands: list[Command] = [*_stop(call, stop)]
    if call.status == "consulting" and call.target:
        commands.append(StopRinging(call.target, stop))
    if call.answered_at is not None:
        commands.append(StopRecording())
    commands += _unmute(call)
    if by == "system":
        commands.append(Play(customer_of(call.id), _last_word(call, why)))
    staff = [staff_party(one) for one in (call.staff, call.target) if one]
    commands += [Release(party) for party in (*staff, customer_of(call.id))]
    return tuple(commands)


def close_consult(consults: tuple[Consult, ...], at: datetime, result: str) -> tuple[Consult, ...]:
    if not consults or consults[-1].end is not None:
        return consults
    return *consults[:-1], consults[-1]._replace(end=at, result=result)


def _stop(call: Call, why: StopWhy) -> tuple[Command, ...]:
    return (StopRinging(call.alerting, why),) if call.alerting else ()


def _unmute(call: Call) -> tuple[Command, ...]:
    return (Mute(staff_party(call.staff), on=False),) if call.staff and call.muted else ()
