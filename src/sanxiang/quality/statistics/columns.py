"""Calls as columns: one place of every array is one call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
UNKNOWN = -1
FEW = 5  # categories with fewer calls than this are taken together


@dataclass(frozen=True, slots=True)
class Calls:
    """`score` 0 to 100; `staff` and `category` any whole numbers; `day`: ordinal of the site's date.

    `traits`: name → 1 (yes), 0 (no), UNKNOWN for each call.
    """

    score: Floats
    staff: Ints
    category: Ints
    day: Ints
    traits: Mapping[str, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.score)

    def only(self, which: Bools) -> "Calls":
        """The calls where `which` is true."""
        traits = {name: trait[which] for name, trait in self.traits.items()}
        return Calls(self.score[which], self.staff[which], self.category[which], self.day[which], traits)


def codes(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Ints]:
    """The values that occur, sorted, and for each place the number of its value."""
    found, numbers = np.unique(values, return_inverse=True)
    return found, numbers.astype(np.int64)


def dummies(values: npt.NDArray[Any]) -> Floats:
    """A column of 0 and 1 for each value that occurs, in their order."""
    found, numbers = codes(values)
    columns = np.zeros((len(values), len(found)))
    columns[np.arange(len(values)), numbers] = 1.0
    return columns


def categories(values: Ints) -> Floats:
    """Columns of the categories against the commonest one; rare ones are one category."""
    found, numbers = codes(values)
    counts = np.bincount(numbers, minlength=len(found))
    merged = np.where(counts[numbers] < FEW, len(found), numbers)
    columns = dummies(merged)
    return np.delete(columns, int(columns.sum(0).argmax()), axis=1) if len(values) else columns


def standardised(values: Ints) -> Floats:
    """With mean 0 and spread 1; zeros where all are the same."""
    column = values.astype(np.float64)
    spread = float(column.std()) if len(column) else 0.0
    return (column - column.mean()) / spread if spread else np.zeros(len(column))
