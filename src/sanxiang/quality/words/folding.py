"""The same words in one spelling: 简体, half width, small letters. One character in, one out: places hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

_DATA = files("sanxiang.quality.words") / "data"
_RUNS = re.compile(r"[^\W_\u0250-\U0010ffff]+|[^\W\x00-\u024f]+")


@cache
def _plain() -> Mapping[int, str]:
    """Characters that another one stands for: traditional, full width."""
    pairs = (_DATA / "traditional.txt").read_text(encoding="utf-8").strip()
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    return {ord(old): new for old, new in zip(pairs[::2], pairs[1::2], strict=True)} | wide


def _readings() -> Iterator[tuple[str, str]]:
    """Yield each syllable with its tone (zhi1) and the common characters that are read so."""
    for line in (_DATA / "sounds.txt").read_text(encoding="utf-8").splitlines():
        sound, chars = line.split(" ")
        yield sound, chars


@cache
def sounds() -> Mapping[str, str]:
    """A simplified character → all common characters that share one of its readings, tone included."""
    return _alike(_readings())


@cache
def sounds_of_any_tone() -> Mapping[str, str]:
    """The same whatever the tone: names and long words are heard in many spellings."""
    syllables: dict[str, str] = {}
    for sound, chars in _readings():
        syllables[sound[:-1]] = syllables.get(sound[:-1], "") + chars
    return _alike(syllables.items())


@cache
def syllables() -> Mapping[str, frozenset[str]]:
    """A simplified character → its readings without tones."""
    found: dict[str, set[str]] = {}
    for sound, chars in _readings():
        for one in chars:
            found.setdefault(one, set()).add(sound[:-1])
    return {one: frozenset(all_) for one, all_ in found.items()}


def _alike(read_so: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for _, chars in read_so:
        for one in chars:
            found.setdefault(one, set()).update(chars)
    return {one: "".join(sorted(same)) for one, same in found.items()}


def fold(text: str) -> str:
    """Return `text` in 简体, half width and small letters, of the same length."""
    small = text.lower()
    if len(small) != len(text):  # a few letters of other scripts grow
        small = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return small.translate(_plain())


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Keep what is spoken: Chinese run together, words of letters parted by single spaces with one around.

    So "对不起,讓您 久等了" holds 让您久等了, and "by example" doesn't hold "bye".
    """
    runs = _RUNS.findall(fold(text))
    return "".join(run if run[0] > "\u024f" else f" {run} " for run in runs).replace("  ", " ")


def origins(text: str) -> list[int]:
    """Return for each character of normal(text) where it stands in `text`; for a space, where it is cut."""
    return [place for _, place in _placed(fold(text))]


def _placed(folded: str) -> Iterator[tuple[str, int]]:
    last = ""
    for run in _RUNS.finditer(folded):
        letters = run[0][0] <= "\u024f"
        if letters and last != " ":
            yield " ", run.start()
        yield from zip(run[0], range(run.start(), run.end()), strict=True)
        last = run[0][-1]
        if letters:
            yield " ", run.end()
            last = " "
