"""Entering the days of an inspection, and taking an entry back."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.quality.overview import facts
from sanxiang.quality.overview.models import Inspection

if TYPE_CHECKING:
    from sanxiang.office.people.queries import Staff

LONGEST = 92  # days of one visit: a longer one leaves nothing to compare with


@transaction.atomic
def enter_inspection(
    *,
    site: int,
    first: date,
    last: date | None,
    weekday: int | None = None,
    what: str = "",
    at: datetime,
    actor: "Staff",
) -> Inspection:
    """Note a visit of some days (`last` is needed), or with `weekday` (1 to 7) a weekly check."""
    _check(first, last, weekday)
    row = Inspection.objects.create(
        site_id=site,
        first=first,
        last=last,
        weekday=weekday,
        what=what.strip()[:80],
        entered_by=actor,
        entered_at=at,
    )
    _tell(facts.ENTERED, row, at, actor)
    return row


def _check(first: date, last: date | None, weekday: int | None) -> None:
    if weekday is None and last is None:
        raise Refused(_("请填检查的最后一天；只有一天的，两个日期一样。"), code="last")
    if last is not None and last < first:
        raise Refused(_("最后一天早于第一天，请对调。"), code="order")
    if weekday is None and last is not None and (last - first).days >= LONGEST:
        raise Refused(_("一次检查最多 %(n)s 天；每周的例行检查请选星期几。") % {"n": LONGEST}, code="long")
    if weekday is not None and not 1 <= weekday <= 7:
        raise Refused(_("请选星期一到星期日。"), code="weekday")


@transaction.atomic
def remove_inspection(*, inspection: int, at: datetime, actor: "Staff") -> None:
    """Take an entry back; who entered and who removed it stays on record. Twice is once."""
    row = Inspection.objects.select_for_update().get(pk=inspection)
    if row.removed_at is not None:
        return
    row.removed_at, row.removed_by = at, actor
    row.save(update_fields=["removed_at", "removed_by"])
    _tell(facts.REMOVED, row, at, actor)


def _tell(kind: str, row: Inspection, at: datetime, actor: "Staff") -> None:
    announce(
        kind=kind,
        subject=f"inspection:{row.pk}",
        at=at,
        site=row.site_id,
        actor=f"staff:{actor.username}",
        data={"first": str(row.first), "last": str(row.last or ""), "weekday": row.weekday},
    )
