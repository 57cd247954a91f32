"""Many patterns looked for at once: only those are tried whose first character stands there."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple


class Pattern(NamedTuple):
    """`begins`: every character that it can begin with."""

    regex: str
    begins: str


class Lookup:
    """Finds what one alternation of the patterns would find, without trying each of them everywhere.

    At a place the first in order wins; what is found doesn't overlap.
    """

    def __init__(self, patterns: Iterable[Pattern | None]) -> None:
        """A None keeps its number and is never found."""
        self._at: dict[str, list[tuple[int, str]]] = {}
        for number, pattern in enumerate(patterns):
            if pattern is not None:
                for sign in dict.fromkeys(pattern.begins):
                    self._at.setdefault(sign, []).append((number, pattern.regex))

    def finditer(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the pattern's number with each match, from left to right."""
        at = 0
        while at < len(text):
            found = self._match(text, at)
            if found is not None:
                yield found
            at = max(found[1].end(), at + 1) if found is not None else at + 1

    def _match(self, text: str, at: int) -> tuple[int, re.Match[str]] | None:
        for number, regex in self._at.get(text[at], ()):
            found = _compiled(regex).match(text, at)
            if found is not None:
                return number, found
        return None


@lru_cache(maxsize=8192)
def _compiled(regex: str) -> re.Pattern[str]:
    """Made when it is first tried: most expressions are never near to what was said."""
    return re.compile(regex)
