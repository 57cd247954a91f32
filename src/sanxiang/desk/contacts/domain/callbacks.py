"""Return calls that are owed: by themselves (missed, broken off) or promised with a time (OUT-4)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.domain.register import locked
from sanxiang.desk.contacts.models import Callback, Contact
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people.queries import Staff

OWED = ("missed", "broken_off")


def settle_owed(contact: Contact, *, reason: str, at: datetime) -> None:
    """Open the return call that nobody promised but the desk owes; inside the caller's transaction.

    Called again when a late event tells another story: then the return call that isn't owed is taken back.
    """
    standing = Callback.objects.filter(contact=contact, reason__in=OWED, kept_at=None, cancelled_at=None)
    for task in standing.exclude(reason=reason):
        task.cancelled_at, task.cancelled_why = at, _("后到的记录表明不欠这个回电。")
        task.save(update_fields=["cancelled_at", "cancelled_why"])
        _announce(facts.CALLBACK_CANCELLED, task, at, "line", why="late event")
    if reason and not Callback.objects.filter(contact=contact, reason=reason).exists():
        _owe(contact, reason=reason, at=at)


def _owe(contact: Contact, *, reason: str, at: datetime) -> None:
    task = Callback.objects.create(
        contact=contact,
        site_id=contact.site_id,
        reason=reason,
        number=contact.phone or contact.from_number,
        caller_name=contact.caller_name,
        made_at=at,
    )
    _announce(facts.CALLBACK_OPENED, task, at, "line")


@transaction.atomic
def promise(
    *,
    contact_id: UUID,
    due_at: datetime,
    number: str,
    caller_name: str = "",
    note: str = "",
    at: datetime,
    actor: Staff,
) -> Callback:
    """Promise a return call by `due_at`. Refused for a time that has passed."""
    if due_at <= at:
        raise Refused(_("回电时间已经过去，请选一个将来的时间。"))
    contact = locked(contact_id)
    task = Callback.objects.create(
        contact=contact,
        site_id=contact.site_id,
        reason="promised",
        due_at=due_at,
        number=number or contact.phone,
        caller_name=caller_name or contact.caller_name,
        note=note[:200],
        made_by=actor,
        made_at=at,
    )
    _announce(facts.CALLBACK_PROMISED, task, at, f"staff:{actor.username}", due_at=due_at.isoformat())
    return task


@transaction.atomic
def keep(*, callback_id: UUID, call_id: str, at: datetime, actor: Staff) -> None:
    """The return call was made. Keeping it twice changes nothing."""
    task = _open(callback_id)
    if task is None:
        return
    task.kept_at, task.kept_by_call = at, call_id
    task.save(update_fields=["kept_at", "kept_by_call"])
    _announce(facts.CALLBACK_KEPT, task, at, f"staff:{actor.username}", call=call_id)


@transaction.atomic
def cancel(*, callback_id: UUID, why: str, at: datetime, actor: Staff) -> None:
    """Take a return call off the list; only with a reason, which stays on record."""
    if not why.strip():
        raise Refused(_("请写明为什么不再回电。"))
    task = _open(callback_id)
    if task is None:
        raise Refused(_("这个回电已经办结。"), code="gone")
    task.cancelled_at, task.cancelled_why = at, why.strip()[:200]
    task.save(update_fields=["cancelled_at", "cancelled_why"])
    _announce(facts.CALLBACK_CANCELLED, task, at, f"staff:{actor.username}", why=task.cancelled_why)


@transaction.atomic
def leave_number(*, call_id: str, number: str, name: str, at: datetime) -> None:
    """The caller of a missed call says where to ring back."""
    tidy = "".join(number.split()).replace("-", "")
    if not (tidy.isascii() and tidy.lstrip("+").isdigit() and 3 <= len(tidy) <= 16):
        raise Refused(_("这个号码看起来不对，请只填数字。"))
    contact = Contact.objects.select_for_update().filter(call_id=call_id).first()
    if contact is None:
        raise Refused(_("来电还在登记，请过几秒再提交。"), code="not_yet", status=409)
    contact.phone, contact.caller_name = tidy, (name.strip() or contact.caller_name)[:40]
    contact.save(update_fields=["phone", "caller_name"])
    Callback.objects.filter(contact=contact, kept_at=None, cancelled_at=None).update(
        number=contact.phone, caller_name=contact.caller_name
    )
    announce(
        kind="callback.number_left",
        subject=f"contact:{contact.pk}",
        at=at,
        site=contact.site_id,
        actor="caller",
    )


def mark_broken(callback_id: UUID, at: datetime) -> None:
    """The promised time has passed. The call is still owed; inside the sweep's transaction."""
    still_owed = Callback.objects.filter(pk=callback_id, broken_at=None, kept_at=None, cancelled_at=None)
    still_owed.update(broken_at=at)


def unmark_broken(callback_id: UUID) -> None:
    """It was kept in time after all; inside the caller's transaction."""
    Callback.objects.filter(pk=callback_id).exclude(broken_at=None).update(broken_at=None)


def _open(callback_id: UUID) -> Callback | None:
    return (
        Callback.objects.select_for_update(of=("self",))
        .filter(pk=callback_id, kept_at=None, cancelled_at=None)
        .first()
    )


def _announce(kind: str, task: Callback, at: datetime, actor: str, **data: Any) -> None:
    announce(
        kind=kind,
        subject=f"callback:{task.pk}",
        at=at,
        site=task.site_id,
        actor=actor,
        data={"contact": str(task.contact_id), "reason": task.reason, **data},
    )
