"""Expressions that are never to be said, found in their variants and only where they are meant.

Variants: 繁體, full width, characters torn apart by spaces or signs, and characters of the same sound
(recognisers mishear, writers evade): at least three characters with the same tones, half of them as written;
from four characters on one may have another tone.
Homophones by the readings of the common characters, as pypinyin gives them.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sanxiang.quality.words.contexts import is_quoted, means
from sanxiang.quality.words.folding import fold, sounds, sounds_of_any_tone
from sanxiang.quality.words.lookup import Lookup, Pattern
from sanxiang.quality.words.matcher import Hit

LEAST = 3  # characters: shorter ones have too many innocent words of the same sound
_COMMA = "，,、：:—\n\r;；"
_STOP = "。.！!？?"


class Expression(NamedTuple):
    """One entry. `unless`: harmless inside one of these, or with one that doesn't hold it in the sentence."""

    key: str
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Found(NamedTuple):
    """Which entry, and where in the text."""

    key: str
    hit: Hit


class Spoken(NamedTuple):
    """A text with its signs folded (see contexts), and where each character of it stands in the text."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=4096)
def spoken(text: str) -> Spoken:
    """Fold signs: pauses become ",", ends of sentences ".", spaces part words of letters, the rest falls."""
    kept: list[tuple[str, int]] = []
    folded = fold(text)
    for at, one in enumerate(folded):
        sign = _sign(one, folded, at)
        if sign and not (sign == " " and (not kept or not _is_letter(kept[-1][0]))):
            kept.append((sign, at))
    return Spoken("".join(one for one, _ in kept), tuple(at for _, at in kept))


def _sign(one: str, text: str, at: int) -> str:
    if one in _COMMA:
        return ","
    if one in _STOP:
        torn = one == "." and text[at + 1 : at + 2] > "\u024f"  # 不.知.道
        return "" if torn else "."
    if one.isspace():
        return " " if _is_letter(text[at + 1 : at + 2]) else ""
    return one if one.isalnum() else ""


def _is_letter(one: str) -> bool:
    return one.isalnum() and one <= "\u024f"


class Forbidden:
    """All expressions of a rulebook, looked for in one pass."""

    def __init__(self, expressions: Iterable[Expression]) -> None:
        self._entries = [(entry, says) for entry in expressions for says in entry.says if spoken(says).text]
        self._entries.sort(key=lambda one: -len(one[1]))  # the longest says what was meant
        plain = [spoken(says).text for _, says in self._entries]
        self._same, self._sound = Lookup(map(_same, plain)), Lookup(map(_sound, plain))
        self._unless = {
            entry.key: tuple(spoken(one).text for one in entry.unless) for entry, _ in self._entries
        }

    def find(self, text: str, around: str = "") -> list[Found]:
        """Return what was said and meant, in order. `around`: all that was said in one go, if more."""
        plain = spoken(text)
        found = [(number, one, "same") for number, one in self._same.finditer(plain.text)]
        taken = [one.span() for _, one, _ in found]
        for number, one in self._sound.finditer(plain.text):
            if not any(one.start() < end and start < one.end() for start, end in taken):
                found.append((number, one, "sound"))
        whole = spoken(around).text if around else plain.text
        return sorted(
            (made for each in found if (made := self._judge(*each, text, plain, whole))),
            key=lambda made: made.hit.start,
        )

    def _judge(
        self, number: int, one: "re.Match[str]", how: str, text: str, plain: Spoken, around: str
    ) -> Found | None:
        entry, says = self._entries[number]
        start, end = plain.at[one.start()], plain.at[one.end() - 1] + 1
        if how == "sound" and not _is_near(one[0], spoken(says).text):
            return None
        if self._is_harmless(entry.key, one, plain.text) or is_quoted(text, start, end):
            return None
        if not means(plain.text, one.start(), one.end(), around):
            return None
        return Found(entry.key, Hit(says, start, end, how))

    def _is_harmless(self, key: str, one: "re.Match[str]", text: str) -> bool:
        return any(_covers(context, one, text) for context in self._unless[key])


def _covers(context: str, one: "re.Match[str]", text: str) -> bool:
    if one[0] in context:
        at = text.find(context, max(0, one.start() - len(context)))
        return 0 <= at <= one.start() and one.end() <= at + len(context)
    start = text.rfind(".", 0, one.start()) + 1
    end = text.find(".", one.end())
    return context in text[start : end if end >= 0 else None]


def _same(says: str) -> Pattern | None:
    """A pause that the expression has may be missing; one that it doesn't have parts two clauses."""
    bare = says.strip(",.")
    if not bare:
        return None
    pattern = "".join("[,.]?" if one in ",." else re.escape(one) for one in bare)
    edge = r"(?<![a-z0-9])" if _is_letter(bare[0]) else ""
    return Pattern(edge + pattern + (r"(?![a-z0-9])" if _is_letter(bare[-1]) else ""), bare[0])


def _sound(says: str) -> Pattern | None:
    """Each character by all that sound like it; None for expressions that are too short or no Chinese."""
    bare = says.strip(",.")
    known = sounds()
    like = known if len(bare.replace(",", "")) <= LEAST else sounds_of_any_tone()
    if sum(one in known for one in bare) < LEAST or any(one not in known and one not in ",." for one in bare):
        return None
    return Pattern("".join("[,.]?" if one in ",." else f"[{like[one]}]" for one in bare), like[bare[0]])


def _is_near(heard: str, says: str) -> bool:
    """Half of the characters must be as written: 不制倒 is another word, 不知到 is a slip."""
    heard, says = heard.replace(",", "").replace(".", ""), says.replace(",", "").replace(".", "")
    pairs = list(zip(heard, says, strict=False))
    same = sum(one == other for one, other in pairs)
    off_tone = sum(one not in sounds()[other] for one, other in pairs)
    return len(heard) == len(says) and 2 * same >= len(says) and off_tone <= 1
