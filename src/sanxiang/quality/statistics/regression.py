"""One coefficient of a least-squares fit with an interval that allows for calls of one day being alike.

Cluster-robust CR2 ("bias-reduced linearisation") variance with Satterthwaite degrees of freedom: Bell &
McCaffrey 2002, Survey Methodology 28(2); in the form of Pustejovsky & Tipton 2018, JBES 36(4), which also
covers dummies that are not of full rank. Good from a handful of clusters on, where the plain sandwich
(CR1) and normal quantiles give intervals that are too narrow.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from sanxiang.quality.statistics.columns import Bools, Floats, Ints, codes

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Effect:
    """`value` with its 95 % interval; `df`: degrees of freedom of it; `p`: of no effect at all, two-sided."""

    value: float
    low: float
    high: float
    df: float
    p: float

    def times(self, factor: float) -> "Effect":
        """The same in another unit; `factor` above 0."""
        return Effect(self.value * factor, self.low * factor, self.high * factor, self.df, self.p)


def effect(score: Floats, design: Floats, clusters: Ints) -> Effect | None:
    """What one more of the first column of `design` (calls × columns) does to the score.

    None where that can't be told: the column is a mixture of the others, or a single cluster holds it all.
    """
    bread = inverted(design)
    if not _estimable(design, bread):
        return None
    fitted = bread @ (design.T @ score)
    rest = score - design @ fitted
    squares, leftovers = _by_cluster(design, rest, clusters)
    weights = _weights(bread, squares)
    shares = np.einsum("gp,gp->g", weights, leftovers)
    error = float(np.sqrt((shares**2).sum()))
    if error < TINY < float(np.abs(rest).max()):  # one cluster settles it alone: nothing to tell by
        return None
    return _interval(float(fitted[0]), error, _freedom(bread, squares, weights))


def inverted(design: Floats, ridge: Floats | None = None) -> Floats:
    """(X'X)⁻¹, of columns that may repeat each other; `ridge` is added for each column."""
    square = design.T @ design + (0.0 if ridge is None else np.diag(ridge))
    bread: Floats = np.linalg.pinv(square, hermitian=True).astype(np.float64)
    return bread


def _estimable(design: Floats, bread: Floats) -> bool:
    others = design[:, 1:]
    column = design[:, 0]
    rest = column - others @ np.linalg.lstsq(others, column, rcond=None)[0] if others.size else column
    return bool((rest**2).sum() > 1e-6 * max((column**2).sum(), 1.0)) and bool(np.isfinite(bread).all())


def _by_cluster(design: Floats, rest: Floats, clusters: Ints) -> tuple[Floats, Floats]:
    """For each cluster the products X'X (columns × columns) and X'e."""
    _, numbers = codes(clusters)
    order = np.argsort(numbers, kind="stable")
    ends = np.cumsum(np.bincount(numbers))[:-1]
    parts = list(zip(np.split(design[order], ends), np.split(rest[order], ends), strict=True))
    return np.array([x.T @ x for x, _ in parts]), np.array([x.T @ e for x, e in parts])


def _weights(bread: Floats, squares: Floats) -> Floats:
    """For each cluster g the vector u with A_g X_g (X'X)⁻¹ c = X_g u, where A_g = (I - H_gg)^(-1/2).

    H_gg has the rank of the columns, not of the calls: so its root is taken among the columns.
    """
    values, vectors = np.linalg.eigh(bread)
    root = vectors * np.sqrt(np.clip(values, 0.0, None))
    start = bread[:, 0]
    leverage, turn = np.linalg.eigh(root.T @ squares @ root)
    stretch = _stretch(np.clip(leverage, 0.0, 1.0))
    inner = np.einsum("gji,gj->gi", turn, (squares @ start) @ root)
    weights: Floats = start + np.einsum("gij,gj->gi", turn, stretch * inner) @ root.T
    return weights


def _stretch(leverage: Floats) -> Floats:
    """((1 - h)^(-1/2) - 1) / h; where a cluster settles a direction alone (h = 1) its root counts as 0."""
    whole: Bools = leverage > 1 - 1e-8
    safe = np.where((leverage < TINY) | whole, 0.5, leverage)
    plain = ((1 - safe) ** -0.5 - 1) / safe
    return np.where(whole, -1.0, np.where(leverage < TINY, 0.5, plain))


def _freedom(bread: Floats, squares: Floats, weights: Floats) -> float:
    """Satterthwaite's degrees of freedom where all calls vary alike."""
    pulled = np.einsum("gij,gj->gi", squares, weights)
    product = np.diag(np.einsum("gi,gi->g", pulled, weights)) - pulled @ bread @ pulled.T
    whole = float((product**2).sum())
    return float(np.trace(product)) ** 2 / whole if whole > 0 else 0.0


def _interval(value: float, error: float, df: float) -> Effect | None:
    if df < 1 or not np.isfinite(error):
        return None
    if error < TINY:  # every call scored the same
        return Effect(value, value, value, df, 1.0 if abs(value) < TINY else 0.0)
    reach = float(stdtrit(df, 0.975)) * error
    return Effect(value, value - reach, value + reach, df, 2 * float(stdtr(df, -abs(value) / error)))
