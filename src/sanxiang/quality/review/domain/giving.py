"""Giving the sampled calls out to reviewers: enough for each, never who was on the call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import queries as people
from sanxiang.office.people.queries import Staff
from sanxiang.quality.review import facts, queries
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.figures import read
from sanxiang.quality.review.models import Sample, SampledCall, Sheet
from sanxiang.quality.review.sharing import TooFew, share


@transaction.atomic
def give_out(*, sample_id: UUID, reviewers: Sequence[int], at: datetime, actor: Staff) -> int:
    """Give every call of a drawn sample to as many of these reviewers as the rulebook asks for.

    Returns how many sheets were given: 0 where they were given out before. Refused where too few may review.
    """
    sample = Sample.objects.select_for_update().get(pk=sample_id)
    if sample.given_at is not None:
        return 0
    if sample.drawn_at is None:
        raise Refused(_("还没有抽样，请先抽样再分发。"), code="not_drawn")
    panel = {one.staff_id: one.staff for one in queries.panel(sample.site_id) if one.staff_id in reviewers}
    calls = list(SampledCall.objects.filter(sample=sample, passed=""))
    if not calls:
        raise Refused(_("抽到的电话都没有录音，没有可以评的。"), code="empty")
    shared = _share(sample, calls, panel)
    Sheet.objects.bulk_create(
        Sheet(sampled=call, reviewer_id=one, given_at=at) for call in calls for one in shared[str(call.pk)]
    )
    sample.given_at = at
    sample.save(update_fields=["given_at"])
    _tell(sample, panel, shared, at, actor)
    return sum(map(len, shared.values()))


def _share(
    sample: Sample, calls: Sequence[SampledCall], panel: Mapping[int, Staff]
) -> dict[str, tuple[int, ...]]:
    each = read(sample.figures).reviewers
    on_call = contacts.took_part(call.contact_id for call in calls)
    barred = {
        str(call.pk): {pk for pk, one in panel.items() if one.username in on_call.get(call.contact_id, ())}
        for call in calls
    }
    try:
        return share([str(call.pk) for call in calls], panel, each, sample.seed, barred=barred)
    except TooFew as few:
        said = _("每通电话要 %(each)s 位没有参与通话的评分人，有一通只选得出 %(found)s 位，请再选几位。")
        raise Refused(said % {"each": each, "found": few.found}, code="reviewers") from None


def _tell(
    sample: Sample,
    panel: Mapping[int, Staff],
    shared: Mapping[str, Sequence[int]],
    at: datetime,
    actor: Staff,
) -> None:
    """One fact a reviewer: their time limit runs over all sheets of the sample together."""
    for pk, one in panel.items():
        sheets = sum(pk in people for people in shared.values())
        if sheets:
            data = {"sample": str(sample.pk), "sheets": sheets}
            tell(facts.GIVEN, portion(sample, one), site=sample.site_id, at=at, actor=actor, data=data)


def portion(sample: Sample, reviewer: Staff) -> str:
    """The subject of a reviewer's time limit."""
    return f"portion:{sample.pk}:{reviewer.username}"


@transaction.atomic
def pass_on(*, sheet_id: UUID, to: int, reason: str, at: datetime, actor: Staff) -> Sheet:
    """Take an open sheet from its reviewer and give the call to another; the begun sheet stays on record."""
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("sampled__sample", "reviewer")
    row = sheet.get(pk=sheet_id)
    if row.handed_in_at or row.passed_on_at:
        raise Refused(_("这张评分单已经交上或转走，不能再转。"), code="closed")
    if not reason.strip():
        raise Refused(_("请写明转给别人的原因。"), code="reason")
    row.passed_on_at, row.passed_on_why = at, reason.strip()[:200]
    row.save(update_fields=["passed_on_at", "passed_on_why"])
    made = Sheet.objects.create(sampled=row.sampled, reviewer=_able(row, to), given_at=at)
    sample = row.sampled.sample
    data = {"to": made.reviewer.username, "reason": row.passed_on_why}
    tell(facts.PASSED_ON, f"sheet:{row.pk}", site=sample.site_id, at=at, actor=actor, data=data)
    close_portion(sample, row.reviewer, at)
    given = {"sample": str(sample.pk), "sheets": 1}
    tell(facts.GIVEN, portion(sample, made.reviewer), site=sample.site_id, at=at, actor=actor, data=given)
    return made


def _able(sheet: Sheet, to: int) -> Staff:
    """Somebody of the panel who wasn't on the call and has no sheet of it. Refused otherwise."""
    call = sheet.sampled
    one = next((one.staff for one in queries.panel(call.sample.site_id) if one.staff_id == to), None)
    on_call = contacts.took_part([call.contact_id]).get(call.contact_id, set())
    taken = call.sheets.filter(reviewer_id=to).exists()
    if one is None or taken or one.username in on_call or people.staff_by_id(to) is None:
        raise Refused(_("这位不能评这通电话：不是评分人、参与过通话，或已经有它的评分单。"), code="to")
    return one


def close_portion(sample: Sample, reviewer: Staff, at: datetime) -> None:
    """Meet the reviewer's time limit once nothing of the sample is left in their hands."""
    left = Sheet.objects.filter(sampled__sample=sample, reviewer=reviewer)
    if not left.filter(handed_in_at=None, passed_on_at=None).exists():
        tell(facts.PORTION_DONE, portion(sample, reviewer), site=sample.site_id, at=at, actor=reviewer)
