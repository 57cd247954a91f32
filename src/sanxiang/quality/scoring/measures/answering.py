"""How soon the call was answered, and what a late answer opened with."""

from collections.abc import Iterator

from sanxiang.desk.contacts.cadence import rings
from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.audio.model import Analysis
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
from sanxiang.quality.scoring.measures.unseen import too_little
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.matcher import said
from sanxiang.quality.words.turns import Turn
from sanxiang.rules.rulebook.model import Clause, Rulebook

LATE_RECORDING_S = 0.5  # a greeting could be over before the recording began


def rings_to_answer(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Ring cycle (from 1, counted from `offered`) in which the call was answered; rings.

    Source: D01.5A, D28.3.1.1. The cycle is the line's own when the call carries it, else the profile's.
    Can't see: whether a telephone really rang, nor rings before the call was offered to us.
    """
    if seen.direction == "out":
        return not_applicable(say(_("去电不计铃响。")))
    count, limit = rings_heard(seen, book), clause.number("limit")
    if seen.answered:
        evidence = Span(seen.offered_s, 0.0)
        if count <= limit:
            return met(_in_time(count, clause), count, evidence)
        late = _("第 %(count)s 声才接起，应在第 %(limit)s 声之内。")
        return missed(say(late, count=count, limit=limit), count, evidence)
    if count <= limit:
        return not_applicable(say(_("对方在第 %(count)s 声时放弃，没有超过期限。"), count=count))
    return missed(say(_("响到第 %(count)s 声无人接听。"), count=count), count, Span(0.0, seen.end_s))


def _in_time(count: int, clause: Clause) -> Said:
    best = clause.pair("best")
    if best is None or best[0] <= count <= best[1]:
        return say(_("第 %(count)s 声接起。"), count=count)
    return say(
        _("第 %(count)s 声接起；第 %(low)s 至 %(high)s 声接最合适。"), count=count, low=best[0], high=best[1]
    )


def rings_heard(seen: Observed, book: Rulebook) -> int:
    """Return in which ring the waiting ended: by the answer, or by the end of an unanswered call."""
    wait_s = -seen.offered_s if seen.answered else seen.end_s
    return rings(wait_s, seen.cycle_s or book.cycle_s)


def late_answer_apology(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether an answer after ring `limit` opened with an apology, before the caller's second turn; rings.

    Source: D22.1. Words: phrases.apology. Can't see: an apology that the transcript misheard.
    """
    if not seen.answered or seen.direction == "out":
        return not_applicable(say(_("没有迟接。")))
    count, limit = rings_heard(seen, book), clause.number("limit")
    if count <= limit:
        return not_applicable(say(_("第 %(count)s 声接起，不用为迟接道歉。"), count=count))
    if seen.turns is None:
        text = say(_("第 %(count)s 声才接起；没有文字记录，看不出是否道歉。"), count=count)
        return not_observed(text, count)
    if said(book.phrases["apology"], _opening(seen.turns)):
        return met(say(_("第 %(count)s 声才接起，开口已道歉。"), count=count), count, _heard(seen.turns))
    return missed(say(_("第 %(count)s 声才接起，开口没有道歉。"), count=count), count, _heard(seen.turns))


def _opening(turns: tuple[Turn, ...]) -> Iterator[Turn]:
    """Yield what staff said before the caller spoke for the second time."""
    heard_caller = 0
    for turn in turns:
        heard_caller += not turn.by_staff
        if heard_caller == 2:
            return
        if turn.by_staff:
            yield turn


def _heard(turns: tuple[Turn, ...]) -> Span:
    """Return where the opening is: from the answer to the end of the last turn that counts."""
    return Span(0.0, max((turn.to_s or 0.0 for turn in _opening(turns)), default=0.0))


def greeting_delay(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Time from picking up to staff's first words; s.

    Source: D04.5(2); the limit is ours. Method: start of the first speech of staff's channel, within about
    0.1 s. Can't see: a greeting that was over before the recording began.
    """
    unseen = too_little(seen, 0.0)
    if unseen or seen.direction == "out":
        return unseen or not_applicable(say(_("去电不计开口时间。")))
    sound, began = seen.sound, seen.sound_from_s
    if sound is None or sound.greeting_s is None or began is None:
        return not_observed(say(_("不知道录音从哪一秒开始，看不出多久开口。")))
    seconds, limit = round(max(_first_words(sound), 0.0), 1), clause.number("limit")
    evidence = Span(0.0, max(seconds, 1.0))
    if seconds <= limit:
        return met(say(_("接起后 %(seconds)s 秒开口。"), seconds=seconds), seconds, evidence)
    if began > LATE_RECORDING_S:
        return not_observed(say(_("录音开始得晚，看不出多久开口。")))
    text = _("接起后 %(seconds)s 秒才开口，应在 %(limit)s 秒之内。")
    return missed(say(text, seconds=seconds, limit=limit), seconds, evidence)


def _first_words(sound: Analysis) -> float:
    """When staff is first heard after the answer; a recording may begin before it."""
    after = (max(one.from_s, 0.0) for one in sound.staff.speech if one.to_s > 0)
    first = sound.greeting_s or 0.0
    return first if first >= 0 else next(after, first)
