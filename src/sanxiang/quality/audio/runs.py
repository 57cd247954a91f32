"""Stretches of true frames, and the little arithmetic on them."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Mask = NDArray[np.bool_]
Runs = NDArray[np.int64]
"""(k, 2): first frame, and the frame after the last; in order, apart from each other."""


def runs_of(mask: Mask) -> Runs:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return edges.reshape(-1, 2).astype(np.int64)


def mask_of(runs: Runs, count: int) -> Mask:
    steps = np.zeros(count + 1, np.int8)
    np.add.at(steps, runs[:, 0], 1)  # widened runs may begin or end together
    np.add.at(steps, runs[:, 1], -1)
    return np.asarray(np.cumsum(steps[:-1], dtype=np.int8) > 0)


def joined(runs: Runs, gap: int) -> Runs:
    """Runs less than `gap` frames apart are one."""
    if len(runs) < 2:
        return runs
    apart = np.flatnonzero(runs[1:, 0] - runs[:-1, 1] >= gap)
    firsts = np.concatenate([[0], apart + 1])
    lasts = np.concatenate([apart, [len(runs) - 1]])
    return np.stack([runs[firsts, 0], runs[lasts, 1]], axis=1)


def lasting(runs: Runs, least: int) -> Runs:
    return runs[runs[:, 1] - runs[:, 0] >= least]


def sums(values: Floats | Mask, runs: Runs) -> NDArray[np.float64]:
    """The sum of `values` over each run."""
    total = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return np.asarray(total[runs[:, 1]] - total[runs[:, 0]])
