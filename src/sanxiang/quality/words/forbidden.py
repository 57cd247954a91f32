"""Expressions that are never to be said, found in their variants and only where they are meant.

Variants: 繁體, full width, characters torn apart by spaces or signs, and characters of the same sound
(recognisers mishear, writers evade): see searching. Homophones by the readings of the common characters, as
pypinyin gives them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sanxiang.quality.words.contexts import is_quoted, means
from sanxiang.quality.words.matcher import Hit
from sanxiang.quality.words.searching import Place, Search
from sanxiang.quality.words.speaking import spoken


class Expression(NamedTuple):
    """One entry. `unless`: harmless inside one of these, or with one that doesn't hold it in the sentence."""

    key: str
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Found(NamedTuple):
    """Which entry, and where in the text."""

    key: str
    hit: Hit


class Forbidden:
    """All expressions of a rulebook, looked for in one pass."""

    def __init__(self, expressions: Iterable[Expression]) -> None:
        known = list(expressions)
        self._entries = [(entry.key, says) for entry in known for says in entry.says]
        self._search = Search([spoken(says).text for _key, says in self._entries])
        self._unless = {one.key: tuple(spoken(context).text for context in one.unless) for one in known}

    def find(self, text: str, around: str = "") -> list[Found]:
        """Return what was said and meant, in order. `around`: all that was said in one go, if more."""
        places = self._search.find(spoken(text).text)
        whole = spoken(around).text if around and places else ""
        return [self._found(place, text) for place in places if self._is_meant(place, text, whole)]

    def _found(self, place: Place, text: str) -> Found:
        key, says = self._entries[place.number]
        return Found(key, Hit(says, *_within(place, text), place.how))

    def _is_meant(self, place: Place, text: str, around: str) -> bool:
        plain, unless = spoken(text).text, self._unless[self._entries[place.number][0]]
        if any(_covers(context, place, plain) for context in unless):
            return False
        return not is_quoted(text, *_within(place, text)) and means(plain, place.start, place.end, around)


def _within(place: Place, text: str) -> tuple[int, int]:
    at = spoken(text).at
    return at[place.start], at[place.end - 1] + 1


def _covers(context: str, place: Place, text: str) -> bool:
    """Whether a context lies over the place, or, where it doesn't hold the words, stands in the sentence."""
    words = text[place.start : place.end]
    if words in context:
        at = text.find(context, max(0, place.start - len(context)))
        return 0 <= at <= place.start and place.end <= at + len(context)
    start, end = text.rfind(".", 0, place.start) + 1, text.find(".", place.end)
    return context in text[start : end if end >= 0 else None]
