"""Consultation and transfer."""

from datetime import datetime
from typing import Any

from sanxiang.desk.contacts.call.commands import (
    Command,
    Mute,
    Play,
    Release,
    StartRinging,
    StopRinging,
    customer_of,
    staff_party,
)
from sanxiang.desk.contacts.call.life import close_consult
from sanxiang.desk.contacts.call.state import CONSULTING, TALKING, Call, Consult, Outcome, Transfer, closed
from sanxiang.desk.contacts.events import Event


def consulted(call: Call, event: Event, at: datetime) -> Outcome:
    staff, target = event.data["staff"], event.data["target"]
    if call.status not in ("connected", "held"):
        return "in a consultation" if call.status in CONSULTING else "not answered"
    if staff != call.staff or target == staff:
        return "not theirs to consult"
    consults = (*call.consults, Consult(staff, target, at))
    after = call._replace(status="consulting", target=target, consults=consults, last_at=at)
    return after, (StartRinging(target, consult_from=staff), Play(customer_of(call.id), "transfer"))


def consult_answered(call: Call, event: Event, at: datetime) -> Outcome:
    target = event.data["target"]
    if call.status != "consulting" or target != call.target:
        return "not being consulted"
    consults = (*call.consults[:-1], call.consults[-1]._replace(answered=at))
    after = call._replace(status="consult_talking", consults=consults, last_at=at)
    return after, (StopRinging(target, "answered"),)


def consult_failed(call: Call, event: Event, at: datetime) -> Outcome:
    """The colleague didn't answer, or left: back to the caller, who may still be on hold (TRF-3)."""
    target = event.data["target"]
    if call.status not in CONSULTING or target != call.target:
        return "not being consulted"
    held = any(stretch.end is None for stretch in call.holds)
    after = call._replace(
        status="held" if held else "connected",
        target=None,
        consults=close_consult(call.consults, at, event.data["reason"]),
        last_at=at,
    )
    return after, _leave(call, target)


def transferred(call: Call, event: Event, at: datetime) -> Outcome:
    staff, target = event.data["from"], event.data["target"]
    if call.status not in TALKING:
        return "not answered"
    if staff != call.staff or target == staff or call.target not in (None, target):
        return "not theirs to transfer"
    holds = closed(call.holds, at, "staff")
    after = call._replace(
        status="held" if any(stretch.end is None for stretch in holds) else "connected",
        staff=target,
        target=None,
        parked=False,
        holds=holds,
        mutes=closed(call.mutes, at, "staff"),
        consults=close_consult(call.consults, at, "transferred"),
        transfers=(*call.transfers, _transfer(event.data, at)),
        last_at=at,
    )
    return after, _handed_over(call, staff, target)


def _transfer(data: Any, at: datetime) -> Transfer:
    heard = data.get("heard")
    both = None if heard is None else (bool(heard.get("customer")), bool(heard.get("target")))
    return Transfer(at, data["from"], data["target"], data["attended"], both)


def _handed_over(call: Call, staff: str, target: str) -> tuple[Command, ...]:
    stops: tuple[Command, ...] = (StopRinging(target, "answered"),) if call.status == "consulting" else ()
    unmute: tuple[Command, ...] = (Mute(staff_party(staff), on=False),) if call.muted else ()
    return *stops, *unmute, Release(staff_party(staff))


def _leave(call: Call, target: str) -> tuple[Command, ...]:
    if call.status == "consulting":
        return (StopRinging(target, "no_answer"),)
    return (Release(staff_party(target)),)
