"""A reviewer's sheet: the recording, the items with their clauses, marks and remarks saved as typed."""

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.quality.review import domain
from sanxiang.quality.review import queries as review
from sanxiang.quality.review.domain.sheets import Conflict
from sanxiang.web.pages.register_access import person
from sanxiang.web.pages.register_course import turns_of
from sanxiang.web.pages.register_words import clock_of
from sanxiang.web.pages.review_access import drawn_call, enters, sheet_for
from sanxiang.web.pages.review_items import items_of
from sanxiang.web.pages.review_player import player_for

if TYPE_CHECKING:
    from sanxiang.quality.review.queries import Sheet

PAGE = "sanxiang/review/sheet.html"
NONE = "none"  # how the page says that there was nothing to judge an item by
DIGITS = 9


@require_GET
@enters
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The page; a sheet that was handed in shows what it says and can't be changed."""
    mine = sheet_for(request, sheet_id)
    call, row = drawn_call(mine.sampled_id)
    scale = mine.sampled.sample.figures["scale"]
    said: dict[str, Any] = {
        "sheet": mine,
        "row": row,
        "talk": clock_of(row.talk_s),
        "items": items_of(mine.sampled.sample, row, mine.marks),
        "scale": scale,
        "choices": [str(mark) for mark in range(scale + 1)] if scale <= DIGITS else [],
        "player": player_for(request, call, row),
        "turns": turns_of(row),
        "open_sheets": review.my_open_sheets(person(request)).count(),
        "words": _words(),
    }
    return render(request, PAGE, said)


def _words() -> dict[str, str]:
    return {
        "saved": _("已保存"),
        "saving": _("保存中…"),
        "local": _("连不上服务器，先存在本机，连上后自动保存"),
        "conflict": _("这张单在别的窗口改过，请刷新页面"),
        "closed": _("已经交上，不能再改"),
        "signed_out": _("登录已过期，请重新登录；写的都在本机"),
        "remove": _("删去这条备注"),
        "remark": _("备注"),
    }


@require_GET
@enters
def state(request: HttpRequest, sheet_id: UUID) -> JsonResponse:
    """The sheet as the page's script keeps it."""
    return JsonResponse(_state(sheet_for(request, sheet_id)))


def _state(mine: "Sheet") -> dict[str, Any]:
    fields: dict[str, Any] = {item: NONE if mark is None else str(mark) for item, mark in mine.marks.items()}
    closed = "closed" if mine.handed_in_at else "open"
    return {"fields": fields | {"remarks": mine.remarks}, "revision": mine.revision, "state": closed}


@require_POST
@enters
def save(request: HttpRequest, sheet_id: UUID) -> JsonResponse:
    """Keep what was typed: `{"fields": {item: "4"|"none"|"", "remarks": […]}, "revision": 3}`."""
    fields, revision = _sent(request)
    remarks = fields.pop("remarks", None)
    try:
        kept = domain.save_sheet(
            sheet_id=sheet_id,
            marks={item: _mark(value) for item, value in fields.items()},
            remarks=remarks if isinstance(remarks, list) else None,
            revision=revision,
            at=clock.now(),
            actor=person(request),
        )
    except Conflict as fault:
        theirs = _state(fault.sheet)
        said = {"code": fault.code, "sentence": fault.sentence, "theirs": theirs["fields"]}
        return JsonResponse({**said, "revision": theirs["revision"]}, status=fault.status)
    return JsonResponse({"revision": kept})


def _sent(request: HttpRequest) -> tuple[dict[str, Any], int]:
    try:
        said = json.loads(request.body)
        return dict(said["fields"]), int(said["revision"])
    except (ValueError, KeyError, TypeError):
        raise Refused(_("没有看懂送来的内容，请刷新页面再试。"), code="malformed") from None


def _mark(value: Any) -> Any:
    if value == NONE:
        return None
    return int(value) if isinstance(value, str) and value.isdigit() else value


@require_POST
@enters
def hand_in(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Hand in and go on to the next sheet."""
    staff = person(request)
    domain.hand_in(sheet_id=sheet_id, at=clock.now(), actor=staff)
    left = review.my_open_sheets(staff)
    count, following = left.count(), left.first()
    if following is None:
        messages.success(request, _("已交上，全部评完了，谢谢。"))
        return redirect("review")
    said = ngettext("已交上，还有 %(n)s 张。", "已交上，还有 %(n)s 张。", count)
    messages.success(request, said % {"n": count})
    return redirect("review_sheet", following.pk)
