"""A reviewer's own sheets. Every read names the reviewer: there is no way here to another's."""

from uuid import UUID

from django.db.models import QuerySet

from sanxiang.office.people.queries import Staff
from sanxiang.quality.review.models import Reviewer, SampledCall, Sheet


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


def sampled(sampled_id: UUID) -> SampledCall | None:
    """A drawn call by its id, without anybody's sheet."""
    return SampledCall.objects.select_related("sample__site").filter(pk=sampled_id).first()


def has_sheet(sampled_id: UUID, staff: Staff) -> bool:
    """Whether this person reviews (or has reviewed) the call."""
    return Sheet.objects.filter(sampled=sampled_id, reviewer=staff, passed_on_at=None).exists()


def is_reviewer(staff: Staff) -> bool:
    """Whether this person is appointed now."""
    return Reviewer.objects.filter(staff=staff, ended_at=None).exists()


def open_sheets_of(sample_id: UUID, reviewer: int) -> list[UUID]:
    """The ids of what a reviewer hasn't handed in of a sample."""
    rows = Sheet.objects.filter(sampled__sample=sample_id, reviewer=reviewer)
    return list(rows.filter(handed_in_at=None, passed_on_at=None).values_list("pk", flat=True))
