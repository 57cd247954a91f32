"""A line's event becomes a register row, idempotently: the row is always the fold of the call's events."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.call import Call, fold
from sanxiang.desk.contacts.domain import callbacks
from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.models import (
    CallEvent,
    CallLink,
    Contact,
    ContactState,
    Recording,
    SpoolPosition,
)
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.estate import queries as estate
from sanxiang.office.people import queries as people
from sanxiang.rules.editions.current import rulebook_on

TOLD = (  # what an event's fact repeats: enough for reactions and topics, nothing personal
    "staff", "target", "reason", "by", "why", "line", "direction", "attended",
)  # fmt: skip


@transaction.atomic
def record_event(*, call_id: str, event: Event, eid: str) -> bool:
    """Write one event of a call. Returns False where it is known already; any order of arrival is taken."""
    contact = _row(call_id, event)
    _event, new = CallEvent.objects.get_or_create(
        eid=eid,
        defaults={"contact": contact, "at": event.at, "event": event.event, "data": dict(event.data)},
    )
    if not new:
        return False
    call = fold(events_of(contact))
    _apply(contact, call, event)
    announce(
        kind=f"{facts.CALL}{event.event}",
        subject=f"contact:{contact.pk}",
        at=event.at,
        site=contact.site_id,
        actor="line",
        data={"call": call_id} | {name: event.data[name] for name in TOLD if name in event.data},
    )
    if contact.ended_at is not None:
        _owe_return_call(contact, call)
    return True


def events_of(contact: Contact) -> list[Event]:
    """The call's events in the order they happened."""
    return [Event(at=row.at, event=row.event, data=row.data) for row in contact.events.all()]


def _row(call_id: str, event: Event) -> Contact:
    # Locked, so that two importers can't fold the same row at once (SQLite's IMMEDIATE does it by itself).
    contact = Contact.objects.select_for_update().filter(call_id=call_id).first()
    if contact is None:
        contact, _new = Contact.objects.get_or_create(call_id=call_id, defaults={"offered_at": event.at})
    return contact


def _apply(contact: Contact, call: Call, event: Event) -> None:
    if event.event == "offered":
        _identify(contact, event.data)
    if event.event == "recording" and event.data.get("file"):
        Recording.objects.get_or_create(
            contact=contact,
            defaults={
                "path": event.data["file"],
                "sample_rate": event.data["sample_rate"],
                "started_at": event.at,
            },
        )
    _figures(contact, call, event)
    contact.save()


def _identify(contact: Contact, data: Any) -> None:
    contact.line = data["line"]
    contact.direction = data["direction"]
    contact.from_number = data["from"] or ""
    contact.to_number = data["to"] or ""
    contact.exchange = data.get("exchange", "")
    contact.place = data.get("place") or ""
    contact.never_had_register = data.get("register") is False
    contact.site_id = _known_site(data.get("site"))
    _link(contact, data)
    contact.caller_name = contact.caller_name or data.get("caller_name") or ""
    outer = data["from"] if data["direction"] == "in" else data["to"]
    contact.phone = contact.phone or outer or ""


def _link(contact: Contact, data: Any) -> None:
    unit = estate.unit(data["unit"]) if data.get("unit") else None
    if unit is not None:
        contact.unit_id = unit.pk
        contact.unit_text = contact.unit_text or unit.label
    if data.get("link") and CallLink.objects.filter(pk=data["link"]).exists():
        contact.link_id = data["link"]


def _known_site(site: int | None) -> int | None:
    # An imported folder may name a site of another installation, or none: a one-site company has only one.
    if site is not None and people.site(site) is not None:
        return site
    known = list(people.sites()[:2])
    return known[0].pk if len(known) == 1 else None


def _figures(contact: Contact, call: Call, event: Event) -> None:
    """Lay the fold's figures on the row."""
    if call.offered_at is not None:
        contact.offered_at = call.offered_at
    contact.answered_at, contact.ended_at = call.answered_at, call.ended_at
    contact.rings, contact.ring_s = call.rings(rulebook_on(event.at.date()).cycle_s), call.ring_s
    contact.talk_s, contact.hold_s = call.talk_s, call.held_s
    contact.hung_up_by, contact.why = call.hung_up_by or "", call.why or ""
    if call.staff:
        staff = people.staff_by_number(call.staff)
        contact.staff_id = staff.pk if staff else contact.staff_id
    contact.state = _state(contact)


def _state(contact: Contact) -> str:
    if contact.closed_at is not None:
        return ContactState.CLOSED
    if contact.ended_at is None:
        return ContactState.GOING_ON
    return ContactState.TO_CLOSE if contact.answered_at is not None else ContactState.MISSED


def _owe_return_call(contact: Contact, call: Call) -> None:
    """A missed call and one that broke off are owed a return call (ANS-7, TLK-20)."""
    if contact.direction != "in" or contact.never_had_register:
        return
    broken_off = call.wants_callback and call.hung_up_by == "system"
    callbacks.settle_owed(
        contact, reason="missed" if call.missed else "broken_off" if broken_off else "", at=over_at(contact)
    )


def over_at(contact: Contact) -> datetime:
    """When the call was over, or began where that isn't known yet."""
    return contact.ended_at or contact.offered_at


def spool_position(spool: str) -> str:
    """How far this spool has been read; "" for not at all."""
    return SpoolPosition.objects.filter(spool=spool).values_list("position", flat=True).first() or ""


def remember_position(spool: str, position: str) -> None:
    SpoolPosition.objects.update_or_create(spool=spool, defaults={"position": position})
