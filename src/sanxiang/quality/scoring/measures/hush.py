"""Stretches in which the caller hears nothing, by the sound of the call."""

from collections.abc import Iterable

from sanxiang.quality.audio.model import Span as Heard
from sanxiang.quality.audio.model import gaps_in
from sanxiang.quality.scoring.observed import Observed, Stretch

SLACK_S = 2.0  # a recording may end so much before the call does
SLOWEST_S = 1.0  # a character of a turn; a longer turn holds a pause, and its times prove nothing


def is_heard(seen: Observed) -> bool:
    """Whether the sound tells both parties' silence, at known times, unless words speak against it."""
    sound = seen.sound
    return (
        sound is not None
        and seen.transcript_fault != "disagrees"
        and seen.sound_from_s is not None
        and "silent_customer" not in sound.faults
    )


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
    ours = [*sound.staff.speech, *_words(seen, by_staff=True)]
    for_caller = [(one.from_s, one.to_s) for one in ours if not _is_unheard(seen, one)]
    theirs = [*sound.customer.speech, *_words(seen, by_staff=False)]
    filled = for_caller + [(one.from_s, one.to_s) for one in theirs]
    waiting = [*seen.mutes, *seen.holds]
    busy = [one for one in seen.consults if not _is_within(one.from_s, one.to_s, waiting)]
    found = _between(sorted(filled + [(one.from_s, one.to_s) for one in busy]), begin, end)
    last = max((to_s for _, to_s in filled), default=0.0)
    if found and found[-1].to_s == end and any(to_s == last for _, to_s in for_caller):
        found = found[:-1]  # staff has said goodbye and waits for the caller to hang up
    return found + [one for one in waiting if one.to_s > end + SLACK_S]


def _words(seen: Observed, *, by_staff: bool) -> list[Heard]:
    """Where the transcript has words: what the ears took for music or noise is no silence then."""
    return [
        Heard(turn.from_s, turn.to_s)
        for turn in seen.turns or ()
        if turn.by_staff == by_staff
        and turn.from_s is not None
        and turn.to_s is not None
        and turn.to_s - turn.from_s <= SLOWEST_S * len(turn.text)
    ]


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
