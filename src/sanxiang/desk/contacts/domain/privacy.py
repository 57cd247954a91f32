"""Opening what is masked: only with a reason, and on record (MED-2)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.models import Contact
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people.models import Staff


@transaction.atomic
def open_phone(
    *, contact_id: UUID, reason: str, at: datetime, actor: Staff, callback_id: UUID | None = None
) -> str:
    """Return the caller's whole number (or the one a return call was promised to).

    The reason, the person and the moment are written down.
    """
    if not reason.strip():
        raise Refused(_("请写明查看号码的原因。"))
    contact = Contact.objects.get(pk=contact_id)
    announce(
        kind=facts.DATA_OPENED,
        subject=f"contact:{contact.pk}",
        at=at,
        site=contact.site_id,
        actor=f"staff:{actor.username}",
        data={"what": "phone", "reason": reason.strip()[:200]},
    )
    if callback_id is not None:
        return contact.callbacks.get(pk=callback_id).number
    return contact.phone or contact.from_number


@transaction.atomic
def recording_played(*, contact_id: UUID, at: datetime, actor: Staff) -> None:
    """Somebody listens to a recording: on record."""
    contact = Contact.objects.get(pk=contact_id)
    announce(
        kind=facts.RECORDING_PLAYED,
        subject=f"contact:{contact.pk}",
        at=at,
        site=contact.site_id,
        actor=f"staff:{actor.username}",
    )
