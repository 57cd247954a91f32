"""How a call was handed to a colleague, and what became of attempts that failed."""

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import (
    Judgement,
    Span,
    met,
    missed,
    not_applicable,
    not_observed,
    say,
)
from sanxiang.quality.scoring.observed import Attempt, Observed, Transfer
from sanxiang.quality.words.matcher import said
from sanxiang.rules.rulebook.model import Clause, Rulebook


def attended_transfer(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether the operator left each transfer only after both parties had spoken. No figure.

    Source: D01.9B. Signals show that the colleague had picked up; where the exchange listens (`heard`)
    both voices must be there. Can't see: from signals alone, whether caller and colleague really spoke.
    """
    if not seen.transfers:
        return not_applicable(say(_("没有转接。")))
    left = [one for one in seen.transfers if _is_left_early(one)]
    if left:
        blind = any(not one.attended for one in left)
        text = say(_("没有等接电人接起就转出。")) if blind else say(_("双方没有都说上话就转出。"))
        return missed(text, None, *(_handing(one) for one in left))
    unseen = [one for one in seen.transfers if one.spoke_s is None and one.heard is None]
    if unseen:
        return not_observed(say(_("看不出接电人是否接起。")), None, *(_handing(one) for one in unseen))
    return met(say(_("接电人接起后才转出。")), None, *(_handing(one) for one in seen.transfers))


def _is_left_early(transfer: Transfer) -> bool:
    heard = transfer.heard
    silent = heard is not None and not (heard.get("customer") and heard.get("target"))
    return not transfer.attended or silent


def _handing(transfer: Transfer) -> Span:
    return Span(transfer.at_s if transfer.spoke_s is None else transfer.spoke_s, transfer.at_s)


def failed_transfer(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether the operator came back to the caller with an apology after each failed attempt. No figure.

    Source: D01.9C; ours: a caller who hangs up within `grace` seconds gave no chance to come back, and the
    apology comes within `apology_within` seconds of the return. Words: phrases.apology. Can't see: the
    apology without times of what was said.
    """
    grace = clause.number("grace")
    attempts = [one for one in seen.attempts if not _is_given_up(one, grace)]
    if not attempts:
        return not_applicable(say(_("没有转接失败的情形。")))
    left = [one for one in attempts if one.back_s is None]
    if left:
        text = say(_("转接没有接通，没有先回到来电人这边。"))
        return missed(text, None, *(Span(one.failed_s, one.next_s) for one in left))
    return _apologies(seen, attempts, clause.number("apology_within"), book)


def _is_given_up(attempt: Attempt, grace: float) -> bool:
    gone = attempt.next_event == "hung_up" and attempt.next_by != "staff"
    return attempt.back_s is None and gone and attempt.next_s - attempt.failed_s <= grace


def _apologies(seen: Observed, attempts: list[Attempt], within: float, book: Rulebook) -> Judgement:
    windows = [Span(one.back_s or 0.0, round((one.back_s or 0.0) + within, 3)) for one in attempts]
    turns = seen.turns
    if turns is None or any(turn.from_s is None for turn in turns):
        return not_observed(say(_("转接没有接通，已回到来电人；看不出是否道歉。")), None, *windows)
    silent = [window for window in windows if not _has_apology(seen, window, book)]
    if silent:
        return missed(say(_("转接没有接通，回来后没有道歉。")), None, *silent)
    return met(say(_("转接没有接通，已回来道歉。")), None, *windows)


def _has_apology(seen: Observed, window: Span, book: Rulebook) -> bool:
    near = (
        turn
        for turn in seen.turns or ()
        if turn.by_staff and (turn.from_s or 0.0) <= window.to_s and (turn.to_s or 0.0) >= window.from_s
    )
    return said(book.phrases["apology"], near) is not None
