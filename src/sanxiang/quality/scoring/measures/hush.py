"""Stretches in which the caller hears nothing, by the sound of the call."""

from collections.abc import Iterable

from sanxiang.quality.audio.model import Span as Heard
from sanxiang.quality.audio.model import gaps_in
from sanxiang.quality.scoring.observed import Observed, Stretch

SLACK_S = 2.0  # a recording may end so much before the call does


def is_heard(seen: Observed) -> bool:
    """Whether the sound tells both parties' silence, at times that are known."""
    sound = seen.sound
    return sound is not None and seen.sound_from_s is not None and "silent_customer" not in sound.faults


def wordless(seen: Observed, hold: Stretch) -> list[Stretch]:
    """The stretches of a hold without a word of staff; the whole hold where the sound can't tell.

    What staff says while it consults a colleague is not for the caller.
    """
    sound, until = seen.sound, seen.sound_to_s
    blind = sound is None or seen.sound_from_s is None or until is None
    if blind or hold.from_s < (seen.sound_from_s or 0.0) or hold.to_s > (until or 0.0) + SLACK_S:
        return [hold]
    if sound is None or any(one.from_s < hold.to_s and one.to_s > hold.from_s for one in seen.consults):
        return [hold]
    gaps = gaps_in(sound.staff, Heard(hold.from_s, hold.to_s))
    return [Stretch(round(gap.from_s, 3), round(gap.to_s, 3), hold.came_back) for gap in gaps]


def hushes(seen: Observed) -> list[Stretch]:
    """What nobody fills between the answer and the end, longest silences included; see longest_silence."""
    sound, from_s, until = seen.sound, seen.sound_from_s, seen.sound_to_s
    if sound is None or from_s is None or until is None:
        return []
    begin, end = max(0.0, from_s), min(seen.end_s, until)
    for_caller = [(one.from_s, one.to_s) for one in sound.staff.speech if not _is_unheard(seen, one)]
    filled = for_caller + [(one.from_s, one.to_s) for one in sound.customer.speech]
    waiting = [*seen.mutes, *seen.holds]
    busy = [one for one in seen.consults if not _is_within(one.from_s, one.to_s, waiting)]
    found = _between(sorted(filled + [(one.from_s, one.to_s) for one in busy]), begin, end)
    last = max((to_s for _, to_s in filled), default=0.0)
    if found and found[-1].to_s == end and any(to_s == last for _, to_s in for_caller):
        found = found[:-1]  # staff has said goodbye and waits for the caller to hang up
    return found + [one for one in waiting if one.to_s > end + SLACK_S]


def _is_unheard(seen: Observed, speech: Heard) -> bool:
    """Whether staff's words didn't reach the caller: muted, or said to a colleague."""
    return _is_within(speech.from_s, speech.to_s, [*seen.mutes, *seen.consults])


def _is_within(from_s: float, to_s: float, stretches: Iterable[Stretch]) -> bool:
    return any(one.from_s <= from_s and to_s <= one.to_s for one in stretches)


def _between(filled: list[tuple[float, float]], begin: float, end: float) -> list[Stretch]:
    found, quiet_from = [], begin
    if begin >= end:
        return []
    for from_s, to_s in filled:
        if from_s > quiet_from:
            found.append(Stretch(round(quiet_from, 3), round(min(from_s, end), 3), True))
        quiet_from = max(quiet_from, to_s)
        if quiet_from >= end:
            return found
    return [*found, Stretch(round(quiet_from, 3), round(end, 3), True)]
