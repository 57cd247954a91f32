"""Opening what is masked: only with a reason, and on record (MED-2)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.domain.register import locked
from sanxiang.desk.contacts.models import Contact
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.office.people.queries import Staff


@transaction.atomic
def open_phone(
    *, contact_id: UUID, reason: str, at: datetime, actor: Staff, callback_id: UUID | None = None
) -> str:
    """Return the caller's whole number (or the one a return call was promised to).

    The reason, the person and the moment are written down.
    """
    if not reason.strip():
        raise Refused(_("请写明查看号码的原因。"))
    contact = locked(contact_id)
    announce(
        kind=facts.DATA_OPENED,
        subject=f"contact:{contact.pk}",
        at=at,
        site=contact.site_id,
        actor=f"staff:{actor.username}",
        data={"what": "phone", "reason": reason.strip()[:200]},
    )
    if callback_id is not None:
        return _promised_to(contact, callback_id)
    return contact.phone or contact.from_number


def _promised_to(contact: Contact, callback_id: UUID) -> str:
    task = contact.callbacks.filter(pk=callback_id).first()
    if task is None:
        raise Refused(_("这通电话没有这个回电。"), code="unknown", status=404)
    return task.number


def recording_played(*, contact_id: UUID, at: datetime, actor: Staff, opening: str = "") -> None:
    """Somebody listens to a recording: on record, once for each `opening` of the player."""
    if opening and _is_known(contact_id, opening):
        return  # asked without a lock: a player fetches a recording in many pieces
    with transaction.atomic():
        contact = locked(contact_id)
        if opening and _is_known(contact_id, opening):
            return
        announce(
            kind=facts.RECORDING_PLAYED,
            subject=f"contact:{contact.pk}",
            at=at,
            site=contact.site_id,
            actor=f"staff:{actor.username}",
            data={"opening": opening} if opening else {},
        )


def _is_known(contact_id: UUID, opening: str) -> bool:
    played = facts_of(f"contact:{contact_id}", kinds=[facts.RECORDING_PLAYED], limit=10_000)
    return any(fact.data.get("opening") == opening for fact in played)
