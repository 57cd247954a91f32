"""Appeals and what came of them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet

from sanxiang.office.people.queries import Staff
from sanxiang.quality.review.models import Appeal


def appeals(site: int | None) -> QuerySet[Appeal]:
    """Those that wait for a ruling first, the oldest of them on top; then the ruled ones, newest first."""
    rows = _with_people().order_by(F("ruled_at").desc(nulls_first=True), "at")
    return rows if site is None else rows.filter(site=site)


def own_appeals(staff: Staff) -> QuerySet[Appeal]:
    return _with_people().filter(by=staff)


def appeal(appeal_id: UUID) -> Appeal | None:
    return _with_people().select_related("sampled__sample").filter(pk=appeal_id).first()


def lifted(call_ids: Iterable[str]) -> dict[str, set[str]]:
    """The clauses of each of these calls whose finding was lifted on appeal: one query."""
    rows = Appeal.objects.filter(contact__call_id__in=list(call_ids), upheld=True).exclude(clause="")
    found: dict[str, set[str]] = {}
    for call, clause in rows.values_list("contact__call_id", "clause"):
        found.setdefault(call, set()).add(clause)
    return found


def _with_people() -> QuerySet[Appeal]:
    return Appeal.objects.select_related("by", "ruled_by", "contact", "site", "sampled")
