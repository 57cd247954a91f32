"""What was written down: category, confirmation, message."""

from collections.abc import Mapping
from typing import Any

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import (
    Judgement,
    Said,
    Span,
    met,
    missed,
    not_applicable,
    not_observed,
    say,
)
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.matcher import said
from sanxiang.rules.rulebook.model import Clause, Rulebook

PARTS = {
    "who": _("何人"),
    "when": _("何时"),
    "where": _("何地"),
    "what": _("何事"),
    "why": _("何因"),
    "how": _("如何办"),
}


def classified(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether the row has a category of the profile's tree. No figure.

    Source: D28.3.3. Can't see: whether it is the right one.
    """
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    if seen.category in book.categories:
        return met(say(_("已选定类别。")))
    if seen.category:
        return lacking(seen, say(_("类别“%(code)s”不在类别表里。"), code=seen.category))
    return lacking(seen, say(_("没有登记。")) if seen.record is None else say(_("没有选类别。")))


def restated(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether what was recorded was said back: ticked in the row, and heard in the transcript. No figure.

    Source: D01.5E, D04.5(3)3. Words: phrases.restating. Can't see: whether the caller agreed.
    """
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    if seen.record is None:
        return lacking(seen, say(_("没有登记。")))
    if not seen.record.get("restated"):
        return lacking(seen, say(_("登记里没有“已复述”。")))
    if seen.turns is None:
        return not_observed(say(_("登记为已复述；没有文字记录，听不出是否说了。")))
    turn = said(book.phrases["restating"], (turn for turn in seen.turns if turn.by_staff))
    if turn is None:
        return missed(say(_("登记为已复述，通话里没有复述的话。")))
    return met(say(_("已复述。")), None, *_place(turn.from_s, turn.to_s))


def message_parts(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether a message that was taken has all of who, when, where, what, why, how. No figure.

    Source: D21-I.3.5 (5W1H). Can't see: a message that was never written down.
    """
    message = seen.record.get("message") if seen.record else None
    if message is None:
        return not_applicable(say(_("没有留言。")))
    missing = [title for name, title in PARTS.items() if not _is_filled(message, name)]
    if not missing:
        return met(say(_("留言六要素齐全。")))
    return lacking(seen, Said(_("留言缺少：%(parts)s。"), {"parts": missing}))


def _is_filled(message: Mapping[str, Any], part: str) -> bool:
    value = message.get(part)
    return bool(value.strip()) if isinstance(value, str) else value is not None


def lacking(seen: Observed, text: Said) -> Judgement:
    """A gap in the row is a miss, unless there never was a register or the row may still be written."""
    if seen.record is None and not seen.has_register:
        return not_observed(say(_("导入的通话，本来没有登记。")))
    if seen.register_open:
        return not_observed(say(_("登记还没有结束。")))
    return missed(text)


def _place(from_s: float | None, to_s: float | None) -> tuple[Span, ...]:
    return () if from_s is None or to_s is None else (Span(from_s, to_s),)
