"""Operators on one level: each one's mean score, corrected for what callers wanted, and how sure that is.

A least-squares fit of the score on operator and category. The scores of one operator on one day are alike;
the spread of those days and of the calls within them is estimated over everybody (analysis of variance,
Searle, Casella & McCulloch 1992, ch. 3), because few calls of one person can't tell it.
"""

from dataclasses import dataclass

import numpy as np

from sanxiang.quality.statistics.columns import Calls, Floats, Ints, categories, codes, dummies
from sanxiang.quality.statistics.regression import inverted

SURE = 1.959964  # of a normal distribution: 95 %
RIDGE = 1.0  # a category counts as if it had one more call that scored like the rest


@dataclass(frozen=True, slots=True)
class Spread:
    """Variances in points²: of an operator's days, and of the calls of one such day."""

    days: float
    calls: float

    def of_mean(self, days: Ints) -> float:
        """Variance of the mean of calls that fell on these days, all of one operator."""
        counts = np.bincount(codes(days)[1])
        return float(self.days * (counts**2).sum() / counts.sum() ** 2 + self.calls / counts.sum())


@dataclass(frozen=True, slots=True)
class Levels:
    """`mean` and `covariance` of the operators `staff`; `score`: each call's, as if all wanted the same."""

    staff: Ints
    calls: Ints
    days: Ints
    mean: Floats
    covariance: Floats
    score: Floats
    spread: Spread


def levels(calls: Calls) -> Levels:
    """Fit operators and categories together. `calls` holds one at least."""
    people, numbers = codes(calls.staff)
    kinds = categories(calls.category)
    kinds = kinds - kinds.mean(axis=0)  # so that an operator's mean is that with everybody's mix of calls
    design = np.column_stack([dummies(calls.staff), kinds])
    # Where one operator has all the calls of a category, what they score is the operator's.
    bread = inverted(design, np.repeat([0.0, RIDGE], [len(people), kinds.shape[1]]))
    fitted = bread @ (design.T @ calls.score)
    shifts = numbers * (int(calls.day.max()) + 1) + calls.day
    spread = _spread(calls.score - design @ fitted, shifts, design.shape[1])
    covariance = _covariance(design, bread, shifts, spread)
    size = len(people)
    return Levels(
        staff=people,
        calls=np.bincount(numbers),
        days=np.bincount(codes(np.unique(shifts) // (int(calls.day.max()) + 1))[1]),
        mean=fitted[:size],
        covariance=covariance[:size, :size],
        score=calls.score - kinds @ fitted[size:],
        spread=spread,
    )


def _spread(rest: Floats, shifts: Ints, columns: int) -> Spread:
    """From what the fit leaves over, within and between the days of operators."""
    _, numbers = codes(shifts)
    counts = np.bincount(numbers).astype(np.float64)
    means = np.bincount(numbers, rest) / counts
    inside = float(((rest - means[numbers]) ** 2).sum())
    free_inside = len(rest) - len(counts)
    free_between = max(len(counts) - columns, 1)
    between = float((counts * means**2).sum()) / free_between
    calls = inside / free_inside if free_inside > 0 else between
    typical = (len(rest) - float((counts**2).sum()) / len(rest)) / free_between
    days = (between - calls) / typical if typical > 0 else 0.0
    return Spread(max(days, 0.0), calls)


def _covariance(design: Floats, bread: Floats, shifts: Ints, spread: Spread) -> Floats:
    _, numbers = codes(shifts)
    sums = np.zeros((int(numbers.max()) + 1, design.shape[1]))
    np.add.at(sums, numbers, design)
    meat = spread.calls * (design.T @ design) + spread.days * (sums.T @ sums)
    made: Floats = bread @ meat @ bread
    return made
