"""The interval of one coefficient: against the plain way to compute it, and how often it holds the truth."""

import numpy as np
import pytest
from scipy.special import stdtr, stdtrit

from sanxiang.quality.statistics.regression import effect


def drawn(seed: int, clusters: int = 9, each: int = 5, columns: int = 3):
    rng = np.random.default_rng(seed)
    count = clusters * each
    design = np.column_stack([rng.random(count) < 0.4, np.ones(count), rng.normal(size=(count, columns))])
    numbers = np.repeat(np.arange(clusters), each)
    return rng.normal(size=count) + rng.normal(size=clusters)[numbers], design.astype(float), numbers


def slowly(score, design, clusters):
    """Variance and degrees of freedom as the papers write them, with matrices of calls × calls."""
    bread = np.linalg.inv(design.T @ design)
    rest = score - design @ (bread @ design.T @ score)
    annihilator = np.eye(len(score)) - design @ bread @ design.T
    vectors, variance = [], 0.0
    for one in np.unique(clusters):
        here = clusters == one
        hat = design[here] @ bread @ design[here].T
        values, turn = np.linalg.eigh(np.eye(here.sum()) - hat)
        root = turn @ np.diag(values**-0.5) @ turn.T
        weight = root @ design[here] @ bread[:, 0]
        variance += float(weight @ rest[here]) ** 2
        whole = np.zeros(len(score))
        whole[here] = weight
        vectors.append(whole)
    product = np.array([[a @ annihilator @ b for b in vectors] for a in vectors])
    return variance, np.trace(product) ** 2 / (product**2).sum()


@pytest.mark.parametrize("seed", range(4))
def test_it_is_what_the_papers_say(seed):
    score, design, clusters = drawn(seed)
    found = effect(score, design, clusters)
    assert found is not None
    variance, df = slowly(score, design, clusters)
    assert found.df == pytest.approx(df)
    width = (found.high - found.low) / 2
    assert width == pytest.approx(np.sqrt(variance) * stdtrit(df, 0.975))
    assert found.value == pytest.approx(np.linalg.lstsq(design, score, rcond=None)[0][0])
    assert found.p == pytest.approx(2 * stdtr(df, -abs(found.value) / np.sqrt(variance)))


def test_dummies_that_are_not_of_full_rank_change_nothing():
    score, design, clusters = drawn(1)
    doubled = np.column_stack([design, 1 - design[:, 1:2] * 0, design[:, 2]])
    assert effect(score, doubled, clusters).low == pytest.approx(effect(score, design, clusters).low)


def test_what_cannot_be_told_apart_has_no_effect():
    score, design, clusters = drawn(2)
    assert effect(score, np.column_stack([design[:, 0], design[:, 0]]), clusters) is None
    assert effect(score, np.column_stack([np.ones(45), np.ones(45)]), clusters) is None
    assert effect(score, design, np.zeros(45, dtype=np.int64)) is None  # one cluster


def test_calls_that_all_score_the_same_differ_by_nothing():
    _, design, clusters = drawn(3)
    found = effect(np.full(45, 100.0), design, clusters)
    assert (found.low, found.value, found.high) == pytest.approx((0, 0, 0), abs=1e-6)
    assert found.p == 1.0


def test_a_cluster_that_settles_a_direction_alone_is_taken():
    score, design, clusters = drawn(4)
    alone = (clusters == 3).astype(float)
    found = effect(score, np.column_stack([design, alone]), clusters)
    assert found is not None and np.isfinite([found.low, found.high, found.df]).all()


def test_another_unit_is_the_same_effect():
    found = effect(*drawn(5))
    assert found.times(4).low == pytest.approx(4 * found.low) and found.times(4).p == found.p
