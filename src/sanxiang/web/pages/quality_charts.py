"""What the charts draw, as plain data for the script (static/sanxiang/js/quality.js)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanxiang.quality.statistics.regression import Effect
from sanxiang.quality.statistics.trend import Week
from sanxiang.web.pages.quality_words import difference_of, plain, range_of

LEAST_REACH = 8.0  # points to each side of zero that a difference's axis shows


def ranking_chart(rows: Sequence[Any], level: float) -> dict[str, Any]:
    """`rows`: of the table, each with name, tone and `found` (a Ranked)."""
    ends = [end for row in rows for end in (row.found.low, row.found.high)]
    return {
        "kind": "whiskers",
        "min": max(int((min(ends) - 2) // 5 * 5), 0),
        "max": min(int(-(-(max(ends) + 2) // 5) * 5), 100),
        "line": {"at": round(level, 1), "word": _("全站 %(n)s") % {"n": plain(level)}},
        "rows": [
            {
                "name": row.name,
                "value": round(row.found.score, 2),
                "low": round(row.found.low, 2),
                "high": round(row.found.high, 2),
                "group": row.found.group,
                "word": f"{row.name} {plain(row.found.score)}（{range_of(row.found.low, row.found.high)}）",
            }
            for row in rows
        ],
    }


def same_chart(found: Effect | None, *, tone: str, reach: float, margin: float) -> dict[str, Any] | None:
    """One difference round zero; None where there is nothing to draw."""
    if found is None:
        return None
    return {
        "kind": "difference",
        "tone": tone,
        "reach": reach,
        "margin": margin,
        "found": {
            "value": round(found.value, 2),
            "low": round(found.low, 2),
            "high": round(found.high, 2),
            "word": difference_of(found),
        },
    }


def reach_of(found: Sequence[Effect | None]) -> float:
    """How far the common axis of the differences goes, in whole points."""
    ends = [abs(end) for one in found if one is not None for end in (one.low, one.high)]
    return float(-(-max([LEAST_REACH, *ends]) // 2 * 2))


def trend_chart(weeks: Sequence[Week], level: float | None) -> dict[str, Any]:
    """Weekly means with their intervals; `level`: a line to see them against."""
    ends = [end for week in weeks for end in (week.low, week.high) if end is not None]
    return {
        "kind": "trend",
        "min": max(int((min(ends, default=60) - 2) // 10 * 10), 0),
        "line": None
        if level is None
        else {"at": round(level, 1), "word": _("全站 %(n)s") % {"n": plain(level)}},
        "few": _("来电不足 5 通，不画"),
        "weeks": [_week(week) for week in weeks],
    }


def _week(week: Week) -> dict[str, Any]:
    day = date.fromordinal(week.monday)
    name = f"{day.month}/{day.day}"
    drawn = week.score is not None and week.low is not None and week.high is not None
    told = {"day": name, "n": week.calls, "score": plain(week.score or 0)}
    if not drawn:
        return {"name": name, "value": None, "word": _("%(day)s 起一周：%(n)s 通") % told}
    assert week.score is not None and week.low is not None and week.high is not None
    return {
        "name": name,
        "value": round(week.score, 2),
        "low": round(week.low, 2),
        "high": round(week.high, 2),
        "word": _("%(day)s 起一周：%(n)s 通，%(score)s") % told + f"（{range_of(week.low, week.high)}）",
    }
