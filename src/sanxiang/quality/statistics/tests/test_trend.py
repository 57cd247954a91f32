"""Weeks and slopes."""

from datetime import date

import numpy as np

from sanxiang.quality.statistics.columns import Calls
from sanxiang.quality.statistics.tests.simulate import calls
from sanxiang.quality.statistics.trend import trend

MONDAY = date(2026, 1, 5).toordinal()


def rising(seed: int, slope: float = 0.0, **shape) -> Calls:
    """`slope`: points a week, of operator 0 only."""
    made = calls(seed, days=70, **shape)
    lift = np.where(made.staff == 0, slope * made.day / 7, 0.0)
    return Calls(made.score + lift, made.staff, made.category, made.day + MONDAY)


def test_a_rise_is_seen_with_its_interval():
    found = trend(rising(1, slope=1.5), 0).slope
    assert found.low > 0 and found.low <= 6 <= found.high


def test_no_change_is_no_change_most_times():
    held = 0
    for seed in range(80):
        found = trend(rising(seed, a_day=2, operators=3), 0).slope
        held += found.low <= 0 <= found.high
    assert 0.88 <= held / 80 <= 1


def test_weeks_begin_on_monday_and_hold_the_truth():
    found = trend(rising(2, a_day=3), 1)
    assert [week.monday for week in found.weeks] == [MONDAY + 7 * place for place in range(10)]
    assert all(week.low < week.score < week.high and week.calls == 21 for week in found.weeks)


def test_a_week_with_few_calls_has_no_point():
    made = rising(3)
    thin = made.only((made.staff == 0) & ((made.day < MONDAY + 7) | (made.day > MONDAY + 20)))
    thin = thin.only((thin.day != MONDAY + 21) | (np.arange(len(thin)) % 4 == 0))
    weeks = [(week.calls > 0, week.score is None) for week in trend(thin, 0).weeks[:3]]
    assert weeks == [(True, False), (False, True), (False, True)]


def test_few_calls_have_no_slope_and_strangers_no_weeks():
    made = rising(4, a_day=1, operators=1)
    assert trend(made.only(made.day < MONDAY + 20), 0).slope is None
    assert trend(made, 9).weeks == () and trend(made.only(made.staff == 9), None).weeks == ()


def test_the_desk_as_a_whole_has_a_trend():
    found = trend(rising(5), None)
    assert found.weeks[0].calls == 4 * 4 * 7 and found.slope is not None
