"""Entering the days of an inspection on the page of the four sames, and taking an entry back."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.quality.overview import queries
from sanxiang.quality.overview.domain import enter_inspection, remove_inspection
from sanxiang.web.pages.quality_access import View, enters, view_of
from sanxiang.web.pages.quality_sames import show
from sanxiang.web.pages.register_access import person, require


@require_POST
@enters
def enter(request: HttpRequest) -> HttpResponse:
    """A visit of some days, or a check on the same day of every week."""
    view = view_of(request)
    try:
        _enter(request, view)
    except Refused as fault:
        return show(request, view, fault=fault.sentence, typed=request.POST, status=fault.status)
    return _back(view)


def _enter(request: HttpRequest, view: View) -> None:
    weekly = request.POST.get("kind") == "weekly"
    weekday = request.POST.get("weekday", "")
    first = _day(request.POST.get("first", ""))
    if first is None:
        raise Refused(_("请填检查的第一天。"), code="first")
    enter_inspection(
        site=view.site.pk,
        first=first,
        last=_day(request.POST.get("last", "")),
        weekday=(int(weekday) if weekday.isdecimal() else 0) if weekly else None,
        what=request.POST.get("what", ""),
        at=clock.now(),
        actor=person(request),
    )


@require_POST
@enters
def remove(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Take an entry back; the trail keeps it."""
    row = queries.inspection(inspection_id)
    if row is None:
        raise Refused(_("这条检查日已经删掉了。"), code="unknown", status=404)
    require(request, "overview.enter_inspections", row)
    remove_inspection(inspection=row.pk, at=clock.now(), actor=person(request))
    return _back(view_of(request))


def _back(view: View) -> HttpResponse:
    return redirect(f"{view.address(reverse('quality_sames'))}#inspections")


def _day(text: str) -> date | None:
    """Refused for what is no date; None for nothing."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(_("日期要写成 2026-03-02 这样。"), code="date") from None
