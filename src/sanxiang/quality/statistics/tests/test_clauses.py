"""What to work on, and what is worth hearing."""

import numpy as np
import pytest

from sanxiang.quality.statistics.clauses import Least, Table, best_moments, share, to_work_on

CLAUSES = ("ANS-1", "TLK-8", "TLK-14", "TLK-18")


def table(seed: int, chances, calls: int = 60) -> Table:
    """`chances`: for each operator the chance to miss each clause. A miss costs 10 points."""
    rng = np.random.default_rng(seed)
    staff = np.repeat(np.arange(len(chances)), calls)
    missed = rng.random((len(staff), len(CLAUSES))) < np.array(chances)[staff]
    return Table(CLAUSES, staff, np.where(missed, 2, 1).astype(np.uint8), missed * 10.0)


def test_what_colleagues_do_better_comes_first():
    """Everybody misses TLK-18 half of the time; only this operator misses TLK-8."""
    made = table(1, [[0.02, 0.4, 0.1, 0.5]] + [[0.02, 0.05, 0.1, 0.5]] * 3)
    first, *rest = to_work_on(made, 0)
    assert first.clause == "TLK-8" and first.excess > 100
    assert first.own.low < 0.4 < first.own.high and first.peers.part < 0.1
    assert all(one.excess < first.excess / 2 for one in rest)
    assert "ANS-1" not in [one.clause for one in (first, *rest)]


def test_few_misses_are_not_spoken_of():
    made = table(2, [[0.0, 0.0, 0.0, 0.0], [0.5] * 4])
    made.verdict[0] = 2
    assert to_work_on(made, 0) == ()


def test_what_was_seldom_judged_is_not_spoken_of():
    made = table(3, [[0.9] * 4, [0.1] * 4])
    made.verdict[6:60, :3] = 0
    assert [one.clause for one in to_work_on(made, 0)] == ["TLK-18"]


def test_without_colleagues_the_own_losses_count():
    found = to_work_on(table(4, [[0.1, 0.6, 0.3, 0.0]]), 0)
    assert [one.clause for one in found[:2]] == ["TLK-8", "TLK-14"]
    assert found[0].peers is None and found[0].excess == pytest.approx(found[0].lost)


def test_few_calls_are_drawn_towards_the_colleagues():
    made = table(5, [[0.0, 0.0, 0.0, 0.0], [0.2] * 4])
    made.verdict[:, 1] = np.where(made.staff == 0, 0, made.verdict[:, 1])
    made.verdict[:8, 1], made.lost[:4, 1] = 1, 10.0
    made.verdict[:4, 1] = 2
    (found,) = to_work_on(made, 0, least=Least(pull=10))
    assert 0 < found.excess < found.lost - 8 * 10 * found.peers.part


def test_the_interval_of_a_share_is_wilsons():
    found = share(0, 10)
    assert (found.low, found.high) == (0.0, pytest.approx(0.2775, abs=1e-3))
    assert share(0, 0).high == 1.0 and share(0, 0).part == 0.0
    assert share(5, 10).low == pytest.approx(0.2366, abs=1e-3)


def test_the_best_moments_are_those_that_others_miss():
    made = table(6, [[0.0, 0.3, 0.0, 0.0]] + [[0.1, 0.9, 0.1, 0.6]] * 3)
    audible = np.ones(len(made.staff), dtype=bool)
    audible[50:60] = False
    found = best_moments(made, 0, audible)
    assert [one.clause for one in found] == ["TLK-8", "TLK-18"]
    assert len({one.call for one in found}) == 2 and all(one.call < 50 for one in found)
    assert all(made.verdict[one.call, CLAUSES.index(one.clause)] == 1 for one in found)
    assert best_moments(made, 0, ~audible & (made.staff == 1)) == ()
