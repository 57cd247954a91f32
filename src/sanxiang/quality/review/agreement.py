"""Whether reviewers agree: Krippendorff's alpha for marks on a scale of equal steps (interval). Pure.

Source: K. Krippendorff, Content Analysis, 3rd ed. (2013), ch. 12, and "Computing Krippendorff's
Alpha-Reliability" (2011). alpha = 1 - observed / expected disagreement: 1 is full agreement, 0 is what
chance would give, below 0 is worse.
It can't see whether the reviewers are right, only whether they say the same.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff 2004: rely on .800 and above, only tentatively on .667
NO_PAIRS, NO_VARIATION = "no_pairs", "no_variation"

Marks = Sequence[float | None]


class Alpha(NamedTuple):
    """`value` None: undefined, and `why`. `units`: calls with at least two marks; `marks`: those marks."""

    value: float | None
    units: int
    marks: int
    why: str = ""

    @property
    def verdict(self) -> str:
        """reliable, tentative or poor; "" where it is undefined."""
        if self.value is None:
            return ""
        if self.value >= RELIABLE:
            return "reliable"
        return "tentative" if self.value >= TENTATIVE else "poor"


def alpha(units: Iterable[Marks]) -> Alpha:
    """Alpha of the marks that each unit (call) got; None is missing. Units with one mark say nothing."""
    pairable = [marks for unit in units if len(marks := [one for one in unit if one is not None]) > 1]
    every = [one for marks in pairable for one in marks]
    if not every:
        return Alpha(None, 0, 0, NO_PAIRS)
    if min(every) == max(every):
        return Alpha(None, len(pairable), len(every), NO_VARIATION)
    observed = sum(_disagreement(marks) / (len(marks) - 1) for marks in pairable) / len(every)
    expected = _disagreement(every) / (len(every) * (len(every) - 1))
    return Alpha(1 - observed / expected, len(pairable), len(every))


def _disagreement(marks: Sequence[float]) -> float:
    """The sum of the squared differences of all ordered pairs: 2 · (m · Σv² - (Σv)²)."""
    mean = sum(marks) / len(marks)
    return 2 * len(marks) * sum((one - mean) ** 2 for one in marks)
