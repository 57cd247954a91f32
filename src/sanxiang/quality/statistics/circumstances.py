"""Under which circumstances a call came: how much was going on, and where in the operator's shift.

Times are seconds of one clock (Unix time).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sanxiang.quality.statistics.columns import UNKNOWN, Floats, Ints

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Edges:
    """`edge`: seconds of a shift that count as its start and as its end. Shifts shorter than `shortest`
    have no separate ones; longer than `longest` is somebody who forgot to sign off. A break up to `gap`
    (a meal, a reload of the page) belongs to the shift.
    """

    edge: float = HOUR
    shortest: float = 3 * HOUR
    longest: float = 16 * HOUR
    gap: float = 1.5 * HOUR


def going_on(at: Floats, starts: Floats, ends: Floats) -> Ints:
    """For each moment how many calls had begun before it and were not over: waiting or being talked."""
    begun = np.searchsorted(np.sort(starts), at, side="left")
    # A call that was over as it began must not be taken off before it is counted.
    over = np.searchsorted(np.sort(np.maximum(ends, np.nextafter(starts, np.inf))), at, side="right")
    return (begun - over).astype(np.int64)


def busy(load: Ints) -> Ints:
    """1 where more was going on than half of the time, else 0; where it never differs nobody can tell."""
    if not len(load) or load.min() == load.max():
        return np.full(len(load), UNKNOWN, dtype=np.int64)
    middle = float(np.median(load))
    return (load > middle if middle < load.max() else load >= middle).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Shift:
    """`until` is None while it lasts or when nobody knows."""

    since: float
    until: float | None


def shifts(stretches: Iterable[tuple[float, float | None]], edges: Edges) -> list[Shift]:
    """Stretches signed in, by time, as shifts."""
    found: list[Shift] = []
    for since, until in stretches:
        last = found[-1] if found else None
        if last is not None and last.until is not None and since - last.until <= edges.gap:
            found[-1] = Shift(last.since, until)
        else:
            found.append(Shift(since, until))
    return found


def late(at: Floats, staff: Ints, worked: Mapping[int, Sequence[Shift]], edges: Edges | None = None) -> Ints:
    """1: answered in the last hour of a shift, 0: in the first; UNKNOWN in between and without a shift."""
    edges = edges or Edges()
    found = np.full(len(at), UNKNOWN, dtype=np.int64)
    for person, rows in worked.items():
        own = np.flatnonzero(staff == person)
        order = own[np.argsort(at[own], kind="stable")]
        for shift in rows:
            _mark(found, order, at[order], shift, edges)
    return found


def _mark(found: Ints, order: Ints, moments: Floats, shift: Shift, edges: Edges) -> None:
    length = None if shift.until is None else shift.until - shift.since
    if length is not None and not edges.shortest <= length <= edges.longest:
        return
    first, last = np.searchsorted(moments, (shift.since, shift.since + edges.edge))
    found[order[first:last]] = 0
    if shift.until is not None:
        first, last = np.searchsorted(moments, (shift.until - edges.edge, shift.until))
        found[order[first:last]] = 1
