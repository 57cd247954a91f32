"""The quality of a site: its people beside each other, and how it moves."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanxiang.office.people import queries as people
from sanxiang.quality.overview.gather import gather
from sanxiang.quality.statistics.ranking import Enough, Ranked, Ranking, ranking
from sanxiang.quality.statistics.trend import Trend, trend
from sanxiang.web.pages.quality_access import View, frame_of, sees_site, view_of
from sanxiang.web.pages.quality_charts import ranking_chart, trend_chart
from sanxiang.web.pages.quality_words import places_of, plain, range_of, slope_of, waits_for

PAGE = "sanxiang/quality/overview.html"


@dataclass(frozen=True, slots=True)
class Row:
    """One operator of the ranking. `first`: the first of a group that can't be told apart."""

    name: str
    href: str
    found: Ranked
    places: str
    score: str
    interval: str
    first: bool


@dataclass(frozen=True, slots=True)
class Few:
    name: str
    href: str
    lacks: str


@require_GET
@sees_site
def overview(request: HttpRequest) -> HttpResponse:
    """The ranking with intervals and the trend of the whole site."""
    view = view_of(request)
    calls = gather(view.site.pk, view.period, view.zone).calls
    found, moves = ranking(calls), trend(calls, None)
    said = {"count": len(calls), **_ranking(view, found), **_trend(moves, found.level)}
    return render(request, PAGE, {**frame_of(request, view), **said})


def _ranking(view: View, found: Ranking) -> dict[str, object]:
    names = names_of([*(one.staff for one in found.ranked), *(one.staff for one in found.waiting)])
    rows = [_row(view, one, names, place, found.ranked) for place, one in enumerate(found.ranked)]
    few = [Few(names[one.staff], _href(view, one.staff), waits_for(one, Enough())) for one in found.waiting]
    chart = ranking_chart(rows, found.level) if found.level is not None and rows else None
    return {"rows": rows, "few": few, "groups": rows[-1].found.group if rows else 0, "ranking_chart": chart}


def _row(view: View, one: Ranked, names: dict[int, str], place: int, ranked: tuple[Ranked, ...]) -> Row:
    return Row(
        name=names[one.staff],
        href=_href(view, one.staff),
        found=one,
        places=places_of(one),
        score=plain(one.score),
        interval=range_of(one.low, one.high),
        first=place > 0 and ranked[place - 1].group != one.group,
    )


def _href(view: View, staff: int) -> str:
    return view.address(f"/quality/staff/{staff}/")


def names_of(staff: list[int]) -> dict[int, str]:
    """Name of each of these people: one query."""
    return people.names_by_id(staff)


def _trend(found: Trend, level: float | None) -> dict[str, object]:
    drawn = any(week.score is not None for week in found.weeks)
    return {
        "slope": slope_of(found.slope),
        "weeks": weeks_told(found),
        "trend_chart": trend_chart(found.weeks, level) if drawn else None,
    }


def weeks_told(found: Trend) -> list[dict[str, object]]:
    """The weeks as rows of a table, for those who don't see the picture."""
    return [
        {
            "day": date.fromordinal(week.monday),
            "calls": week.calls,
            "score": "" if week.score is None else plain(week.score),
            "interval": range_of(week.low, week.high)
            if week.low is not None and week.high is not None
            else "",
        }
        for week in found.weeks
    ]
