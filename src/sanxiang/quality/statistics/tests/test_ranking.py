"""The ranking: intervals that hold the truth, ties that stay ties, few calls that aren't ranked."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.quality.statistics.columns import Calls
from sanxiang.quality.statistics.levels import levels
from sanxiang.quality.statistics.ranking import Enough, ranking, shrunk


def desk(seed: int, truth, counts, *, spread=8.0, daily=2.0, mixed=False) -> Calls:
    """`truth`: points of each operator; calls over 30 days; `mixed`: the first gets the hard callers."""
    rng = np.random.default_rng(seed)
    staff = np.repeat(np.arange(len(truth)), counts)
    day = rng.integers(0, 30, len(staff))
    hard = rng.random(len(staff)) < (np.where(staff == 0, 0.9, 0.2) if mixed else 0.3)
    bad = rng.normal(0, daily, (len(truth), 30))[staff, day]
    score = np.array(truth)[staff] - 12 * hard + bad + rng.normal(0, spread, len(staff))
    return Calls(score, staff, hard.astype(np.int64), day)


def test_95_of_100_intervals_hold_the_true_level():
    """Six operators drawn from a desk, some with few calls; intervals are about the same mix of callers."""
    held = seen = 0
    for seed in range(120):
        rng = np.random.default_rng(9000 + seed)
        truth = 75 + rng.normal(0, 3, 6)
        made = desk(seed, truth, [25, 40, 60, 100, 150, 200])
        lift = 12 * made.category.mean()
        for one in ranking(made).ranked:
            held += one.low + lift <= truth[one.staff] <= one.high + lift
            seen += 1
    assert seen > 650 and 0.93 <= held / seen <= 0.985


def test_the_naked_mean_of_few_calls_is_drawn_in():
    """Seven people who are all alike: who leads by luck isn't shown as the leader."""
    made = desk(1, [75] * 7, [25] + [150] * 6)
    found = {one.staff: one for one in ranking(made).ranked}
    naked = {staff: made.score[made.staff == staff].mean() for staff in range(7)}
    assert np.ptp([one.score for one in found.values()]) < 0.7 * np.ptp(list(naked.values()))
    assert {one.group for one in found.values()} == {1}
    assert {(one.place, one.worst) for one in found.values()} == {(1, 7)}


def test_those_who_differ_stand_in_groups_the_best_first():
    found = ranking(desk(2, [92, 91, 70, 71, 69], [120] * 5)).ranked
    assert [one.group for one in found] == [1, 1, 2, 2, 2]
    assert {one.staff for one in found[:2]} == {0, 1}
    assert [(one.place, one.worst) for one in found] == [(1, 2), (1, 2), (3, 5), (3, 5), (3, 5)]


def test_hard_callers_are_not_held_against_anybody():
    made = desk(3, [80, 80, 80], [150] * 3, mixed=True)
    naked = [made.score[made.staff == staff].mean() for staff in range(3)]
    found = {one.staff: one.score for one in ranking(made).ranked}
    assert naked[1] - naked[0] > 6 and abs(found[1] - found[0]) < 2


def test_a_category_that_only_one_has_is_no_excuse():
    made = desk(8, [80, 60, 80], [60] * 3)
    only = Calls(made.score, made.staff, (made.staff == 1).astype(np.int64), made.day)
    assert [one.staff for one in ranking(only).ranked][-1] == 1
    assert ranking(only).ranked[-1].score < 65


def test_too_few_calls_or_days_wait_with_what_they_lack():
    made = desk(4, [80, 80, 80], [60, 8, 30])
    made.day[made.staff == 2] = 3
    found = ranking(made)
    assert [one.staff for one in found.ranked] == [0]
    assert [(one.staff, one.lacking_calls, one.lacking_days) for one in found.waiting] == [
        (1, 12, 0),
        (2, 0, 4),
    ]
    only = found.ranked[0]
    assert (only.place, only.worst, only.group) == (1, 1, 1) and only.low < only.score < only.high


def test_without_calls_there_is_no_ranking():
    nothing = np.zeros(0, dtype=np.int64)
    found = ranking(Calls(nothing.astype(float), nothing, nothing, nothing))
    assert (found.ranked, found.waiting, found.level) == ((), (), None)
    assert ranking(desk(5, [80], [3])).level is None


def test_the_spread_of_days_widens_the_interval():
    calm = levels(desk(6, [80, 80], [300, 300], daily=0.0))
    moody = levels(desk(6, [80, 80], [300, 300], daily=6.0))
    assert moody.spread.days == pytest.approx(36, rel=0.5) and calm.spread.days < 3
    assert moody.covariance[0, 0] > 2 * calm.covariance[0, 0]


def test_drawing_together_keeps_order_and_goes_by_certainty():
    mean, sure, unsure = np.array([70.0, 80.0, 90.0]), 0.5, 25.0
    _, close, _ = shrunk(mean, np.diag([sure] * 3))
    _, far, _ = shrunk(mean, np.diag([unsure] * 3))
    assert list(np.argsort(close)) == list(np.argsort(far)) == [0, 1, 2]
    assert np.ptp(close) > 19 > np.ptp(far) > 3


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 30), st.booleans())
@settings(max_examples=40)
def test_whatever_the_calls_everybody_is_told_about(seed, people, most, same):
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, most + 1, people)
    made = desk(seed, [50] * people, counts)
    made = Calls(np.clip(made.score, 0, 100) if not same else np.full(len(made), 100.0), *columns(made))
    found = ranking(made, Enough(calls=2, days=1))
    assert len(found.ranked) + len(found.waiting) == people
    for one in found.ranked:
        assert one.low <= one.score + 1e-6 and one.score <= one.high + 1e-6
        assert 1 <= one.place <= one.worst <= len(found.ranked)
    assert [one.group for one in found.ranked] == sorted(one.group for one in found.ranked)


def columns(made: Calls):
    return made.staff, made.category, made.day
