"""An operator's own page: how it goes, what to work on, what went well, and the very seconds to hear."""

from typing import TYPE_CHECKING, Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanxiang.quality.overview.gather import Gathered, audible, gather, newest
from sanxiang.quality.overview.verdicts import table_of
from sanxiang.quality.statistics.clauses import MISSED, Table, best_moments, to_work_on
from sanxiang.quality.statistics.columns import Bools
from sanxiang.quality.statistics.ranking import Enough, ranking
from sanxiang.quality.statistics.trend import trend
from sanxiang.web.pages.quality import weeks_told
from sanxiang.web.pages.quality_access import View, frame_of, sees_person, staff_for, view_of
from sanxiang.web.pages.quality_charts import trend_chart
from sanxiang.web.pages.quality_hear import MOST_CALLS, shelf_of
from sanxiang.web.pages.quality_told import moments_told, praises_told, weak_told
from sanxiang.web.pages.quality_words import plain, range_of, slope_of, waits_for
from sanxiang.web.pages.register_access import person

if TYPE_CHECKING:
    from sanxiang.office.people.queries import Staff

PAGE = "sanxiang/quality/person.html"
PRAISE = "praise"


@require_GET
@sees_person
def me(request: HttpRequest) -> HttpResponse:
    return _show(request, person(request))


@require_GET
@sees_person
def person_page(request: HttpRequest, staff_id: int) -> HttpResponse:
    return _show(request, staff_for(request, staff_id))


def _show(request: HttpRequest, staff: "Staff") -> HttpResponse:
    view = view_of(request, staff.site_id)
    found = gather(view.site.pk, view.period, view.zone)
    said = {
        "of": staff,
        "own": staff.pk == person(request).pk,
        "count": int((found.calls.staff == staff.pk).sum()),
        **_level(found, staff.pk),
        **_work(request, view, found, staff.pk),
    }
    return render(request, PAGE, {**frame_of(request, view), **said})


def _level(found: Gathered, staff: int) -> dict[str, Any]:
    """Where the person stands, and the trend."""
    rank, moves = ranking(found.calls), trend(found.calls, staff)
    mine = next((one for one in rank.ranked if one.staff == staff), None)
    few = next((one for one in rank.waiting if one.staff == staff), None)
    drawn = any(week.score is not None for week in moves.weeks)
    return {
        "score": plain(mine.score) if mine else "",
        "interval": range_of(mine.low, mine.high) if mine else "",
        "level": plain(rank.level) if rank.level is not None and len(rank.ranked) > 1 else "",
        "lacks": waits_for(few, Enough()) if few else "",
        "slope": slope_of(moves.slope),
        "weeks": weeks_told(moves),
        "trend_chart": trend_chart(moves.weeks, rank.level if len(rank.ranked) > 1 else None)
        if drawn
        else None,
    }


def _work(request: HttpRequest, view: View, found: Gathered, staff: int) -> dict[str, Any]:
    """Three clauses to work on, the best moments and the praise of callers, each with calls to hear."""
    recent = newest(found, view.site.pk, view.period, view.zone)
    if not (recent.calls.staff == staff).any():
        return {"weak": [], "moments": [], "praises": []}
    table, heard = table_of(recent), audible(view.site.pk, view.period, view.zone)
    can_hear = np.array([row.call_id in heard for row in recent.rows], dtype=np.bool_)
    weak = to_work_on(table, staff)
    best = best_moments(table, staff, can_hear)
    missed = {one.clause: _missed(recent, table, staff, one.clause, can_hear) for one in weak}
    praised = [row.call_id for row in recent.rows if row.staff_id == staff and row.category == PRAISE][-2:]
    met = [recent.rows[one.call].call_id for one in best]
    shelf = shelf_of(request, [*(call for calls in missed.values() for call in calls), *met, *praised])
    return {
        "weak": weak_told(weak, missed, shelf),
        "moments": moments_told(best, met, shelf),
        "praises": praises_told(praised, shelf),
    }


def _missed(recent: Gathered, table: Table, staff: int, clause: str, can_hear: Bools) -> list[str]:
    """The newest calls in which the person missed the clause, those that can be heard first."""
    here = (table.staff == staff) & (table.verdict[:, table.clauses.index(clause)] == MISSED)
    places = sorted(np.flatnonzero(here), key=lambda at: (not can_hear[at], -int(at)))[:MOST_CALLS]
    return [recent.rows[int(at)].call_id for at in places]
