"""How long the call lasted, who ended it, and what followed when it broke off."""

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
from sanxiang.quality.scoring.measures.hush import SLACK_S, is_heard
from sanxiang.quality.scoring.observed import HangUp, Observed
from sanxiang.quality.words.matcher import said
from sanxiang.rules.rulebook.model import Clause, Rulebook


def call_length(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Time from the answer to the hang-up; s.

    Source: D11.11, D22.3. Can't see: whether the matter was simple; the clause's `exempt` categories say.
    """
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    seconds, limit = seen.end_s, clause.number("limit")
    if seconds <= limit:
        return met(say(_("通话 %(seconds)s 秒。"), seconds=seconds), seconds, Span(0.0, seconds))
    text = say(_("通话 %(seconds)s 秒，超过 %(limit)s 秒。"), seconds=seconds, limit=limit)
    return missed(text, seconds, Span(float(limit), seconds))


def who_hung_up(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Who ended the call; the value is the caller's silence (s) when staff did and it can be seen.

    Source: D01.5H, D28; the exception is ours: after a goodbye of staff and `limit` seconds of a silent
    caller the operator may hang up. Words: phrases.closing; without a transcript staff's last words in the
    recording count as the goodbye. Can't see: the exception with neither times of words nor sound.
    """
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    hang_up = seen.hang_up
    if hang_up is None:
        return not_observed(say(_("没有记录是谁挂机。")))
    at = Span(hang_up.at_s, hang_up.at_s)
    if hang_up.by == "customer":
        return met(say(_("对方先挂机。")), None, at)
    if hang_up.by == "system":
        return not_applicable(say(_("线路中断，不是有人挂机。")))
    limit, silence = clause.number("limit"), _silence(seen, hang_up, book)
    if silence is not None and silence >= limit:
        text = say(_("道别后对方 %(silence)s 秒没有挂机也没有说话，客服员才挂机。"), silence=silence)
        return met(text, silence, Span(round(hang_up.at_s - silence, 3), hang_up.at_s))
    return missed(say(_("客服员先挂机。")), silence, at)


def _silence(seen: Observed, hang_up: HangUp, book: Rulebook) -> float | None:
    """Return how long the caller was silent after staff's goodbye; None when that can't be seen."""
    turns = seen.turns
    if turns is None:
        return _silence_heard(seen, hang_up)
    goodbye = said(book.phrases["closing"], (turn for turn in turns if turn.by_staff))
    if goodbye is None:
        return None
    if goodbye.to_s is None or any(turn.to_s is None for turn in turns):
        return _silence_heard(seen, hang_up)
    caller = max((turn.to_s for turn in turns if not turn.by_staff and turn.to_s is not None), default=0.0)
    return max(0.0, round(hang_up.at_s - max(goodbye.to_s, caller), 3))


def _silence_heard(seen: Observed, hang_up: HangUp) -> float | None:
    """Return how long nobody was heard before staff hung up."""
    sound, until = seen.sound, seen.sound_to_s
    if sound is None or until is None or not is_heard(seen) or until < hang_up.at_s - SLACK_S:
        return None
    last = max((one.to_s for one in (*sound.staff.speech, *sound.customer.speech)), default=0.0)
    return max(0.0, round(hang_up.at_s - last, 1))


def ring_back(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Time from a call that broke off until the desk rang back; s.

    Source: D21-I.4.3; the figure is ours. Needs the later call: on one call alone it is not observed.
    """
    if not seen.answered or seen.hang_up is None or seen.hang_up.by != "system":
        return not_applicable(say(_("通话没有中断。")))
    at = Span(seen.hang_up.at_s, seen.hang_up.at_s)
    seconds, limit = seen.rung_back_s, clause.number("limit")
    if seconds is None:
        return not_observed(say(_("通话中断；这一通里看不出是否回拨。")), None, at)
    if seconds <= limit:
        return met(say(_("通话中断后 %(seconds)s 秒回拨。"), seconds=seconds), seconds, at)
    text = say(_("通话中断后 %(seconds)s 秒才回拨，应在 %(limit)s 秒之内。"), seconds=seconds, limit=limit)
    return missed(text, seconds, at)
