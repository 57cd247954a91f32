"""The stored verdicts of many calls as one table of numbers."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sanxiang.quality.overview.gather import Gathered
from sanxiang.quality.scoring import queries as scoring
from sanxiang.quality.scoring.queries import Final
from sanxiang.quality.statistics.clauses import MET, MISSED, Bytes, Table
from sanxiang.quality.statistics.columns import Floats, Ints

Frames = Mapping[int, Sequence[tuple[str, float]]]
LETTERS = np.zeros(256, dtype=np.uint8)
LETTERS[ord("m")], LETTERS[ord("x")] = MET, MISSED
PARTLY = 4  # place of the points that a missed clause left, see scoring.packing


def table_of(found: Gathered) -> Table:
    """Calls × clauses with the points each cost; `found` was gathered with details. One query."""
    return made_of(found.calls.staff, found.finals, scoring.frames())


def made_of(staff: Ints, finals: Sequence[Final], frames: Frames) -> Table:
    clauses = sorted({clause for frame in {one.frame for one in finals} for clause, _ in frames[frame]})
    places = {clause: place for place, clause in enumerate(clauses)}
    verdict = np.zeros((len(finals), len(clauses)), dtype=np.uint8)
    lost = np.zeros((len(finals), len(clauses)))
    for number in sorted({one.frame for one in finals}):
        rows = [place for place, one in enumerate(finals) if one.frame == number]
        columns = [places[clause] for clause, _ in frames[number]]
        points = np.array([points for _, points in frames[number]])
        _fill(verdict, lost, rows, columns, points, [finals[row] for row in rows])
    return Table(tuple(clauses), staff, verdict, lost)


def _fill(
    verdict: Bytes,
    lost: Floats,
    rows: Sequence[int],
    columns: Sequence[int],
    points: Floats,
    finals: Sequence[Final],
) -> None:
    text = "".join(one.letters for one in finals).encode()
    found = LETTERS[np.frombuffer(text, dtype=np.uint8)].reshape(len(rows), len(columns))
    cost = np.where(found == MISSED, points, 0.0)
    for row in np.flatnonzero((found == MISSED).any(axis=1)):
        for column, left in _left(finals[int(row)], found[row]):
            cost[row, column] -= left
    verdict[np.ix_(rows, columns)] = found
    lost[np.ix_(rows, columns)] = cost


def _left(final: Final, verdicts: Bytes) -> list[tuple[int, float]]:
    """(column, points) of the clauses that were missed and still left some points."""
    packed: list[Any] = json.loads(final.details)
    missed = [int(column) for column in np.flatnonzero(verdicts == MISSED)]
    return [
        (column, packed[column][PARTLY])
        for column in missed
        if not isinstance(packed[column], int) and len(packed[column]) > PARTLY
    ]
