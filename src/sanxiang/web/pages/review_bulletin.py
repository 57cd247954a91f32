"""The quarter's bulletin: draft, a person's wording, signature, print."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.quality.review import domain
from sanxiang.quality.review import queries as review
from sanxiang.quality.review.draft import PARTS, draft_of, title_of
from sanxiang.rules.deadlines import queries as deadlines
from sanxiang.web.pages.register_access import may, person
from sanxiang.web.pages.register_words import Mark
from sanxiang.web.pages.review_access import enters, tabs
from sanxiang.web.pages.review_words import due_mark, latest, told

if TYPE_CHECKING:
    from datetime import datetime

    from sanxiang.quality.review.queries import Bulletin, Standings

LIST = "sanxiang/review/bulletins.html"
PAGE = "sanxiang/review/bulletin.html"


@require_GET
@enters
def listing(request: HttpRequest) -> HttpResponse:
    """Signed ones for everybody; those in the making for who writes them."""
    writes, now = may(request, "review.write_bulletin"), clock.now()
    rows = [row for row in review.bulletins() if writes or row.signed_at]
    limits = deadlines.of_subjects(f"bulletin:{row.quarter}" for row in rows)
    said = {
        "tabs": tabs(request, "review_bulletins"),
        "rows": [
            {"row": row, "title": title_of(row.quarter), "due": due_mark(limit, now), "limit": limit}
            for row in rows
            for limit in (latest(limits, f"bulletin:{row.quarter}"),)
        ],
    }
    return render(request, LIST, said)


def _row(request: HttpRequest, quarter: str) -> "Bulletin":
    row = review.bulletin(quarter)
    if row is None or not (row.signed_at or may(request, "review.write_bulletin")):
        raise Refused(_("没有这一期通报，或者还没有签发。"), code="unknown", status=404)
    return row


@require_http_methods(["GET", "POST"])
@enters
def bulletin(request: HttpRequest, quarter: str) -> HttpResponse:
    """The page as it is printed, with the form for its words while it isn't signed."""
    row, now = _row(request, quarter), clock.now()
    if request.method == "POST":
        _edit(request, row, now)
        messages.success(request, _("已保存。"))
        return redirect("review_bulletin", quarter)
    found = review.signed(row, now)
    texts = {**draft_of(found, now), **row.texts}
    said: dict[str, Any] = {
        "row": row,
        "title": title_of(quarter),
        "found": found,
        "sites": [_site(one) for one in found.sites],
        "near": any(one.near for one in found.sites),
        "texts": [{"part": part, "title": _titles()[part], "text": texts[part]} for part in PARTS],
        "writes": row.signed_at is None and may(request, "review.write_bulletin"),
        "ready": _ready(found),
    }
    return render(request, PAGE, said)


def _titles() -> dict[str, str]:
    return {"opening": _("概况"), "praise": _("表扬"), "criticism": _("批评与整改")}


def _site(one: Any) -> dict[str, Any]:
    marks = {
        "commended": Mark(_("表扬"), "good", "star"),
        "criticised": Mark(_("批评"), "bad", "alert-triangle"),
    }
    return {
        "one": one,
        "mean": told(one.mean),
        "half": told(one.half) if one.half is not None else "",
        "range": f"{told(one.lowest)}–{told(one.highest)}" if one.calls else "–",
        "mark": marks.get(one.verdict),
    }


def _ready(found: "Standings") -> str:
    """Why it can't be signed yet; "" when it can."""
    if not found.over:
        return _("本季度还没有结束，结束后再签发。")
    if found.open_calls:
        return _("还有 %(count)s 通电话没有结果，等评分和校准都完成再签发。") % {"count": found.open_calls}
    return ""


def _edit(request: HttpRequest, row: "Bulletin", now: "datetime") -> "Bulletin":
    if not may(request, "review.write_bulletin"):
        raise Refused(_("您的岗位不能写通报。"), code="not_allowed", status=403)
    texts = {part: request.POST[part] for part in PARTS if part in request.POST}
    revision = request.POST.get("revision", "")
    return domain.edit_bulletin(
        quarter=row.quarter,
        texts=texts,
        revision=int(revision) if revision.isdigit() else -1,
        at=now,
        actor=person(request),
    )


@require_POST
@enters
def sign(request: HttpRequest, quarter: str) -> HttpResponse:
    """Keep the words as they stand in the form and freeze the bulletin."""
    row, now = _row(request, quarter), clock.now()
    kept = _edit(request, row, now)
    domain.sign_bulletin(quarter=quarter, revision=kept.revision, at=now, actor=person(request))
    messages.success(request, _("已签发，不能再改。"))
    return redirect("review_bulletin", quarter)
