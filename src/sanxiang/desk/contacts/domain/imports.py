"""What comes in as files: the operator's record of a call folder becomes the register row's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.domain.register import TEXTS
from sanxiang.desk.contacts.models import Callback, Category, Contact, ContactState, Transcript
from sanxiang.kernel.facts.domain import announce

NAMES = {"unit": "unit_text"}


@transaction.atomic
def take_record(*, call_id: str, record: Mapping[str, Any]) -> bool:
    """Lay record.json (spec: call folder) on the call's row. Returns False where the row is written already.

    A category that no tree of ours has is kept in the summary, so that nothing is lost.
    """
    contact = Contact.objects.select_for_update(of=("self",)).get(call_id=call_id)
    if contact.saved_at is not None:
        return False
    saved = _moment(record.get("saved_at")) or contact.ended_at or contact.offered_at
    _texts(contact, record)
    contact.restated_at = _restated(record, saved)
    contact.message = record.get("message") or None
    contact.saved_at = saved
    contact.revision += 1
    if contact.category and contact.ended_at is not None:
        contact.closed_at, contact.closed_by, contact.state = saved, contact.staff, ContactState.CLOSED
    contact.save()
    _promises(contact, record, saved)
    announce(
        kind=facts.CONTACT_CLOSED if contact.closed_at else facts.CONTACT_NOTED,
        subject=f"contact:{contact.pk}",
        at=saved,
        site=contact.site_id,
        actor="import",
        data={"call": contact.call_id, "category": contact.category},
    )
    return True


@transaction.atomic
def take_transcript(*, call_id: str, content: Mapping[str, Any]) -> None:
    """Keep what was said (spec: transcript.json); the first one stands."""
    contact = Contact.objects.get(call_id=call_id)
    Transcript.objects.get_or_create(contact=contact, defaults={"content": dict(content)})


def _texts(contact: Contact, record: Mapping[str, Any]) -> None:
    for name, value in record.items():
        field = NAMES.get(name, name)
        if field in TEXTS and value:
            setattr(contact, field, str(value)[: TEXTS[field]])
    if contact.category and contact.category not in Category.values:
        contact.summary = f"[{contact.category}] {contact.summary}".strip()
        contact.category = Category.OTHER


def _restated(record: Mapping[str, Any], saved: datetime) -> datetime | None:
    return (_moment(record.get("restated_at")) or saved) if record.get("restated") else None


def _promises(contact: Contact, record: Mapping[str, Any], saved: datetime) -> None:
    """Promised return calls of the record, with their times."""
    for promise in record.get("promised") or ():
        due = _moment(promise.get("by"))
        task = Callback.objects.create(
            contact=contact,
            site_id=contact.site_id,
            reason="promised",
            due_at=due,
            number=contact.phone,
            caller_name=contact.caller_name,
            note=str(promise.get("what") or "")[:200],
            made_by=contact.staff,
            made_at=saved,
        )
        announce(
            kind=facts.CALLBACK_PROMISED,
            subject=f"callback:{task.pk}",
            at=saved,
            site=contact.site_id,
            actor="import",
            data={"contact": str(contact.pk), "reason": "promised"}
            | ({"due_at": due.isoformat()} if due else {}),
        )


def _moment(text: Any) -> datetime | None:
    """A time with its zone; a promise "tomorrow" in words has none and stays a promise without a clock."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None
