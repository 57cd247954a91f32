"""What was said, turn by turn, with what the findings of words are about marked in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sanxiang.quality.scoring.marks import Word, forbidden_in
from sanxiang.quality.words.turns import Turn
from sanxiang.web.pages.register_course import length_of
from sanxiang.web.pages.register_words import clock_of
from sanxiang.web.said import said

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.web.pages.register_findings import Judged, Result

FORBIDDEN = "forbidden_words"
NEAR_S = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn's text; `better`: what to say instead, "" where it is fine."""

    text: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """One turn. `file_s`: seconds into the recording, None where it can't be heard. `missed`: findings."""

    ours: bool
    pieces: list[Piece]
    file_s: float | None
    missed: "list[Judged]"

    @property
    def file_clock(self) -> str:
        return clock_of(self.file_s)


def said_of(row: "Contact", result: "Result | None") -> list[SaidTurn]:
    """The turns of the transcript; its times are those of the recording."""
    kept, transcript = getattr(row, "recording", None), getattr(row, "transcript", None)
    if transcript is None:
        return []
    heard = length_of(kept) if kept is not None else 0.0
    turns = [_turn(one) for one in transcript.content.get("turns", [])]
    words = _words(turns, result)
    return [
        SaidTurn(
            ours=turn.by_staff,
            pieces=_pieces(turn.text, words.get(place, [])),
            file_s=turn.from_s if turn.from_s is not None and turn.from_s < heard else None,
            missed=_missed(turn, result),
        )
        for place, turn in enumerate(turns)
    ]


def _turn(one: Mapping[str, Any]) -> Turn:
    return Turn(one["who"] == "staff", one["text"], one.get("from_s"), one.get("to_s"))


def _words(turns: Sequence[Turn], result: "Result | None") -> Mapping[int, list[Word]]:
    """Nothing is marked where the rulebook has that clause switched off."""
    asked = result is not None and any(one.measure == FORBIDDEN for one in result.book.clauses)
    return forbidden_in(turns, result.book) if result is not None and asked else {}


def _pieces(text: str, words: Sequence[Word]) -> list[Piece]:
    apart = [
        word for word, after in pairwise([*words, None]) if word and not (after and after.start < word.end)
    ]
    pieces, last = [], 0
    for word in apart:
        pieces += [Piece(text[last : word.start]), Piece(text[word.start : word.end], said(word.better))]
        last = word.end
    return [piece for piece in [*pieces, Piece(text[last:])] if piece.text]


def _missed(turn: Turn, result: "Result | None") -> "list[Judged]":
    """The clauses of words that were missed in this very turn."""
    if result is None or not turn.by_staff or turn.from_s is None or turn.to_s is None:
        return []
    from_s, to_s = turn.from_s, turn.to_s
    return [
        one
        for one in result.missed
        if "text" in one.kind
        and any(
            spot.from_s is not None
            and spot.to_s is not None
            and from_s - NEAR_S <= spot.from_s
            and spot.to_s <= to_s + NEAR_S
            for spot in one.spots
        )
    ]
