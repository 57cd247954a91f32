"""A reviewer's own sheets. Every read names the reviewer: there is no way here to another's."""

from uuid import UUID

from django.db.models import QuerySet

from sanxiang.office.people.queries import Staff
from sanxiang.quality.review.models import Sheet


def my_open_sheets(staff: Staff) -> QuerySet[Sheet]:
    """What this person still has to hand in, the longest waiting first."""
    rows = Sheet.objects.filter(reviewer=staff, handed_in_at=None, passed_on_at=None)
    return rows.select_related("sampled__sample__site", "sampled__contact__recording").order_by(
        "given_at", "sampled__order", "pk"
    )


def my_sheet(sheet_id: UUID, staff: Staff) -> Sheet | None:
    """One of this person's sheets, handed in or not; None for others' and for what was passed on."""
    rows = Sheet.objects.filter(reviewer=staff, passed_on_at=None)
    return rows.select_related("sampled__sample__site").filter(pk=sheet_id).first()


def hidden_from(staff: Staff) -> set[str]:
    """The ids of the calls whose automatic score this person must not see yet: not all have handed in."""
    rows = Sheet.objects.filter(reviewer=staff, passed_on_at=None, sampled__settled_at=None)
    return set(rows.values_list("sampled__contact__call_id", flat=True))
