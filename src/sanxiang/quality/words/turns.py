"""Turns of a transcript or a chat, in order, and which of them belong together."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple


class Word(NamedTuple):
    """One word as a recogniser heard it, with its seconds."""

    text: str
    from_s: float
    to_s: float


class Turn(NamedTuple):
    """`by_staff`: else the caller's. Seconds as in Observed; None in a chat, which has no times."""

    by_staff: bool
    text: str
    from_s: float | None
    to_s: float | None
    words: tuple[Word, ...] = ()


def turns_of(transcript: Mapping[str, Any], shift_s: float) -> tuple[Turn, ...] | None:
    """Return the turns in order, moved by `shift_s`; None when no word of staff is in it.

    A transcript without staff is more likely a channel that wasn't recognised than a silent operator.
    """
    turns = [_turn(turn, shift_s) for turn in transcript["turns"] if turn["text"].strip()]
    if not any(turn.by_staff for turn in turns):
        return None
    if all(turn.from_s is not None for turn in turns):
        turns.sort(key=lambda turn: turn.from_s or 0.0)
    return tuple(turns)


def _turn(turn: Mapping[str, Any], shift_s: float) -> Turn:
    return Turn(
        turn["who"] == "staff",
        turn["text"],
        _moved(turn.get("from_s"), shift_s),
        _moved(turn.get("to_s"), shift_s),
        tuple(
            Word(word, round(start + shift_s, 3), round(end + shift_s, 3))
            for word, start, end in turn.get("words") or ()
        ),
    )


def _moved(second: float | None, shift_s: float) -> float | None:
    return None if second is None else round(second + shift_s, 3)


def by_staff(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Yield what staff said."""
    return (turn for turn in turns if turn.by_staff)


def runs(turns: Iterable[Turn]) -> list[tuple[Turn, ...]]:
    """Put together what one party said before the other spoke: recognisers cut at every breath."""
    return [tuple(one) for _, one in groupby(turns, key=lambda turn: turn.by_staff)]


def opening(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Yield staff's turns from their first to the second time that the caller spoke after it."""
    heard, greeted = 0, False
    for run in runs(turns):
        greeted = greeted or run[0].by_staff
        heard += greeted and not run[0].by_staff
        if heard == 2:
            return
        yield from by_staff(run)


def place(turn: Turn, start: int = 0, end: int | None = None) -> tuple[float, float] | None:
    """Return from when to when characters `start` to `end` of a turn were said; None in a chat.

    Without the times of words, or where the words aren't those of the text, it is the whole turn.
    """
    if turn.from_s is None or turn.to_s is None:
        return None
    inside = (
        []
        if end is None
        else [word for word, at in _placed(turn) if at < end and at + len(word.text) > start]
    )
    return (inside[0].from_s, inside[-1].to_s) if inside else (turn.from_s, turn.to_s)


def _placed(turn: Turn) -> Iterator[tuple[Word, int]]:
    at = 0
    for word in turn.words:
        found = turn.text.find(word.text, at)
        if found >= 0:
            yield word, found
            at = found + len(word.text)
