"""Which clauses an operator loses most points by, against colleagues on the same desk.

For a clause: the points lost a call where it could be judged, drawn towards the colleagues' by as many
calls as `Least.pull` (additive smoothing), less theirs, times the calls: points that would not have been lost
by a colleague. The share of misses is told with its 95 % interval (Wilson 1927).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanxiang.quality.statistics.columns import Bools, Floats, Ints
from sanxiang.quality.statistics.levels import SURE

Bytes = npt.NDArray[np.uint8]
NOT_JUDGED, MET, MISSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Table:
    """Calls × clauses. `verdict`: NOT_JUDGED, MET or MISSED; `lost`: points, 0 where not missed."""

    clauses: tuple[str, ...]
    staff: Ints
    verdict: Bytes
    lost: Floats


@dataclass(frozen=True, slots=True)
class Least:
    """What a clause needs to be spoken of: own calls and misses, colleagues' calls and how many of them."""

    judged: int = 8
    missed: int = 3
    peers_judged: int = 30
    pull: float = 10.0


@dataclass(frozen=True, slots=True)
class Share:
    """`missed` of `judged` with the 95 % interval of the share, 0 to 1."""

    missed: int
    judged: int
    low: float
    high: float

    @property
    def part(self) -> float:
        return self.missed / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Weak:
    """`excess`: points lost beyond what colleagues would have; 0 or less: no more than they.

    `peers` is None where colleagues had too few calls that could be judged; then `excess` counts all.
    """

    clause: str
    own: Share
    peers: Share | None
    lost: float
    excess: float


def to_work_on(table: Table, staff: int, most: int = 3, least: Least | None = None) -> tuple[Weak, ...]:
    """The clauses with the most to gain, the first the most; only those missed often enough to speak of."""
    least = least or Least()
    mine = table.staff == staff
    own_judged, own_missed, own_lost = _sums(table, mine)
    judged, missed, lost = _sums(table, ~mine)
    known = judged >= least.peers_judged
    rate = np.where(known, lost / np.maximum(judged, 1), 0.0)
    pull = np.where(known, least.pull, 0.0)
    drawn = (own_lost + pull * rate) / np.maximum(own_judged + pull, 1)
    excess = (drawn - rate) * own_judged
    fit = np.flatnonzero((own_judged >= least.judged) & (own_missed >= least.missed))
    order = sorted(fit, key=lambda at: (-excess[at], -own_lost[at], table.clauses[at]))[:most]
    return tuple(
        Weak(
            table.clauses[at],
            share(int(own_missed[at]), int(own_judged[at])),
            share(int(missed[at]), int(judged[at])) if known[at] else None,
            float(own_lost[at]),
            float(excess[at]),
        )
        for at in order
    )


def _sums(table: Table, which: Bools) -> tuple[Ints, Ints, Floats]:
    verdict = table.verdict[which]
    judged = (verdict != NOT_JUDGED).sum(axis=0)
    return judged, (verdict == MISSED).sum(axis=0), table.lost[which].sum(axis=0)


def share(missed: int, judged: int) -> Share:
    """Wilson's interval of a share; from 0 to 1 where there is nothing to count."""
    if not judged:
        return Share(0, 0, 0.0, 1.0)
    part, square = missed / judged, SURE**2 / judged
    middle = (part + square / 2) / (1 + square)
    reach = SURE * ((part * (1 - part) + square / 4) / judged) ** 0.5 / (1 + square)
    return Share(missed, judged, max(middle - reach, 0.0), min(middle + reach, 1.0))


@dataclass(frozen=True, slots=True)
class Moment:
    """A call (its place in the table) in which a clause was met that `met` of all calls meet."""

    call: int
    clause: str
    met: Share


def best_moments(
    table: Table, staff: int, audible: Bools, most: int = 3, hard: float = 0.8, judged: int = 20
) -> tuple[Moment, ...]:
    """Where the operator did what others often miss: the hardest clauses first, each with its newest call.

    A clause is hard where at most the share `hard` of at least `judged` calls meets it. `audible`: calls
    whose recording can be heard. Calls stand in the table by time.
    """
    could = (table.verdict != NOT_JUDGED).sum(axis=0)
    did = (table.verdict == MET).sum(axis=0)
    own = (table.staff == staff) & audible
    fit = np.flatnonzero((could >= judged) & (did <= hard * could))
    found, used = [], set()
    for at in sorted(fit, key=lambda at: (did[at] / could[at], table.clauses[at])):
        calls = [int(one) for one in np.flatnonzero(own & (table.verdict[:, at] == MET)) if one not in used]
        if calls:
            used.add(calls[-1])
            found.append(Moment(calls[-1], table.clauses[at], share(int(did[at]), int(could[at]))))
    return tuple(found[:most])
