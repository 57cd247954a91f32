"""Where in what staff said an expression stands that is never to be used, and what to say instead. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sanxiang.quality.scoring.measures.wording_forbidden import finder
from sanxiang.quality.words.turns import Turn, runs
from sanxiang.rules.rulebook.model import Rulebook, Text


class Word(NamedTuple):
    """From character `start` to `end` of a turn's text."""

    start: int
    end: int
    better: Text


def forbidden_in(turns: Sequence[Turn], book: Rulebook) -> Mapping[int, list[Word]]:
    """Place of the turn → what in it is never to be said, in the order of the text."""
    expressions = finder(book.forbidden)
    better = {one.id: one.better for one in book.forbidden}
    found: dict[int, list[Word]] = {}
    place = 0
    for go in runs(turns):
        whole = "。".join(turn.text for turn in go)
        for turn in go:
            hits = expressions.find(turn.text, whole) if turn.by_staff else ()
            words = [Word(one.hit.start, one.hit.end, better[one.key]) for one in hits]
            if words:
                found[place] = sorted(words)
            place += 1
    return found
