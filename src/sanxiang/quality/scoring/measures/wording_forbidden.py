"""Expressions that are never to be used, and what to say instead."""

from collections.abc import Iterator
from functools import lru_cache

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, Said, met, missed
from sanxiang.quality.scoring.measures.wording import quoted, span_of, turns_of_call, unjudged
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.forbidden import Expression, Forbidden, Found
from sanxiang.quality.words.turns import Turn, runs
from sanxiang.rules.rulebook.model import Clause, Rulebook
from sanxiang.rules.rulebook.model import Forbidden as Entry


def forbidden_words(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How often staff used one of the rulebook's `forbidden` in earnest; times. Over `limit`: missed.

    Source: D01.8, D01.10, D20.3.12, D25. Homophones, 繁體 and torn-apart spellings count; negated, quoted,
    reported and supposed use doesn't, nor does what helps the caller on (see words.contexts). Found on
    labelled sentences: see the tests of quality/words. Can't see: rudeness in other words, or in the tone.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    found = list(_found(seen, finder(book.forbidden)))
    if len(found) <= clause.number("limit"):
        return met(Said(_("没有用服务忌语。")) if not found else _told(found, book), len(found))
    places = [span for turn, one in found for span in span_of(turn, one.hit)]
    return missed(_told(found, book), len(found), *places)


@lru_cache(maxsize=8)
def finder(entries: tuple[Entry, ...]) -> Forbidden:
    """What looks for all expressions of a rulebook, made once."""
    return Forbidden(Expression(one.id, one.says, one.unless) for one in entries)


def _found(seen: Observed, expressions: Forbidden) -> Iterator[tuple[Turn, Found]]:
    for go in runs(turns_of_call(seen)):
        if go[0].by_staff:
            whole = "。".join(turn.text for turn in go)
            for turn in go:
                yield from ((turn, one) for one in expressions.find(turn.text, whole))


def _told(found: list[tuple[Turn, Found]], book: Rulebook) -> Said:
    better = {one.id: one.better for one in book.forbidden}
    instead = [
        better[one.key].pick("zh" if any(sign > "\u024f" for sign in one.hit.phrase) else "en")
        for _turn, one in found
    ]
    words = quoted(turn.text[one.hit.start : one.hit.end] for turn, one in found)
    return Said(
        _("用了服务忌语：%(words)s。可以说：%(better)s。"), {"words": words, "better": quoted(instead)}
    )
