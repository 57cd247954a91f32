"""How staff's voice sounded: how fast, how loud, how lively."""

from collections.abc import Callable, Iterable

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.audio.model import Turn
from sanxiang.quality.scoring.judgement import (
    Judgement,
    Said,
    Span,
    met,
    missed,
    not_observed,
    say,
)
from sanxiang.quality.scoring.measures.unseen import too_little
from sanxiang.quality.scoring.observed import Observed
from sanxiang.rules.rulebook.model import Clause, Rulebook

LONG_TURN_S = 2.0
EXAMPLES = 3


def speech_rate(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Staff's characters a minute with the pauses inside turns; chars/min (a syllable is a character).

    Source: D12, D15, D20; the band is ours (mainland telephone speech averages 180 so, Pellegrino 2004).
    Method: syllable nuclei (Pfau & Ruske 1998, Wang & Narayanan 2007), median error about 5 %. Can't see:
    digits read slowly on purpose; a call with less than 5 s of staff's speech isn't judged.
    """
    unseen = too_little(seen)
    rate = seen.sound.staff.rate if seen.sound else None
    if unseen or seen.sound is None or rate is None:
        return unseen or not_observed(say(_("客服员的话太少，量不出语速。")))
    low, high = clause.pair("limit") or (0, 0)
    aim = clause.figures.get("aim")
    value = round(rate, 1)
    turns = seen.sound.staff.turns
    if low <= value <= high:
        longest = _spans(_worst(turns, lambda turn: turn.to_s - turn.from_s)[:1])
        return met(say(_("语速每分钟 %(value)s 字。"), value=value), value, *longest)
    fast = value > high
    examples = _spans(_worst(turns, lambda turn: pace(turn) if fast else -pace(turn)))
    text = _("语速每分钟 %(value)s 字，太快，应在 %(low)s–%(high)s 字之间。")
    if not fast:
        text = _("语速每分钟 %(value)s 字，太慢，应在 %(low)s–%(high)s 字之间。")
    if fast and aim:
        text = _("语速每分钟 %(value)s 字，太快，应在 %(low)s–%(high)s 字之间，%(aim)s 字左右最合适。")
    return missed(say(text, value=value, low=low, high=high, aim=aim), value, *examples)


def pace(turn: Turn) -> float:
    """Characters a minute of one turn."""
    return 60 * turn.syllables / max(turn.to_s - turn.from_s, 0.1)


def loudness(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Staff's active speech level and its spread over the call; dB (dBov: 0 is full scale).

    Source: D12, D15, D17, D20; the figures are ours (ITU-T P.56, RFC 7874). Known error about 0.5 dB. Can't
    see: how loud it is at the caller's ear; gain of headset and line. A clipped recording isn't judged.
    """
    unseen = too_little(seen, 2.0)
    level = seen.sound.staff.level_dbov if seen.sound else None
    if unseen or seen.sound is None or level is None:
        return unseen or not_observed(say(_("客服员的话太少，量不出音量。")))
    voice, value = seen.sound.staff, round(level, 1)
    if "clipped" in voice.faults:
        return not_observed(say(_("录音削波失真，量不出音量。")))
    low, high = clause.pair("limit") or (-100, 0)
    if not low <= value <= high:
        quiet = value < low
        turns = _worst(voice.turns, lambda turn: -_level(turn) if quiet else _level(turn))
        return missed(_too(quiet, value, low, high), value, *_spans(turns))
    most, spread = clause.figures.get("spread"), voice.level_spread_db
    if isinstance(most, int | float) and spread is not None and round(spread, 1) > most:
        text = _("音量忽大忽小，相差 %(spread)s 分贝，应在 %(most)s 分贝之内。")
        turns = sorted((one for one in voice.turns if one.level_dbov is not None), key=_level)
        edges = _spans([turns[0], turns[-1]] if len(turns) > 1 else turns)
        return missed(say(text, spread=round(spread, 1), most=most), value, *edges)
    return met(say(_("音量 %(value)s dBov，平稳适中。"), value=value), value)


def _too(quiet: bool, value: float, low: float, high: float) -> Said:
    text = _("声音太大：%(value)s dBov，应在 %(low)s 到 %(high)s 之间。")
    if quiet:
        text = _("声音太小：%(value)s dBov，应在 %(low)s 到 %(high)s 之间；请把话筒放近些。")
    return say(text, value=value, low=low, high=high)


def _level(turn: Turn) -> float:
    return turn.level_dbov if turn.level_dbov is not None else -30.0


def pitch_variation(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How far staff's pitch moves: P90 − P10; st (semitones).

    Source: D01.8C, D12, D17; the figure is ours. Tones of Mandarin widen it: compare a person with their own
    earlier calls. Can't see: warmth; a call with less than 5 s of staff's speech isn't judged.
    """
    unseen = too_little(seen)
    found = seen.sound.staff.pitch_range_st if seen.sound else None
    if unseen or seen.sound is None or found is None:
        return unseen or not_observed(say(_("客服员的话太少，听不出语调起伏。")))
    value, least = round(found, 1), clause.number("least")
    if value >= least:
        return met(say(_("语调起伏 %(value)s 个半音。"), value=value), value)
    text = say(_("语调平：起伏只有 %(value)s 个半音，应不少于 %(least)s 个。"), value=value, least=least)
    longest = _worst(seen.sound.staff.turns, lambda turn: turn.to_s - turn.from_s)
    return missed(text, value, *_spans(longest))


def _worst(turns: Iterable[Turn], how_bad: Callable[[Turn], float]) -> list[Turn]:
    """The turns that show it best, in order of time."""
    long = [turn for turn in turns if turn.to_s - turn.from_s >= LONG_TURN_S] or list(turns)
    picked = sorted(long, key=how_bad, reverse=True)[:EXAMPLES]
    return sorted(picked, key=lambda turn: turn.from_s)


def _spans(turns: Iterable[Turn]) -> list[Span]:
    return [Span(round(turn.from_s, 3), round(turn.to_s, 3)) for turn in turns]
