"""How one operator's scores move over the weeks: weekly means with intervals, and whether there is a slope.

Scores are corrected for what callers wanted (levels.py); a week's interval rests on everybody's spread of
days and calls, the slope on the operator's own days (regression.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sanxiang.quality.statistics.columns import Calls, Floats
from sanxiang.quality.statistics.levels import SURE, Levels, levels
from sanxiang.quality.statistics.regression import Effect, effect

MONDAY = 1  # of date ordinals: day 1 of year 1 was a Monday
MONTH = 4.0  # weeks: the slope is told for four of them


@dataclass(frozen=True, slots=True)
class Steady:
    """`week`: calls that a week needs for a point; `calls` and `weeks` that a slope needs."""

    week: int = 5
    calls: int = 40
    weeks: int = 4


@dataclass(frozen=True, slots=True)
class Week:
    """`monday`: ordinal of its first day. The figures are None where there are too few calls."""

    monday: int
    calls: int
    score: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """`slope`: points in four weeks; None where there are too few calls or weeks."""

    weeks: tuple[Week, ...]
    slope: Effect | None


def trend(calls: Calls, staff: int | None, steady: Steady | None = None) -> Trend:
    """The weeks of one operator among `calls` of everybody; of the whole desk with None."""
    steady = steady or Steady()
    if not len(calls):
        return Trend((), None)
    found = levels(calls)
    mine = np.ones(len(calls), dtype=np.bool_) if staff is None else calls.staff == staff
    if not mine.any():
        return Trend((), None)
    own, score = calls.only(mine), found.score[mine]
    weeks = tuple(_weeks(own, score, found, steady))
    return Trend(weeks, _slope(own, score, steady))


def _weeks(own: Calls, score: Floats, found: Levels, steady: Steady) -> Iterator[Week]:
    mondays = own.day - (own.day - MONDAY) % 7
    for monday in range(int(mondays.min()), int(mondays.max()) + 1, 7):
        here = mondays == monday
        count = int(here.sum())
        if count < steady.week:
            yield Week(monday, count, None, None, None)
            continue
        shifts = own.staff[here] * (int(own.day.max()) + 1) + own.day[here]
        mean, reach = float(score[here].mean()), SURE * found.spread.of_mean(shifts) ** 0.5
        yield Week(monday, count, mean, max(mean - reach, 0.0), min(mean + reach, 100.0))


def _slope(own: Calls, score: Floats, steady: Steady) -> Effect | None:
    weeks = (own.day - own.day.min()) / 7.0
    if len(own) < steady.calls or len(np.unique(weeks.astype(np.int64))) < steady.weeks:
        return None
    found = effect(score, np.column_stack([weeks - weeks.mean(), np.ones(len(own))]), own.day)
    return found.times(MONTH) if found is not None and found.df >= MONTH else None
