"""What a score comes to without the findings that were lifted. The score itself is never rewritten. Pure."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from sanxiang.quality.review.sheet import rounded


class Counted(Protocol):
    """A finding, as far as it matters here: `of` is 0 where it doesn't count."""

    @property
    def clause(self) -> str: ...
    @property
    def points(self) -> Decimal: ...
    @property
    def of(self) -> Decimal: ...


def score_without(findings: Iterable[Counted], lifted: Collection[str]) -> Decimal | None:
    """100 · Σ points / Σ of over the findings that stand, one decimal; None when none is left."""
    standing = [one for one in findings if one.clause not in lifted]
    of = sum((Fraction(one.of) for one in standing), Fraction())
    got = sum((Fraction(one.points) for one in standing), Fraction())
    return rounded(100 * got / of) if of else None
