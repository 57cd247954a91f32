"""Who reviews calls: the list, appointing and ending."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import queries as people
from sanxiang.quality.review import domain
from sanxiang.quality.review import queries as review
from sanxiang.web.pages.register_access import may, person
from sanxiang.web.pages.review_access import manages, tabs

PAGE = "sanxiang/review/panel.html"
REVIEWING = ("operator", "supervisor", "manager", "inspector")


@require_http_methods(["GET", "POST"])
@manages
def panel(request: HttpRequest) -> HttpResponse:
    """Show the reviewers, or appoint one."""
    if request.method == "POST":
        return _appoint(request)
    site = person(request).site_id
    rows = list(review.panel(site))
    appointed = {row.staff_id for row in rows}
    able = people.staff_list(None).prefetch_related(None).filter(is_active=True, role__in=REVIEWING)
    said = {
        "tabs": tabs(request, "review_panel"),
        "rows": [{"row": row, "may_end": site is None or row.site_id == site} for row in rows],
        "able": [one for one in able if one.pk not in appointed and site in (None, one.site_id)],
        "sites": people.sites() if site is None else None,
    }
    return render(request, PAGE, said)


def _appoint(request: HttpRequest) -> HttpResponse:
    staff = people.staff_by_id(_number(request.POST.get("staff", "")))
    if staff is None or not may(request, "review.manage", staff):
        raise Refused(_("没有这位在职人员，请从名单里选。"), code="staff")
    mine, chosen = person(request).site_id, request.POST.get("site", "")
    site = mine if mine is not None else _number(chosen) if chosen else None
    domain.appoint(staff_id=staff.pk, site=site, at=clock.now(), actor=person(request))
    return redirect("review_panel")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


@require_POST
@manages
def end(request: HttpRequest, reviewer_id: int) -> HttpResponse:
    """Appoint this person no more."""
    site = person(request).site_id
    row = next((one for one in review.panel(site) if one.pk == reviewer_id), None)
    if row is None or (site is not None and row.site_id != site):
        raise Refused(_("这位评分人不归您任免。"), code="not_allowed", status=403)
    domain.end_appointment(reviewer_id=reviewer_id, at=clock.now(), actor=person(request))
    return redirect("review_panel")
