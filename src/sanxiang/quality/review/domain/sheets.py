"""Writing a sheet, saved as it is typed, and handing it in for good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.office.people.queries import Staff
from sanxiang.quality.review import facts
from sanxiang.quality.review.domain.giving import close_portion
from sanxiang.quality.review.domain.settling import settle
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.figures import Figures, read
from sanxiang.quality.review.models import SampledCall, Sheet
from sanxiang.quality.review.sheet import Marks, is_mark, missing

REMARKS, LETTERS = 50, 500  # of one sheet, of one remark


class Conflict(Refused):
    """Somebody (the same person in another window) saved meanwhile; `sheet` is how it stands now."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(_("这张评分单在别处改过，请核对后再保存。"), code="conflict", status=409)
        self.sheet = sheet


@transaction.atomic
def save_sheet(
    *,
    sheet_id: UUID,
    marks: Mapping[str, Any],
    remarks: list[Any] | None,
    revision: int,
    at: datetime,
    actor: Staff,
) -> int:
    """Keep what was typed; returns the new revision. `marks`: only those that changed, "" takes one back.

    Refused for others' sheets, after handing in, for marks beyond the scale; Conflict for an old revision.
    """
    sheet = open_sheet(sheet_id, actor)
    if sheet.revision != revision:
        raise Conflict(sheet)
    figures = read(sheet.sampled.sample.figures)
    for item, mark in marks.items():
        _put(sheet, figures, item, mark)
    if remarks is not None:
        sheet.remarks = [_remark(one) for one in remarks[:REMARKS]]
    sheet.revision += 1
    sheet.saved_at = at
    sheet.save(update_fields=["marks", "remarks", "revision", "saved_at"])
    return sheet.revision


def _put(sheet: Sheet, figures: Figures, item: str, mark: Any) -> None:
    if item not in figures.items or (mark != "" and not is_mark(mark, figures.scale)):
        raise Refused(_("分数要在 0 到 %(scale)s 之间。") % {"scale": figures.scale}, code="mark")
    if mark == "":
        sheet.marks.pop(item, None)
    else:
        sheet.marks[item] = mark


def _remark(said: Any) -> dict[str, Any]:
    text = str(said.get("text", ""))[:LETTERS] if isinstance(said, dict) else ""
    second = said.get("at_s") if isinstance(said, dict) else None
    if not isinstance(second, int | float) or isinstance(second, bool) or not 0 <= second < 86400:
        return {"text": text, "at_s": None}
    return {"text": text, "at_s": round(second, 1)}


def open_sheet(sheet_id: UUID, actor: Staff) -> Sheet:
    """The person's own sheet, locked, while it can be written. Refused otherwise."""
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("sampled__sample")
    sheet = rows.filter(pk=sheet_id, reviewer=actor).first()
    if sheet is None:
        raise Refused(_("没有您的这张评分单。"), code="unknown", status=404)
    if sheet.passed_on_at is not None:
        raise Refused(_("这张评分单已转给别人。"), code="closed", status=409)
    if sheet.handed_in_at is not None:
        raise Refused(_("这张评分单已经交上，不能再改。"), code="closed", status=409)
    return sheet


@transaction.atomic
def hand_in(*, sheet_id: UUID, at: datetime, actor: Staff) -> Sheet:
    """Freeze the sheet; with the last one of a call its result comes out. Refused with items left open."""
    sheet = open_sheet(sheet_id, actor)
    # The last two of a call may come at one moment: one of them waits here and then sees the other.
    call = SampledCall.objects.select_for_update().get(pk=sheet.sampled_id)
    check_complete(sheet.marks, read(sheet.sampled.sample.figures))
    sheet.handed_in_at = at
    sheet.remarks = [one for one in sheet.remarks if one["text"].strip()]
    sheet.save(update_fields=["handed_in_at", "remarks"])
    site = sheet.sampled.sample.site_id
    tell(facts.HANDED_IN, f"sheet:{sheet.pk}", site=site, at=at, actor=actor)
    close_portion(sheet.sampled.sample, actor, at)
    if not call.sheets.filter(handed_in_at=None, passed_on_at=None).exists():
        settle(call, at)
    return sheet


def check_complete(marks: Marks, figures: Figures) -> None:
    """Refuse marks that leave an item open, or that judge nothing at all."""
    left = missing(marks, figures.items)
    if left:
        raise Refused(
            _("还有 %(count)s 项没有打分：打分，或选“无从评”。") % {"count": len(left)}, code="missing"
        )
