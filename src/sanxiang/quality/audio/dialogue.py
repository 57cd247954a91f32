"""What only both channels together tell: silences, the greeting, response times, shares, monologues.

Methods: response time is the gap from the end of one party's turn to the beginning of the other's (Stivers et
al. 2009; about 0.2 s in ordinary talk, longer on the phone). The lengths of silences and monologues are house
rules. Known error: times are good to 50 ms; what a person does in a silence can't be heard.
"""

from collections.abc import Iterator, Sequence

from sanxiang.quality.audio.model import Span, Turn, Voice
from sanxiang.quality.audio.overlaps import bursts_of

SILENCE_S = 2.0
WORD_S = 0.3  # the shortest sound that is taken for a greeting
MONOLOGUE_S = 20.0
ANSWER_S = 1.0  # a caller's turn shorter than this asks for no answer


def silences_of(customer: Voice, staff: Voice, seconds: float) -> tuple[Span, ...]:
    """Stretches of 2 s or more in which neither speaks, the beginning and the end of the recording too."""
    found = []
    quiet_from = 0.0
    for span in [*sorted([*customer.speech, *staff.speech]), Span(seconds, seconds)]:
        if span.from_s - quiet_from >= SILENCE_S:
            found.append(Span(quiet_from, span.from_s))
        quiet_from = max(quiet_from, span.to_s)
    return tuple(found)


def greeting_of(staff: Voice) -> float | None:
    return next((span.from_s for span in bursts_of(staff.speech) if span.seconds >= WORD_S), None)


def latencies_of(customer: Voice, staff: Voice) -> tuple[float, ...]:
    """Seconds from the end of each caller's turn to staff's next, where staff spoke next and not over it."""
    return tuple(gap for gap in _gaps(customer.turns, staff.turns) if gap >= 0)


def _gaps(asked: Sequence[Turn], answered: Sequence[Turn]) -> Iterator[float]:
    for number, turn in enumerate(asked):
        until = asked[number + 1].from_s if number + 1 < len(asked) else float("inf")
        reply = next((one for one in answered if one.to_s > turn.to_s), None)
        if reply and turn.to_s - turn.from_s >= ANSWER_S and reply.from_s < until:
            yield reply.from_s - turn.to_s


def share_of(customer: Voice, staff: Voice) -> float | None:
    whole = customer.speech_s + staff.speech_s
    return staff.speech_s / whole if whole > 0 else None


def monologues_of(customer: Voice, staff: Voice) -> tuple[Span, ...]:
    """Staff's talk of 20 s or more with no sound from the caller, pauses shorter than 2 s inside."""
    found = []
    for turn in staff.turns:
        start = turn.from_s
        for heard in [*_within(customer.speech, turn), Span(turn.to_s, turn.to_s)]:
            if heard.from_s - start >= MONOLOGUE_S:
                found.append(Span(start, heard.from_s))
            start = max(start, heard.to_s)
    return tuple(found)


def _within(spans: Sequence[Span], turn: Turn) -> list[Span]:
    return [span for span in spans if span.to_s > turn.from_s and span.from_s < turn.to_s]
