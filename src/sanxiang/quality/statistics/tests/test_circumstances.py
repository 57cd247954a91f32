"""How much was going on, and where in the shift."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.quality.statistics.circumstances import Edges, Shift, busy, going_on, late, shifts

H = 3600.0


def test_calls_that_wait_or_are_talked_are_counted():
    starts, ends = np.array([0.0, 10.0, 20.0, 100.0]), np.array([50.0, 15.0, 90.0, 130.0])
    assert list(going_on(starts, starts, ends)) == [0, 1, 1, 0]
    assert list(going_on(np.array([50.0]), starts, ends)) == [1]  # one is just over


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30)), max_size=30))
@settings(max_examples=40)
def test_counting_is_what_counting_one_by_one_gives(spans):
    starts = np.array([float(start) for start, _ in spans])
    ends = starts + np.array([float(length) for _, length in spans])
    slowly = [int(((starts < at) & (ends > at)).sum()) for at in starts]
    assert list(going_on(starts, starts, ends)) == slowly


def test_busy_is_more_than_the_sites_own_median():
    assert list(busy(np.array([0, 0, 0, 1, 2]))) == [0, 0, 0, 1, 1]
    assert list(busy(np.array([0, 1, 1, 1]))) == [0, 1, 1, 1]
    assert list(busy(np.array([2, 2]))) == [-1, -1] and list(busy(np.array([], dtype=np.int64))) == []


def test_a_meal_belongs_to_the_shift():
    found = shifts([(0, 4 * H), (5 * H, 9 * H), (24 * H, 30 * H), (48 * H, None)], Edges())
    assert found == [Shift(0, 9 * H), Shift(24 * H, 30 * H), Shift(48 * H, None)]


def test_the_first_and_the_last_hour_of_a_shift():
    at = np.array([0.5 * H, 4 * H, 8.5 * H, 20 * H, 24.5 * H, 25.5 * H, 48.2 * H, 0.2 * H])
    staff = np.array([1, 1, 1, 1, 1, 1, 1, 2])
    worked = {1: [Shift(0, 9 * H), Shift(24 * H, 26 * H), Shift(48 * H, None)]}
    assert list(late(at, staff, worked)) == [0, -1, 1, -1, -1, -1, 0, -1]


def test_who_forgot_to_sign_off_has_no_last_hour():
    assert list(late(np.array([0.5 * H, 19.5 * H]), np.array([1, 1]), {1: [Shift(0, 20 * H)]})) == [-1, -1]
