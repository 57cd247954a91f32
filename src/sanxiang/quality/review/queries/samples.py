"""Samples, who may review for a site, and how far the sheets have come: counts, never a mark."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from sanxiang.quality.review.models import Reviewer, Sample, SampledCall, Sheet

IN_HAND = Q(sheets__passed_on_at=None)


def panel(site: int | None) -> QuerySet[Reviewer]:
    """Who is appointed for this site (None: anybody appointed) and still works here."""
    rows = Reviewer.objects.select_related("staff", "site").filter(ended_at=None, staff__is_active=True)
    return rows if site is None else rows.filter(Q(site=None) | Q(site=site))


def samples(site: int | None) -> QuerySet[Sample]:
    """The newest quarter first, with `taken` calls, of which `settled` and `published`."""
    counted = {
        "taken": Count("calls", filter=Q(calls__passed="")),
        "settled": Count("calls", filter=~Q(calls__settled_at=None)),
        "published": Count("calls", filter=~Q(calls__published_at=None)),
    }
    rows = Sample.objects.select_related("site").annotate(**counted).defer("secret")
    rows = rows.order_by("-quarter", "site")
    return rows if site is None else rows.filter(site=site)


def sample(sample_id: UUID) -> Sample | None:
    rows = Sample.objects.select_related("site", "sealed_by", "drawn_by")
    return rows.filter(pk=sample_id).first()


def progress(sample_id: UUID) -> QuerySet[SampledCall]:
    """The drawn calls in the order of the draw, with how many sheets are `given` and `handed_in`."""
    rows = SampledCall.objects.filter(sample=sample_id).select_related("contact")
    return rows.annotate(
        given=Count("sheets", filter=IN_HAND),
        handed_in=Count("sheets", filter=IN_HAND & ~Q(sheets__handed_in_at=None)),
    ).order_by("order")


def portions(sample_id: UUID) -> list[Mapping[str, Any]]:
    """For each reviewer of a sample: staff, number, name, sheets `given` and `handed_in`."""
    rows = Sheet.objects.filter(sampled__sample=sample_id, passed_on_at=None)
    counted = rows.values("reviewer", number=F("reviewer__username"), name=F("reviewer__name")).annotate(
        given=Count("pk"), handed_in=Count("pk", filter=~Q(handed_in_at=None))
    )
    return [{**row} for row in counted.order_by("number")]
