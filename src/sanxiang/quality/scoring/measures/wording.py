"""What the measures of words share: whose turns, which places, whether the words are there at all."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, Span, not_applicable, say
from sanxiang.quality.scoring.measures.unseen import no_words
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.contexts import is_quoted, turns_round
from sanxiang.quality.words.matcher import Hit, matcher
from sanxiang.quality.words.speaking import spoken
from sanxiang.quality.words.turns import Turn, place
from sanxiang.rules.rulebook.model import Rulebook


def unjudged(seen: Observed) -> Judgement | None:
    """The verdict where there are no words to judge; None when there are."""
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    return no_words(seen) if seen.turns is None else None


def turns_of_call(seen: Observed) -> tuple[Turn, ...]:
    """The turns of a call that has them (see unjudged)."""
    return seen.turns or ()


def spans(turns: Iterable[Turn]) -> tuple[Span, ...]:
    """Where each turn is; a chat has no places."""
    return tuple(Span(*found) for turn in turns if (found := place(turn)) is not None)


def around(turns: Sequence[Turn]) -> tuple[Span, ...]:
    """One span from the first to the last of the turns."""
    each = spans(turns)
    return (Span(each[0].from_s, max(span.to_s for span in each)),) if each else ()


def span_of(turn: Turn, hit: Hit) -> tuple[Span, ...]:
    """Where the words of a hit are."""
    found = place(turn, hit.start, hit.end)
    return () if found is None else (Span(*found),)


def hits(book: Rulebook, name: str, turns: Iterable[Turn]) -> Iterator[tuple[Turn, Hit]]:
    """Yield the phrases of a list that stand in the turns and aren't quoted, negated or supposed."""
    words = matcher(book.phrases[name])
    for turn in turns:
        for hit in words.find(turn.text):
            if is_earnest(turn.text, hit):
                yield turn, hit


def is_earnest(text: str, hit: Hit) -> bool:
    """Whether the words are the speaker's own: not quoted, negated, reported or only supposed."""
    folded = spoken(text)
    return not (
        is_quoted(text, hit.start, hit.end) or turns_round(folded.text, bisect_left(folded.at, hit.start))
    )


def quoted(words: Iterable[str]) -> list[str]:
    """Each once, in quotation marks, in the order of their coming."""
    return [f"“{one}”" for one in dict.fromkeys(words)]
