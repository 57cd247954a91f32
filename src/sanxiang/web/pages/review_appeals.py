"""Appeals: making one, the list, the ruling."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.quality.review import domain
from sanxiang.quality.review import queries as review
from sanxiang.quality.review.domain.appealing import has_judged
from sanxiang.rules.deadlines import queries as deadlines
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.web.pages.register_access import may, person
from sanxiang.web.pages.review_access import enters, tabs
from sanxiang.web.pages.review_words import due_mark, latest, ruled, told
from sanxiang.web.said import said as in_words

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.review.queries import Appeal

LIST = "sanxiang/review/appeals.html"
PAGE = "sanxiang/review/appeal.html"
SHOWN = 200


@require_GET
@enters
def listing(request: HttpRequest) -> HttpResponse:
    """For who rules: all of the site; for the others their own."""
    staff, now = person(request), clock.now()
    rules = may(request, "review.rule")
    rows = list((review.appeals(staff.site_id) if rules else review.own_appeals(staff))[:SHOWN])
    limits = deadlines.of_subjects(f"appeal:{row.pk}" for row in rows)
    said = {
        "tabs": tabs(request, "review_appeals"),
        "rows": [
            {"row": row, "mark": ruled(row), "about": about(row), "due": due_mark(limit, now)}
            for row in rows
            for limit in (latest(limits, f"appeal:{row.pk}"),)
        ],
        "rules": rules,
        "now": now,
    }
    return render(request, LIST, said)


def about(row: "Appeal") -> str:
    """What it is about: the review, or a clause."""
    return _("人工评分") if row.sampled_id else clause_title(row.contact, row.clause)


def clause_title(row: "Contact", clause_id: str) -> str:
    clause = rulebook_on(row.offered_at.date()).clause(clause_id)
    return f"{clause_id} {in_words(clause.title)}" if clause else clause_id


@require_http_methods(["GET", "POST"])
@enters
def appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """One appeal; the ruling for those who may and didn't judge."""
    row = review.appeal(appeal_id)
    staff = person(request)
    if row is None or not (row.by_id == staff.pk or may(request, "review.rule", row)):
        raise Refused(_("没有这个申诉。"), code="unknown", status=404)
    if request.method == "POST":
        return _rule(request, row)
    judged = has_judged(row, staff)
    said: dict[str, Any] = {
        "row": row,
        "mark": ruled(row),
        "about": about(row),
        "before": told(row.before),
        "after": told(row.after),
        "may_rule": row.ruled_at is None and may(request, "review.rule", row) and not judged,
        "judged": judged and row.by_id != staff.pk,
    }
    return render(request, PAGE, said)


def _rule(request: HttpRequest, row: "Appeal") -> HttpResponse:
    if not may(request, "review.rule", row):
        raise Refused(_("您的岗位不能裁定申诉。"), code="not_allowed", status=403)
    domain.rule(
        appeal_id=row.pk,
        upheld=request.POST.get("upheld") == "yes",
        reason=request.POST.get("reason", ""),
        after=_points(request.POST.get("after", "")),
        at=clock.now(),
        actor=person(request),
    )
    messages.success(request, _("已裁定。"))
    return redirect("review_appeal", row.pk)


def _points(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found.quantize(Decimal("0.1")) if found.is_finite() and abs(found) <= 1000 else None
