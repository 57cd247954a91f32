"""The list of the call register: every call, newest first."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.clock import clock
from sanxiang.office.people import queries as people
from sanxiang.quality.review import queries as review
from sanxiang.quality.scoring import queries as scoring
from sanxiang.web.pages.register_access import may, person, sees_register
from sanxiang.web.pages.register_filters import Filters, filters_of
from sanxiang.web.pages.register_paging import Page, page_of
from sanxiang.web.pages.register_rows import days_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sanxiang.desk.contacts.queries import Contact

ROWS = "sanxiang/register/rows.html"
WHOLE = "sanxiang/register/list.html"


@require_GET
@sees_register
def listing(request: HttpRequest) -> HttpResponse:
    """The whole page, or its rows alone for a live refresh."""
    staff, filters, now = person(request), filters_of(request.GET), clock.now()
    page = _page(request, staff.site_id, filters)
    hidden = review.hidden_from(staff)
    scores = scoring.latest_scores(row.call_id for row in page.rows if row.call_id not in hidden)
    days = days_of(page.rows, lines=contacts.line_names(), scores=scores, now=now)
    said = {
        "days": days,
        "older": filters.leading("older", page.older) if page.older else "",
        "newer": filters.leading("newer", page.newer) if page.newer else "",
        "filters": filters,
        "today": timezone.localdate(now),
        "copies": may(request, "contacts.copy_register"),
    }
    if request.headers.get("HX-Request"):
        return render(request, ROWS, said)
    return render(request, WHOLE, {**said, **_choices(staff.site_id, filters)})


def _page(request: HttpRequest, site: int | None, filters: Filters) -> Page:
    return page_of(chosen(site, filters).prefetch_related("callbacks"), request.GET)


def chosen(site: int | None, filters: Filters) -> "QuerySet[Contact]":
    """The rows that these filters leave, newest first."""
    first, last = filters.days(timezone.localdate(clock.now()))
    return contacts.register(
        site=site,
        text=filters.text,
        day_from=first,
        day_to=last,
        category=filters.category,
        state=filters.state,
        staff=filters.staff,
        line=filters.line,
    )


def _choices(site: int | None, filters: Filters) -> dict[str, object]:
    states = [
        ("", _("全部"), ""),
        ("missed", _("未接"), "m"),
        ("to_close", _("待登记"), ""),
        ("closed", _("已登记"), ""),
        ("going_on", _("进行中"), ""),
    ]
    days = [("today", _("今天")), ("yesterday", _("昨天")), ("week", _("近 7 天")), ("", _("不限"))]
    return {
        "states": [
            {"name": name, "key": key, "here": filters.state == code, "link": _toggled(filters, code)}
            for code, name, key in states
        ],
        "quick_days": [
            {
                "name": name,
                "here": filters.day == code and not (filters.day_from or filters.day_to),
                "link": filters.but(day=code, day_from="", day_to="").link,
            }
            for code, name in days
        ],
        "categories": contacts.categories(),
        "operators": people.staff_list(site).prefetch_related(None),
        "lines": contacts.lines(site),
    }


def _toggled(filters: Filters, state: str) -> str:
    # The same key again shows everything again.
    return filters.but(state="" if filters.state == state else state).link
