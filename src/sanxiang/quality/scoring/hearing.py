"""The sound of a call on the call's own clock, and whether it can be trusted; and whether its words can.

Never a false fault: what doesn't fit together is not judged, and the reason is told.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sanxiang.quality.words.turns import Turn

if TYPE_CHECKING:
    from sanxiang.quality.audio.model import Analysis

UNUSABLE = ("swapped", "one_channel", "silent_staff")
LONGER = 1.1  # a recording that is so many times as long as its call runs on another clock
HALF = (0.45, 0.55)  # sound of 8 kHz in a file that says 16 kHz; a recording cut by chance there is lost too
SLACK_S = 3.0
NEAR_S = 0.5  # how far a turn's times may be off
LEAST_LOST = 10  # characters of a transcript that nobody was heard to say
LEAST_WORDLESS_S = 10.0


class Heard(NamedTuple):
    """`sound`: None with `fault` saying why. `from_s`: when it began, None: not known."""

    sound: "Analysis | None"
    fault: str
    from_s: float | None


def hear(sound: "Analysis | None", fault: str, *, recording_s: float | None, end_s: float) -> Heard:
    """Move an analysis onto the call's clock. `recording_s`: when the recording began, None: not known."""
    if sound is None:
        return Heard(None, fault or "none", None)
    wrong = next((one for one in UNUSABLE if one in sound.faults), "")
    if not wrong and recording_s is not None:
        wrong = _length_fault(sound.seconds, end_s - recording_s)
    if wrong:
        return Heard(None, wrong, None)
    return Heard(sound.moved(recording_s or 0.0), "", recording_s)


def _length_fault(seconds: float, expected_s: float) -> str:
    if seconds > expected_s * LONGER + SLACK_S:
        return "length"
    low, high = (share * expected_s for share in HALF)
    return "rate" if expected_s > 2 * SLACK_S and low <= seconds <= high else ""


def disagree(turns: Sequence[Turn], sound: "Analysis") -> bool:
    """Whether most words were said where that party isn't heard, or most of staff's speech has none."""
    if any(turn.from_s is None or turn.to_s is None for turn in turns):
        return False
    total = sum(len(turn.text) for turn in turns)
    lost = sum(len(turn.text) for turn in turns if not _is_heard(turn, sound))
    if lost >= LEAST_LOST and 2 * lost > total:
        return True
    said = [(turn.from_s or 0.0, turn.to_s or 0.0) for turn in turns if turn.by_staff]
    speech = [(one.from_s, one.to_s) for one in sound.staff.speech]
    wordless = sum(to_s - from_s for from_s, to_s in speech if not _touches(from_s, to_s, said))
    spoken = sum(to_s - from_s for from_s, to_s in speech)
    return wordless > LEAST_WORDLESS_S and 2 * wordless > spoken


def _is_heard(turn: Turn, sound: "Analysis") -> bool:
    voice = sound.staff if turn.by_staff else sound.customer
    if not turn.by_staff and "silent_customer" in sound.faults:
        return True  # nothing can be said against it
    spans = ((one.from_s, one.to_s) for one in voice.speech)
    return _touches(turn.from_s or 0.0, turn.to_s or 0.0, spans)


def _touches(from_s: float, to_s: float, spans: Iterable[tuple[float, float]]) -> bool:
    return any(start <= to_s + NEAR_S and end >= from_s - NEAR_S for start, end in spans)
