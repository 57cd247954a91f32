"""Turns of a transcript, and whether one of a rulebook's phrases was said in them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

_RUNS = re.compile(r"[^\W_\u0250-\U0010ffff]+|[^\W\x00-\u024f]+")


class Turn(NamedTuple):
    """`by_staff`: else the caller's. Seconds as in Observed; None in a chat, which has no times."""

    by_staff: bool
    text: str
    from_s: float | None
    to_s: float | None


def turns_of(transcript: Mapping[str, Any], shift_s: float) -> tuple[Turn, ...] | None:
    """Return the turns in order, moved by `shift_s`; None when no word of staff is in it.

    A transcript without staff is more likely a channel that wasn't recognised than a silent operator.
    """
    turns = [
        Turn(
            turn["who"] == "staff",
            turn["text"],
            None if turn.get("from_s") is None else round(turn["from_s"] + shift_s, 3),
            None if turn.get("to_s") is None else round(turn["to_s"] + shift_s, 3),
        )
        for turn in transcript["turns"]
    ]
    if not any(turn.by_staff for turn in turns):
        return None
    if all(turn.from_s is not None for turn in turns):
        turns.sort(key=lambda turn: turn.from_s or 0.0)
    return tuple(turns)


def said(phrases: Sequence[str], turns: Iterable[Turn]) -> Turn | None:
    """Return the first turn that contains one of `phrases`; spaces, signs and letter size don't count."""
    found = _pattern(tuple(phrases))
    for turn in turns:
        if found.search(squeeze(turn.text)):
            return turn
    return None


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(squeeze(phrase)) for phrase in phrases) or r"(?!)")


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Keep what is spoken: Chinese run together, words of letters parted by single spaces with one around.

    So "对不起,让您 久等了" holds 让您久等了, and "by example" doesn't hold "bye".
    """
    runs = _RUNS.findall(text.lower())
    return "".join(run if run[0] > "\u024f" else f" {run} " for run in runs).replace("  ", " ")
