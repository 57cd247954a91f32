"""Many expressions looked for at once, as they are written or as they sound."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sanxiang.quality.words.folding import sounds, syllables
from sanxiang.quality.words.speaking import is_letter

LEAST = 3  # characters: shorter ones have too many innocent words of the same sound


class Place(NamedTuple):
    """Expression `number` from `start` to `end` of the searched text; `how`: "same" or "sound"."""

    number: int
    start: int
    end: int
    how: str


class Search:
    """`expressions` with their signs folded (see speaking). Their pauses may be missing in the text."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._written = [text.rstrip(",.") for text in expressions]
        self._by_signs: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._lettered: list[tuple[int, re.Pattern[str]]] = []
        longest = sorted(range(len(self._written)), key=lambda number: -len(self._written[number]))
        for number in longest:
            self._add(number, self._written[number])

    def _add(self, number: int, written: str) -> None:
        bare, known = _bare(written), syllables()
        if len(bare) < 2 or any(one not in known for one in bare):
            if bare:
                self._lettered.append((number, _pattern(written)))
            return
        self._by_signs[bare[:2]].append(number)
        if len(bare) >= LEAST:
            for key in _keys(bare[0], bare[1]):
                self._by_sound[key].append(number)

    def find(self, text: str) -> list[Place]:
        """All places, none over another; what is as written comes before what only sounds so."""
        found = _apart(self._written_in(text), [])
        return sorted(_apart(self._sounding_in(text), found), key=lambda place: place.start)

    def _written_in(self, text: str) -> Iterator[Place]:
        for at, pair in _pairs(text):
            for number in self._by_signs.get(pair, ()):
                end = _end(text, at, self._written[number])
                if end and all(one == other for one, other in _each(text[at:end], self._written[number])):
                    yield Place(number, at, end, "same")
        for number, pattern in self._lettered:
            for hit in pattern.finditer(text):
                yield Place(number, hit.start(), hit.end(), "same")

    def _sounding_in(self, text: str) -> Iterator[Place]:
        known = syllables()
        for at, pair in _pairs(text):
            if pair[0] in known and pair[1] in known:
                candidates = {n for key in _keys(*pair) for n in self._by_sound.get(key, ())}
                for number in sorted(candidates, key=lambda n: -len(self._written[n])):
                    end = _end(text, at, self._written[number])
                    if end and _is_near(text[at:end], self._written[number]):
                        yield Place(number, at, end, "sound")


def _bare(text: str) -> str:
    return text.replace(",", "").replace(".", "")


def _pattern(written: str) -> "re.Pattern[str]":
    inner = "".join("[,.]?" if one in ",." else re.escape(one) for one in written)
    edge = r"(?<![a-z0-9])" if is_letter(written[0]) else ""
    return re.compile(edge + inner + (r"(?![a-z0-9])" if is_letter(written[-1]) else ""))


def _pairs(text: str) -> Iterator[tuple[int, str]]:
    """Each character that isn't a sign, with the next one that isn't."""
    places = [at for at, one in enumerate(text) if one not in ",."]
    return ((at, text[at] + text[after]) for at, after in pairwise(places))


def _keys(one: str, other: str) -> Iterator[tuple[str, str]]:
    known = syllables()
    return ((a, b) for a in known[one] for b in known[other])


def _end(text: str, at: int, written: str) -> int:
    """Where the text is as long as the expression, with pauses only where that has them; 0: nowhere."""
    for one in written:
        is_pause = at < len(text) and text[at] in ",."
        if one in ",.":
            at += is_pause
        elif is_pause or at >= len(text):
            return 0
        else:
            at += 1
    return at


def _each(heard: str, written: str) -> Iterable[tuple[str, str]]:
    return zip(_bare(heard), _bare(written), strict=True)


def _is_near(heard: str, written: str) -> bool:
    """The same sounds, half of the characters as written; from four on one may have another tone."""
    pairs, known = list(_each(heard, written)), syllables()
    same = sum(one == other for one, other in pairs)
    if 2 * same < len(pairs) or same == len(pairs):
        return False
    off_tone = sum(one not in sounds()[other] for one, other in pairs)
    alike = all(not known[other].isdisjoint(known.get(one, frozenset())) for one, other in pairs)
    return alike and off_tone <= (len(pairs) > LEAST)


def _apart(places: Iterable[Place], taken: list[Place]) -> list[Place]:
    """Those that lie over none before them, the longest first."""
    for place in sorted(places, key=lambda one: one.start - one.end):
        if not any(place.start < one.end and one.start < place.end for one in taken):
            taken.append(place)
    return taken
