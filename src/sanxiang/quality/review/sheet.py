"""The review sheet and its arithmetic: marks of items into points, reviewers into one result. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from sanxiang.rules.rulebook.model import Clause, Rulebook
from sanxiang.rules.rulebook.vocabulary import ITEMS

Marks = Mapping[str, int | None]
"""Item → mark from 0 to the scale; None: this call gave nothing to judge it by."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the sheet with the clauses that say what to look for."""

    code: str
    clauses: tuple[Clause, ...]


def items_of(book: Rulebook) -> tuple[Item, ...]:
    """The items for which the rulebook has `person` clauses, in the sheet's order."""
    found: dict[str, list[Clause]] = {code: [] for code in ITEMS}
    for clause in book.clauses:
        if "person" in clause.kinds and clause.item in found:
            found[clause.item].append(clause)
    return tuple(Item(code, tuple(clauses)) for code, clauses in found.items() if clauses)


def missing(marks: Marks, items: Iterable[str]) -> list[str]:
    """The items that have neither a mark nor the word that nothing could be judged."""
    return [item for item in items if item not in marks]


def is_mark(value: object, scale: int) -> bool:
    """Whether `value` may stand on a sheet."""
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= scale)


def points(marks: Marks, scale: int) -> Fraction | None:
    """The mean of the marks in percent of the scale, exact; None where nothing was judged."""
    given = [mark for mark in marks.values() if mark is not None]
    return Fraction(100 * sum(given), scale * len(given)) if given else None


class Outcome(NamedTuple):
    """`average` and `spread` (highest less lowest) of the reviewers' points, 0.0 to 100.0."""

    average: Decimal | None
    spread: Decimal
    apart: bool


def outcome(sheets: Sequence[Marks], scale: int, limit: float) -> Outcome:
    """What the sheets of one call come to. `limit`: marks between reviewers beyond which they are `apart`."""
    given = [value for sheet in sheets if (value := points(sheet, scale)) is not None]
    if not given:
        return Outcome(None, Decimal("0.0"), False)
    spread = max(given) - min(given)
    beyond = spread > Fraction(str(limit)) * 100 / scale
    return Outcome(rounded(sum(given, Fraction()) / len(given)), rounded(spread), beyond)


def item_means(sheets: Sequence[Marks], items: Iterable[str], scale: int) -> dict[str, Decimal | None]:
    """The mean of each item in percent of the scale, over those who judged it."""
    means: dict[str, Decimal | None] = {}
    for item in items:
        given = [mark for sheet in sheets if (mark := sheet.get(item)) is not None]
        means[item] = rounded(Fraction(100 * sum(given), scale * len(given))) if given else None
    return means


def rounded(value: Fraction) -> Decimal:
    """One decimal, halves up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
