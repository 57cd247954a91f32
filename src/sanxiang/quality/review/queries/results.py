"""What came of reviews: only of calls for which all reviewers have handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sanxiang.office.people.queries import Staff
from sanxiang.quality.review.agreement import Alpha, alpha
from sanxiang.quality.review.figures import Figures, read
from sanxiang.quality.review.models import SampledCall, Sheet
from sanxiang.quality.review.sheet import points

ALL = "all"


@dataclass(frozen=True, slots=True)
class Result:
    """A call with the sheets of its reviewers, in the order of their numbers."""

    call: SampledCall
    sheets: Sequence[Sheet]
    figures: Figures


def settled(sample_id: UUID) -> list[SampledCall]:
    """The calls of a sample whose sheets are all in, the widest spread first; `handed` holds the sheets."""
    return list(_settled().filter(sample=sample_id).order_by("-spread", "order"))


def reviewed(sampled_id: UUID) -> Result | None:
    """One call with its sheets; None while a sheet is still out."""
    row = _settled().select_related("calibration", "appeal__by", "appeal__ruled_by").filter(pk=sampled_id)
    call = row.first()
    return None if call is None else Result(call, handed(call), read(call.sample.figures))


def own_results(staff: Staff) -> QuerySet[SampledCall]:
    """The published results of the calls that this person took, the newest first."""
    rows = SampledCall.objects.filter(contact__staff=staff).exclude(published_at=None)
    return rows.select_related("contact", "sample", "appeal").order_by("-published_at", "-pk")


def agreement(calls: Iterable[SampledCall], items: Iterable[str], scale: int) -> Mapping[str, Alpha]:
    """Alpha of each item, and of the whole sheets under "all", over calls as `settled` gives them."""
    sheets = [[sheet.marks for sheet in handed(call)] for call in calls]
    found = {item: alpha([[marks.get(item) for marks in call] for call in sheets]) for item in items}
    whole = [[_float(points(marks, scale)) for marks in call] for call in sheets]
    return {ALL: alpha(whole), **found}


def handed(call: SampledCall) -> list[Sheet]:
    """The sheets that `settled` and `reviewed` brought along."""
    sheets: list[Sheet] = call.handed  # type: ignore[attr-defined]
    return sheets


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def _settled() -> QuerySet[SampledCall]:
    sheets = Sheet.objects.filter(passed_on_at=None).select_related("reviewer").order_by("reviewer__username")
    rows = SampledCall.objects.exclude(settled_at=None).select_related("contact__staff", "sample__site")
    return rows.prefetch_related(Prefetch("sheets", sheets, to_attr="handed"))
