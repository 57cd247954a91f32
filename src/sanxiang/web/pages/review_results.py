"""What came of a sample: the mean, whether the reviewers agree, and every call whose sheets are all in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanxiang.quality.review import queries as review
from sanxiang.quality.review.draft import title_of
from sanxiang.quality.review.figures import Figures, read
from sanxiang.quality.review.queries.results import ALL, handed
from sanxiang.quality.review.ranking import standing
from sanxiang.quality.review.sheet import item_means
from sanxiang.web.pages.review_access import manages, sample_for, tabs
from sanxiang.web.pages.review_words import agreed, item_title, ruled, stands, told

if TYPE_CHECKING:
    from sanxiang.quality.review.agreement import Alpha
    from sanxiang.quality.review.queries import Sample, SampledCall

PAGE = "sanxiang/review/results.html"


@require_GET
@manages
def results(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """The page; calls of which a sheet is still out aren't in it."""
    sample = sample_for(request, sample_id)
    calls, figures = review.settled(sample.pk), read(sample.figures)
    alphas = review.agreement(calls, figures.items, figures.scale)
    said: dict[str, Any] = {
        "tabs": tabs(request, "review_samples"),
        "sample": sample,
        "title": title_of(sample.quarter),
        "figures": figures,
        "whole": agreed(alphas[ALL]),
        "items": _items(calls, figures, alphas),
        "calls": [_row(call) for call in calls],
        "stands": _standing(sample, calls),
        "limit": f"{100 * figures.spread / figures.scale:g}",
    }
    return render(request, PAGE, said)


def _items(
    calls: "Sequence[SampledCall]", figures: Figures, alphas: "Mapping[str, Alpha]"
) -> list[dict[str, Any]]:
    sheets = [sheet.marks for call in calls for sheet in handed(call)]
    means: Mapping[str, Decimal | None] = item_means(sheets, figures.items, figures.scale)
    return [
        {"title": item_title(item), "mean": told(mean), "agreed": agreed(alphas[item])}
        for item, mean in means.items()
    ]


def _row(call: "SampledCall") -> dict[str, Any]:
    appeal = getattr(call, "appeal", None)
    return {
        "call": call,
        "average": told(call.average),
        "spread": told(call.spread),
        "points": told(call.points),
        "mark": stands(call),
        "appeal": ruled(appeal) if appeal else None,
    }


def _standing(sample: "Sample", calls: "Sequence[SampledCall]") -> dict[str, str | int]:
    found = standing(
        sample.site_id, "", [call.points for call in calls if call.published_at and call.points is not None]
    )
    return {
        "calls": found.calls,
        "mean": told(found.mean),
        "half": told(found.half) if found.half is not None else "",
        "lowest": told(found.lowest),
        "highest": told(found.highest),
    }
