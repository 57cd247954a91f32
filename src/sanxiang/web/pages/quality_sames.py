"""The four sames: four questions, four whiskers round zero, four plain sentences."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanxiang.quality.overview import queries
from sanxiang.quality.overview.gather import with_traits
from sanxiang.quality.statistics.sames import INSPECTED, Needs, Same
from sanxiang.quality.statistics.sames import four_sames as compared
from sanxiang.web.pages.quality_access import View, frame_of, sees_site, view_of
from sanxiang.web.pages.quality_charts import reach_of, same_chart
from sanxiang.web.pages.quality_words import Sides, difference_of, mark_of, sentence_of, sides
from sanxiang.web.pages.register_words import Mark

PAGE = "sanxiang/quality/sames.html"


@dataclass(frozen=True, slots=True)
class Row:
    """One of the four, as it is shown. `ask`: days of inspection must be entered first."""

    key: str
    side: Sides
    mark: Mark
    sentence: str
    found: Same
    difference: str
    chart: dict[str, Any] | None
    ask: bool


@require_GET
@sees_site
def four_sames(request: HttpRequest) -> HttpResponse:
    return show(request, view_of(request))


def show(
    request: HttpRequest, view: View, *, fault: str = "", typed: Any = None, status: int = 200
) -> HttpResponse:
    """The page; `fault` and `typed`: an entry of inspection days that must be mended."""
    needs, calls = Needs(), with_traits(view.site.pk, view.period, view.zone)
    found = compared(calls, needs)
    entered = list(queries.inspections(view.site.pk))
    days = queries.inspected_days(view.site.pk, view.period.first, view.period.last)
    reach = reach_of([one.effect for one in found])
    said = {
        "rows": [_row(one, needs, reach, bool(days)) for one in found],
        "count": len(calls),
        "needs": needs,
        "inspections": [_entry(one) for one in entered],
        "weekdays": list(enumerate(weekdays(), 1)),
        "fault": fault,
        "typed": typed or {},
    }
    return render(request, PAGE, {**frame_of(request, view), **said}, status=status)


def _row(one: Same, needs: Needs, reach: float, entered: bool) -> Row:
    side, mark = sides()[one.key], mark_of(one.state)
    ask = one.key == INSPECTED and not entered
    found = one.effect
    chart = same_chart(found, tone=mark.tone, reach=reach, margin=needs.margin)
    sentence = _("这段时间没有登记检查日，先在下面登记，才能比较。") if ask else sentence_of(one, needs)
    told = difference_of(found) if found else ""
    return Row(one.key, side, mark, sentence, one, told, chart, ask)


def weekdays() -> list[str]:
    return [_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日")]


def _entry(one: queries.Inspection) -> dict[str, Any]:
    first, last = _day(one.first), _day(one.last) if one.last else ""
    told = {"first": first, "last": last, "day": weekdays()[one.weekday - 1] if one.weekday else ""}
    if one.weekday:
        when = _("%(first)s 起每%(day)s") if not last else _("%(first)s 到 %(last)s 每%(day)s")
    else:
        when = "%(first)s" if first == last else _("%(first)s 到 %(last)s")
    return {"pk": one.pk, "when": when % told, "what": one.what, "by": one.entered_by.name}


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
