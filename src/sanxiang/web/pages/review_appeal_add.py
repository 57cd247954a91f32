"""Making an appeal against a finding or a review; whoever is in charge may lift a finding instead."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.quality.review import domain
from sanxiang.web.pages.register_access import may, person
from sanxiang.web.pages.review_access import enters
from sanxiang.web.pages.review_appeals import clause_title

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact

ADD = "sanxiang/review/appeal_add.html"


@require_http_methods(["GET", "POST"])
@enters
def add(request: HttpRequest) -> HttpResponse:
    """`contact`, and `clause` of a finding or `sampled` of a review."""
    row = contacts.contact(_uuid(request, "contact"))
    if row is None or not may(request, "contacts.view_register", row):
        raise Refused(_("登记本里没有这一行。"), code="unknown", status=404)
    clause = _given(request, "clause")
    sampled = _uuid(request, "sampled") if _given(request, "sampled") else None
    lifts = sampled is None and row.staff_id != person(request).pk and may(request, "review.rule", row)
    if request.method == "GET":
        title = _("人工评分") if sampled else clause_title(row, clause)
        said = {"row": row, "clause": clause, "sampled": sampled, "title": title, "lifts": lifts}
        return render(request, ADD, said)
    return _lift(request, row, clause) if lifts else _appeal(request, row, clause, sampled)


def _lift(request: HttpRequest, row: "Contact", clause: str) -> HttpResponse:
    domain.lift(
        contact_id=row.pk,
        clause=clause,
        reason=request.POST.get("reason", ""),
        at=clock.now(),
        actor=person(request),
    )
    messages.success(request, _("已撤销这条判定；原来的判定仍留在记录里。"))
    return redirect("register_call", row.pk)


def _appeal(request: HttpRequest, row: "Contact", clause: str, sampled: UUID | None) -> HttpResponse:
    domain.appeal(
        contact_id=row.pk,
        clause=clause,
        sampled_id=sampled,
        reason=request.POST.get("reason", ""),
        at=clock.now(),
        actor=person(request),
    )
    messages.success(request, _("申诉已提交，裁定后会显示在这里。"))
    return redirect("review_appeals")


def _given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _uuid(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(_given(request, name))
    except ValueError:
        raise Refused(_("这个链接不完整，请从电话的页面申诉。"), code="link", status=404) from None
