"""The session of those who saw a call differently: notes and agreed marks; the first marks stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.office.people.queries import Staff
from sanxiang.quality.review import facts
from sanxiang.quality.review.domain.settling import publish
from sanxiang.quality.review.domain.sheets import check_complete
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.figures import read
from sanxiang.quality.review.models import Calibration
from sanxiang.quality.review.sheet import is_mark, points, rounded


@transaction.atomic
def note_calibration(
    *, sampled_id: UUID, notes: str, marks: Mapping[str, Any], present: Sequence[str]
) -> None:
    """Keep what was said and agreed so far; the session goes on."""
    row = _open(sampled_id)
    _write(row, notes, marks, present)
    row.save()


@transaction.atomic
def calibrate(
    *,
    sampled_id: UUID,
    notes: str,
    marks: Mapping[str, Any],
    present: Sequence[str],
    at: datetime,
    actor: Staff,
) -> None:
    """Close the session with the agreed marks: the call's result is out. Refused without all of them."""
    row = _open(sampled_id)
    figures = read(row.sampled.sample.figures)
    _write(row, notes, marks, present)
    check_complete(row.marks, figures)
    if len(row.present) < 2:
        raise Refused(_("请勾选参加校准的评分人，至少两位。"), code="present")
    if not row.notes:
        raise Refused(_("请写下为什么看法不同、怎样达成一致。"), code="notes")
    agreed = points(row.marks, figures.scale)
    row.points = None if agreed is None else rounded(agreed)
    row.closed_at, row.closed_by = at, actor
    row.save()
    site = row.sampled.sample.site_id
    tell(facts.CALIBRATED, f"reviewed:{row.sampled_id}", site=site, at=at, actor=actor)
    publish(row.sampled, row.points, at)


def _open(sampled_id: UUID) -> Calibration:
    rows = Calibration.objects.select_for_update(of=("self",)).select_related("sampled__sample")
    row = rows.filter(sampled=sampled_id).first()
    if row is None:
        raise Refused(_("这通电话不需要校准。"), code="unknown", status=404)
    if row.closed_at is not None:
        raise Refused(_("校准已经结束，不能再改。"), code="closed", status=409)
    return row


def _write(row: Calibration, notes: str, marks: Mapping[str, Any], present: Sequence[str]) -> None:
    figures = read(row.sampled.sample.figures)
    kept = {item: mark for item, mark in marks.items() if item in figures.items}
    if not all(is_mark(mark, figures.scale) for mark in kept.values()):
        raise Refused(_("分数要在 0 到 %(scale)s 之间。") % {"scale": figures.scale}, code="mark")
    sheets = row.sampled.sheets.filter(passed_on_at=None).order_by("reviewer__username")
    reviewers = sheets.values_list("reviewer__username", flat=True)
    row.marks, row.notes = kept, notes.strip()
    row.present = [number for number in reviewers if number in present]
