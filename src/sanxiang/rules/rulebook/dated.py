"""Dated rows: which figure holds on a day, and in which unit."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sanxiang.rules.rulebook import quantity
from sanxiang.rules.rulebook.clause import Figure

NOT_FIGURES = frozenset({"from", "until", "layer"})

Picked = Mapping[str, tuple[Any, date]]
"""Each figure of the day as written, with the date it holds from."""


def figures_on(rows: Sequence[Mapping[str, Any]], on: date) -> dict[str, tuple[Any, date]]:
    """Pick each figure of the day and the date it holds from: a company's first, then the latest."""
    best: dict[str, tuple[tuple[int, date], Any]] = {}
    for row in rows:
        if row["from"] <= on <= row.get("until", on):
            rank = (row["layer"], row["from"])
            for name, value in row.items():
                if name not in NOT_FIGURES and (name not in best or rank > best[name][0]):
                    best[name] = (rank, value)
    return {name: (value, rank[1]) for name, (rank, value) in best.items()}


def figure(value: Any, unit: str | None, to: str) -> Figure:
    """Read a figure into the unit `to`: a number of `unit`, "10 min", or a pair of either."""
    if isinstance(value, list):
        return tuple(one_figure(item, unit, to) for item in value)
    return one_figure(value, unit, to)


def one_figure(value: Any, unit: str | None, to: str) -> quantity.Number:
    if isinstance(value, str):
        return quantity.parse(value, to)
    return quantity.convert(value, unit or to, to)


def since(picked: Picked) -> date | None:
    """Return the day from which the figures hold as they do."""
    return max((day for _, day in picked.values()), default=None)
