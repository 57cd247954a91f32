"""Writing in the register: as it is typed, closed with a category, corrected with the old wording kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.models import Category, Contact, ContactState, Correction
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.estate import queries as estate
from sanxiang.office.people.queries import Staff

TEXTS = {"category": 20, "caller_name": 40, "phone": 32, "unit_text": 60, "summary": 4000, "handling": 4000}
CORRECTABLE = tuple(TEXTS)
QUESTIONS = ("who", "when", "where", "what", "why", "how")
MESSAGE = (*QUESTIONS, "answer_wanted", "answer_by", "points")


class Conflict(Refused):
    """Somebody else has saved in between; `theirs` is what stands in the register now."""

    def __init__(self, theirs: Mapping[str, Any], revision: int) -> None:
        super().__init__(_("这一行刚被别人改过，两份都保留着，请选一份。"), code="conflict", status=409)
        self.theirs = theirs
        self.revision = revision


@transaction.atomic
def note(*, contact_id: UUID, fields: Mapping[str, Any], revision: int, at: datetime, actor: Staff) -> int:
    """Save what has been typed so far; returns the new revision.

    Raises Conflict when `revision` is not the row's own, Refused for a closed row or a bad field.
    """
    contact = locked(contact_id)
    if contact.state == ContactState.CLOSED:
        raise Refused(_("这一行已经登记完毕，要改请用“更正”。"), code="closed", status=409)
    if revision != contact.revision:
        raise Conflict(written(contact), contact.revision)
    first = contact.saved_at is None
    _write(contact, fields, at)
    contact.revision += 1
    contact.saved_at = at
    contact.save()
    if first:  # one fact when writing begins, one when the row is closed: not one for every keystroke
        _tell(facts.CONTACT_NOTED, contact, at, actor)
    return contact.revision


@transaction.atomic
def close(
    *, contact_id: UUID, fields: Mapping[str, Any], revision: int | None = None, at: datetime, actor: Staff
) -> None:
    """Close the row with its category (REG-3). Closing twice changes nothing.

    Raises Conflict when a `revision` is given that is not the row's own.
    """
    contact = locked(contact_id)
    if contact.state == ContactState.CLOSED:
        return
    if revision is not None and revision != contact.revision:
        raise Conflict(written(contact), contact.revision)
    _write(contact, fields, at)
    if contact.ended_at is None:
        raise Refused(_("通话还没有结束，挂机后再结束登记。"), code="going_on")
    if not contact.category:
        raise Refused(_("请选类别：按数字键即可。"), code="category")
    contact.revision += 1
    contact.saved_at = contact.closed_at = at
    contact.closed_by = actor
    contact.state = ContactState.CLOSED
    contact.save()
    _tell(facts.CONTACT_CLOSED, contact, at, actor, category=contact.category)


@transaction.atomic
def wrong_number(*, contact_id: UUID, at: datetime, actor: Staff) -> None:
    """One key for a wrong number (ANS-9): category and wording; the row closes when the call is over."""
    contact = locked(contact_id)
    if contact.state == ContactState.CLOSED:
        return
    contact.category = Category.WRONG_NUMBER
    contact.summary = contact.summary or _("打错电话，已礼貌说明本处号码。")
    contact.saved_at = at
    contact.revision += 1
    contact.save()
    if contact.ended_at is not None:
        close(contact_id=contact_id, fields={}, at=at, actor=actor)


@transaction.atomic
def correct(*, contact_id: UUID, field: str, new: str, reason: str, at: datetime, actor: Staff) -> Correction:
    """Change one field of a closed row; the earlier wording, the person and the reason are kept (REG-5)."""
    if field not in CORRECTABLE:
        raise Refused(_("这一栏不能更正。"))
    if not reason.strip():
        raise Refused(_("请写明更正的原因。"))
    contact = locked(contact_id)
    if contact.state != ContactState.CLOSED:
        raise Refused(_("这一行还没有登记完毕，直接填写即可，不需要更正。"), code="open", status=409)
    if field == "category" and not new.strip():
        raise Refused(_("类别不能为空。"), code="category")
    old = str(getattr(contact, field))
    _write(contact, {field: new}, at)
    if str(getattr(contact, field)) == old:
        raise Refused(_("内容没有变化，不需要更正。"))
    contact.revision += 1
    contact.save()
    made = Correction.objects.create(
        contact=contact,
        field=field,
        old=old,
        new=str(getattr(contact, field)),
        reason=reason.strip()[:200],
        by=actor,
        at=at,
    )
    _tell(facts.CONTACT_CORRECTED, contact, at, actor, field=field)
    return made


def written(contact: Contact) -> dict[str, Any]:
    """What stands in the row, in the shape that `note` takes."""
    return {
        **{name: getattr(contact, name) for name in TEXTS},
        "restated": contact.restated_at is not None,
        "message": contact.message,
        "steps": contact.steps,
    }


def missing_parts(message: Mapping[str, Any] | None) -> list[str]:
    """The parts of 5W1H that a message still lacks (MSG-1)."""
    if not message:
        return list(QUESTIONS)
    return [part for part in QUESTIONS if not str(message.get(part) or "").strip()]


def locked(contact_id: UUID) -> Contact:
    """The row for writing, inside the caller's transaction. Refused when there is none."""
    contact = Contact.objects.select_for_update(of=("self",)).filter(pk=contact_id).first()
    if contact is None:
        raise Refused(_("登记本里没有这一行。"), code="unknown", status=404)
    return contact


def _write(contact: Contact, fields: Mapping[str, Any], at: datetime) -> None:
    for name, longest in TEXTS.items():
        if name in fields:
            setattr(contact, name, str(fields[name] or "").strip()[:longest])
    if contact.category and contact.category not in Category.values:
        raise Refused(_("没有“%(category)s”这个类别。") % {"category": contact.category})
    if "restated" in fields:
        contact.restated_at = (contact.restated_at or at) if fields["restated"] else None
    if "message" in fields:
        contact.message = _message(fields["message"])
    if isinstance(fields.get("steps"), dict):
        contact.steps = {str(key)[:40]: str(value)[:40] for key, value in fields["steps"].items()}
    if "unit_text" in fields and contact.site_id is not None:
        unit = estate.unit_by_label(contact.site_id, contact.unit_text)
        contact.unit_id = unit.pk if unit else None


def _message(given: Any) -> dict[str, str] | None:
    if not isinstance(given, dict):
        return None
    kept = {name: str(given[name]).strip()[:500] for name in MESSAGE if given.get(name)}
    return kept or None


def _tell(kind: str, contact: Contact, at: datetime, actor: Staff, **data: Any) -> None:
    announce(
        kind=kind,
        subject=f"contact:{contact.pk}",
        at=at,
        site=contact.site_id,
        actor=f"staff:{actor.username}",
        data={"call": contact.call_id, **data},
    )
