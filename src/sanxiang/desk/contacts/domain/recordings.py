"""Recordings: checked when the call is over, let go when their time is up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanxiang.desk.contacts.models import Contact, Recording
from sanxiang.kernel.facts.domain import announce


@transaction.atomic
def checked(*, contact_id: UUID, seconds: float | None, fault: str, at: datetime) -> None:
    """Write down how long the file is and what is wrong with it ("" when nothing is)."""
    Recording.objects.filter(contact=contact_id).update(seconds=seconds, fault=fault, checked_at=at)
    contact = Contact.objects.get(pk=contact_id)
    for kind in ("recording.checked", "recording.faulty")[: 2 if fault else 1]:
        announce(
            kind=kind,
            subject=f"contact:{contact_id}",
            at=at,
            site=contact.site_id,
            data={"fault": fault, "call": contact.call_id},
        )


@transaction.atomic
def expire_recording(*, recording_id: int, at: datetime, why: str) -> str:
    """Mark a recording as let go (`why`: "age" or "quota"); returns the path of the file to delete."""
    recording = Recording.objects.select_related("contact").get(pk=recording_id)
    recording.fault, recording.checked_at = "expired", at
    recording.save(update_fields=["fault", "checked_at"])
    announce(
        kind="recording.expired",
        subject=f"contact:{recording.contact_id}",
        at=at,
        site=recording.contact.site_id,
        data={"why": why, "path": recording.path},
    )
    return recording.path
