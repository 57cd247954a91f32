"""Finding phrases in what was said, whatever the spelling."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from sanxiang.quality.words.folding import normal, origins
from sanxiang.quality.words.turns import Turn


class Hit(NamedTuple):
    """`phrase` as the list writes it; `start`, `end`: where in the text; `how`: "same" or "sound"."""

    phrase: str
    start: int
    end: int
    how: str = "same"


class Matcher:
    """A plain list of phrases: 繁體, width, spaces, signs and letter size don't count."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._written = {normal(phrase): phrase for phrase in phrases if normal(phrase)}
        # The longest first: 谢谢您的电话 is one thanks, not two.
        longest = sorted(self._written, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def holds(self, text: str) -> bool:
        """Whether any phrase is in `text`."""
        return self._pattern.search(normal(text)) is not None

    def find(self, text: str) -> list[Hit]:
        """Return the phrases in `text`, in order, none over another."""
        found = list(self._pattern.finditer(normal(text)))
        if not found:
            return []
        at = origins(text)
        return [Hit(self._written[one[0]], *_within(one, at)) for one in found]


def _within(found: re.Match[str], at: Sequence[int]) -> tuple[int, int]:
    """Without the spaces around: they stand for the edges of words."""
    inner = found[0].strip()
    start = found.start() + found[0].index(inner)
    return at[start], at[start + len(inner) - 1] + 1


@lru_cache(maxsize=512)
def matcher(phrases: tuple[str, ...]) -> Matcher:
    """The matcher of a list, made once."""
    return Matcher(phrases)


def said(phrases: Sequence[str], turns: Iterable[Turn]) -> Turn | None:
    """Return the first turn that contains one of `phrases`."""
    words = matcher(tuple(phrases))
    return next((turn for turn in turns if words.holds(turn.text)), None)
