"""A text as it is spoken: signs folded to what they do, and where each character of it stands."""

from functools import lru_cache
from typing import NamedTuple

from sanxiang.quality.words.folding import fold

_COMMA = "，,、：:—\n\r;；"
_STOP = "。.！!？?"


class Spoken(NamedTuple):
    """`text`: pauses are ",", ends of sentences ".", spaces part words of letters; `at`: their places."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=4096)
def spoken(text: str) -> Spoken:
    """Fold signs; what is neither sign nor letter falls: 不*知*道 is 不知道."""
    kept: list[tuple[str, int]] = []
    folded = fold(text)
    for at, one in enumerate(folded):
        sign = one if one.isalnum() else _sign(one, folded, at)
        if sign and not (sign == " " and (not kept or not is_letter(kept[-1][0]))):
            kept.append((sign, at))
    return Spoken("".join(one for one, _ in kept), tuple(at for _, at in kept))


def _sign(one: str, text: str, at: int) -> str:
    if one in _COMMA:
        return ","
    if one in _STOP:
        torn = one == "." and text[at + 1 : at + 2] > "\u024f"  # 不.知.道
        return "" if torn else "."
    return " " if one.isspace() and is_letter(text[at + 1 : at + 2]) else ""


def is_letter(one: str) -> bool:
    """Of an alphabet, or a figure: words of these are parted by spaces."""
    return one.isalnum() and one <= "\u024f"
