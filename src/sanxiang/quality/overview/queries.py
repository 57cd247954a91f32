"""Reading inspections."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from sanxiang.quality.overview.models import Inspection

__all__ = ["Inspection"]


def inspections(site: int) -> QuerySet[Inspection]:
    """The entries that stand, the newest first."""
    return Inspection.objects.filter(site=site, removed_at=None).select_related("entered_by")


def inspection(inspection_id: int) -> Inspection | None:
    return Inspection.objects.filter(pk=inspection_id, removed_at=None).first()


def inspected_days(site: int, first: date, last: date) -> set[int]:
    """The ordinals of the days from `first` to `last` on which the site was inspected: one query."""
    rows = Inspection.objects.filter(site=site, removed_at=None, first__lte=last)
    rows = rows.filter(Q(last=None) | Q(last__gte=first))
    return {day for row in rows for day in _days(row, first, last)}


def _days(row: Inspection, first: date, last: date) -> Iterable[int]:
    start, end = max(row.first, first), min(row.last or last, last)
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return (day.toordinal() for day in days if row.weekday is None or day.isoweekday() == row.weekday)
