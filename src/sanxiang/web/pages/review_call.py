"""One reviewed call once all sheets are in: marks side by side, remarks to hear, calibration, appeal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.quality.review import domain
from sanxiang.quality.review import queries as review
from sanxiang.quality.review.sheet import points, rounded
from sanxiang.quality.scoring import queries as scoring
from sanxiang.web.pages.register_access import person
from sanxiang.web.pages.review_access import Eyes, drawn_call, enters, eyes_on
from sanxiang.web.pages.review_player import player_for
from sanxiang.web.pages.review_words import item_title, mark_word, ruled, told

if TYPE_CHECKING:
    from sanxiang.quality.review.models import Sheet
    from sanxiang.quality.review.queries import Result

PAGE = "sanxiang/review/call.html"


@require_GET
@enters
def call(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """The page. An operator sees it once the result is out, and no reviewer's name."""
    drawn, row = drawn_call(sampled_id)
    eyes = eyes_on(request, drawn, row)
    found = review.reviewed(sampled_id)
    if found is None or (found.call.published_at is None and not (eyes.in_charge or eyes.reviewer)):
        raise Refused(_("这通电话的评分还没有收齐，收齐后才能看。"), code="early", status=403)
    said: dict[str, Any] = {
        "call": found.call,
        "row": row,
        "eyes": eyes,
        "figures": found.figures,
        "player": player_for(request, drawn, row),
        "automatic": scoring.latest_of(row.call_id),
        **_marks(found, eyes),
        **_calibration(found, eyes),
        **_appeal(found, eyes),
    }
    return render(request, PAGE, said)


def _marks(found: "Result", eyes: Eyes) -> dict[str, Any]:
    reviewers = [_reviewer(place, sheet, found, eyes) for place, sheet in enumerate(found.sheets, start=1)]
    rows = [
        {"title": item_title(item), "marks": [mark_word(sheet.marks, item) for sheet in found.sheets]}
        for item in found.figures.items
    ]
    return {
        "reviewers": reviewers,
        "rows": rows,
        "average": told(found.call.average),
        "spread": told(found.call.spread),
        "points": told(found.call.points),
        "limit": f"{100 * found.figures.spread / found.figures.scale:g}",
    }


def _reviewer(place: int, sheet: "Sheet", found: "Result", eyes: Eyes) -> dict[str, Any]:
    total = points(sheet.marks, found.figures.scale)
    named = eyes.in_charge or eyes.reviewer
    return {
        "name": sheet.reviewer.name if named else _("评分人 %(n)s") % {"n": place},
        "number": sheet.reviewer.username,
        "points": told(None if total is None else rounded(total)),
        "remarks": sheet.remarks,
    }


def _calibration(found: "Result", eyes: Eyes) -> dict[str, Any]:
    session = getattr(found.call, "calibration", None)
    if session is None:
        return {"session": None}
    items = [
        {"code": item, "title": item_title(item), "mark": mark_word(session.marks, item), "kept": kept}
        for item in found.figures.items
        for kept in (_kept(session.marks, item),)
    ]
    return {
        "session": session,
        "agreed_items": items,
        "agreed": told(session.points),
        "choices": [str(mark) for mark in range(found.figures.scale + 1)],
        "may_calibrate": session.closed_at is None and (eyes.in_charge or eyes.reviewer),
    }


def _kept(marks: Mapping[str, int | None], item: str) -> str:
    if item not in marks:
        return ""
    return "none" if marks[item] is None else str(marks[item])


def _appeal(found: "Result", eyes: Eyes) -> dict[str, Any]:
    appeal = getattr(found.call, "appeal", None)
    return {
        "appeal": appeal,
        "ruled": ruled(appeal) if appeal else None,
        "may_appeal": appeal is None and eyes.operator and found.call.published_at is not None,
    }


@require_POST
@enters
def calibrate(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """Keep the notes of the session, or close it with the agreed marks."""
    drawn, row = drawn_call(sampled_id)
    eyes = eyes_on(request, drawn, row)
    if not (eyes.in_charge or eyes.reviewer):
        raise Refused(_("只有这通电话的评分人和主管可以校准。"), code="not_allowed", status=403)
    notes, present = request.POST.get("notes", ""), request.POST.getlist("present")
    marks = _agreed(request, drawn.sample.figures["items"])
    if request.POST.get("act") == "close":
        domain.calibrate(
            sampled_id=sampled_id,
            notes=notes,
            marks=marks,
            present=present,
            at=clock.now(),
            actor=person(request),
        )
        messages.success(request, _("校准已结束，约定的分数生效。"))
    else:
        domain.note_calibration(sampled_id=sampled_id, notes=notes, marks=marks, present=present)
        messages.success(request, _("已保存。"))
    return redirect("review_call", sampled_id)


def _agreed(request: HttpRequest, items: Mapping[str, Any]) -> dict[str, int | None]:
    said = {item: request.POST.get(f"mark-{item}", "") for item in items}
    return {
        item: None if word == "none" else int(word)
        for item, word in said.items()
        if word == "none" or word.isdigit()
    }
