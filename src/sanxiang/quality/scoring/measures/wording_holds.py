"""What was said around a hold: why before it, an apology or thanks after it."""

from collections.abc import Sequence

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
from sanxiang.quality.scoring.measures.wording import turns_of_call, unjudged
from sanxiang.quality.scoring.observed import Observed, Stretch
from sanxiang.quality.words.matcher import said
from sanxiang.quality.words.turns import Turn, by_staff
from sanxiang.rules.rulebook.model import Clause, Rulebook

TURNS = 3  # of staff, before and after the hold
SLIP_S = 1.5  # a recogniser's times and the key that was pressed may differ by so much


def hold_words(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether each hold by staff of `least` seconds was announced before and excused or thanked for after; s.

    Source: D21-I.3.4(3), D25, D20.3.8. Before: phrases.waiting in staff's last turns; after: phrases.apology
    or phrases.thanks in the first; with `within`, not further off than that many seconds. A hold that ends
    in a transfer or with the call has no after. Value: the longest hold. Can't see: whether the caller
    agreed.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    holds = [hold for hold in seen.holds if hold.seconds >= float(clause.figures.get("least", 1))]  # type: ignore[arg-type]
    if not holds:
        return not_applicable(say(_("没有请对方等候。")))
    turns = tuple(by_staff(turns_of_call(seen)))
    longest = max(hold.seconds for hold in holds)
    places = [Span(hold.from_s, hold.to_s) for hold in holds]
    if any(turn.from_s is None for turn in turns):
        return not_observed(say(_("文字记录没有时间，看不出等候前后说了什么。")), longest, *places)
    bare = [hold for hold in holds if not _is_announced(hold, turns, clause, book)]
    rude = [hold for hold in holds if not _is_excused(hold, seen, turns, clause, book)]
    if not bare and not rude:
        return met(say(_("等候前有说明，等候后有致歉或致谢。")), longest, *places)
    parts = [*([_("等候前说明原因")] if bare else []), *([_("等候后致歉或致谢")] if rude else [])]
    left = [Span(hold.from_s, hold.to_s) for hold in holds if hold in bare or hold in rude]
    return missed(Said(_("没有：%(parts)s。"), {"parts": parts}), longest, *left)


def _is_announced(hold: Stretch, turns: Sequence[Turn], clause: Clause, book: Rulebook) -> bool:
    before = [turn for turn in turns if (turn.from_s or 0.0) <= hold.from_s + SLIP_S]
    reach = _within(clause)
    near = [turn for turn in before[-TURNS:] if (turn.to_s or 0.0) >= hold.from_s - reach]
    return said(book.phrases["waiting"], near) is not None


def _is_excused(hold: Stretch, seen: Observed, turns: Sequence[Turn], clause: Clause, book: Rulebook) -> bool:
    gone = any(abs(one.at_s - hold.to_s) <= SLIP_S for one in seen.transfers)
    after = [turn for turn in turns if (turn.to_s or 0.0) >= hold.to_s - SLIP_S]
    if gone or not hold.came_back or not after:
        return True
    near = [turn for turn in after[:TURNS] if (turn.from_s or 0.0) <= hold.to_s + _within(clause)]
    return said((*book.phrases["apology"], *book.phrases["thanks"]), near) is not None


def _within(clause: Clause) -> float:
    value = clause.figures.get("within")
    return float("inf") if value is None or isinstance(value, tuple) else float(value)
