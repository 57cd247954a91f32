"""Operators beside each other, with what is sure and what isn't.

Empirical Bayes: each mean is drawn towards everybody's, the more the fewer calls it rests on (a normal
model of normal means; Efron & Morris 1975, JASA 70). The spread between operators is not taken as known but
averaged over what the data allow, with a half-Cauchy prior (Gelman 2006, Bayesian Analysis 1(3)), so the
intervals are honest for two operators as well as for fifty. Two operators are told apart where the interval
of their difference leaves out zero; after drawing together that needs no further correction for the many
pairs (Gelman, Hill & Yajima 2012, J. Res. Educ. Eff. 5).
"""

from dataclasses import dataclass

import numpy as np

from sanxiang.quality.statistics.columns import Bools, Calls, Floats, Ints
from sanxiang.quality.statistics.levels import SURE, Levels, levels

PRIOR = 5.0  # points: half of the prior lies below, half above
JITTER = 1e-6  # of calls that all score the same
GRID = np.concatenate([[0.0], np.geomspace(0.05, 40.0, 80)])


@dataclass(frozen=True, slots=True)
class Enough:
    """Calls and days that an operator needs to stand in the ranking."""

    calls: int = 20
    days: int = 5


@dataclass(frozen=True, slots=True)
class Ranked:
    """`score` with its 95 % interval `low` to `high`. `place` … `worst`: the places it may really be.

    `group`: 1 for the best; operators of one group can't be told apart, directly or through each other.
    """

    staff: int
    calls: int
    days: int
    score: float
    low: float
    high: float
    place: int
    worst: int
    group: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not enough calls to be ranked."""

    staff: int
    calls: int
    days: int
    lacking_calls: int
    lacking_days: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best first. `level`: what operators of this desk come to on the whole; None without any."""

    ranked: tuple[Ranked, ...]
    waiting: tuple[Waiting, ...]
    level: float | None


def ranking(calls: Calls, enough: Enough | None = None) -> Ranking:
    """Rank the operators of these calls."""
    enough = enough or Enough()
    if not len(calls):
        return Ranking((), (), None)
    found = levels(calls)
    fit = (found.calls >= enough.calls) & (found.days >= enough.days)
    waiting = tuple(_waiting(found, int(place), enough) for place in np.flatnonzero(~fit))
    if not fit.any():
        return Ranking((), waiting, None)
    level, mean, covariance = shrunk(found.mean[fit], found.covariance[np.ix_(fit, fit)])
    return Ranking(_ranked(found, np.flatnonzero(fit), mean, covariance), waiting, level)


def shrunk(mean: Floats, covariance: Floats) -> tuple[float, Floats, Floats]:
    """The common level, and the means and their covariance after drawing together."""
    if len(mean) == 1:
        return float(mean[0]), mean, covariance
    ones = np.ones(len(mean))
    inverse: Floats = np.linalg.inv(
        covariance + (GRID**2 + JITTER)[:, None, None] * np.eye(len(mean))
    ).astype(np.float64)
    certain = np.einsum("tij->t", inverse)
    level = (inverse @ mean @ ones) / certain
    rest = mean - level[:, None]
    share = _shares(inverse, certain, rest)
    pull = covariance @ inverse
    moved = pull @ ones
    middle = mean - np.einsum("tij,tj->ti", pull, rest)
    inner = covariance - pull @ covariance + moved[:, :, None] * moved[:, None, :] / certain[:, None, None]
    best = share @ middle
    off = middle - best
    whole = np.einsum("t,tij->ij", share, inner + off[:, :, None] * off[:, None, :])
    return float(share @ level), best, whole


def _shares(inverse: Floats, certain: Floats, rest: Floats) -> Floats:
    """How likely each spread of the grid is, given the means: prior times marginal likelihood."""
    _, log_size = np.linalg.slogdet(inverse)
    misfit = np.einsum("ti,tij,tj->t", rest, inverse, rest)
    log = 0.5 * (log_size - np.log(certain) - misfit) - np.log1p((GRID / PRIOR) ** 2)
    # The grid's steps are uneven: each point stands for the stretch round it.
    share: Floats = np.exp(log - log.max()) * np.gradient(GRID)
    share /= share.sum()
    return share


def _ranked(found: Levels, places: Ints, mean: Floats, covariance: Floats) -> tuple[Ranked, ...]:
    order = np.argsort(-mean, kind="stable")
    mean, covariance, places = mean[order], covariance[np.ix_(order, order)], places[order]
    apart = _apart(mean, covariance)
    groups = _groups(apart)
    reach = SURE * np.sqrt(np.clip(np.diag(covariance), 0, None))
    return tuple(
        Ranked(
            staff=int(found.staff[place]),
            calls=int(found.calls[place]),
            days=int(found.days[place]),
            score=float(mean[row]),
            low=max(float(mean[row] - reach[row]), 0.0),
            high=min(float(mean[row] + reach[row]), 100.0),
            place=1 + int(apart[:row, row].sum()),
            worst=len(mean) - int(apart[row, row + 1 :].sum()),
            group=groups[row],
        )
        for row, place in enumerate(places)
    )


def _apart(mean: Floats, covariance: Floats) -> Bools:
    """Which pairs are told apart."""
    own = np.diag(covariance)
    variance = np.clip(own[:, None] + own[None, :] - 2 * covariance, 0, None)
    told: Bools = np.abs(mean[:, None] - mean[None, :]) > SURE * np.sqrt(variance) + 1e-6
    return told


def _groups(apart: Bools) -> list[int]:
    """A new group begins where everybody above is told apart from everybody below."""
    groups = [1]
    for row in range(1, len(apart)):
        groups.append(groups[-1] + int(apart[:row, row:].all()))
    return groups


def _waiting(found: Levels, place: int, enough: Enough) -> Waiting:
    calls, days = int(found.calls[place]), int(found.days[place])
    lacking = max(enough.calls - calls, 0), max(enough.days - days, 0)
    return Waiting(int(found.staff[place]), calls, days, *lacking)
