"""From what was heard of one channel to the figures of its speaker."""

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio.front import FRAMES_PER_S
from sanxiang.quality.audio.heard import Heard, seconds
from sanxiang.quality.audio.melody import pitch_and_range
from sanxiang.quality.audio.model import Span, Turn, Voice

TURN_PAUSE_S = 2.0  # a longer pause ends a turn
OWN_BURST_S = 1.0  # the other party's shorter sounds are backchannels and end no turn
RATED_TURN_S = 1.0  # in shorter turns the edges weigh more than the pace
LEAST_RATED_S = 3.0  # of all rated turns together
LEAST_LEVELS = 3
CLIPPED_SHARE = 0.003
SILENT_S = 1.0
PACE_CORRECTION = (0.918, 3.9e-4)
"""Fast speech runs syllables together: characters for each nucleus = a + b * nuclei a minute of speech, a
straight line fitted once on the tuning voices of the bench; kept within LIMITS."""
LIMITS = (0.95, 1.06)


def spans_of(heard: Heard, until_s: float) -> tuple[Span, ...]:
    """`until_s`: the end of the recording, which the last frame may reach over."""
    return tuple(Span(seconds(first), min(until_s, seconds(last))) for first, last in heard.runs)


def voice(heard: Heard, spans: tuple[Span, ...], other: tuple[Span, ...]) -> Voice:
    """`spans`: its speech; `other`: the other party's, which ends turns."""
    speech_s = sum(span.seconds for span in spans)
    turns = turns_of(heard, spans, other)
    pitch, wide = pitch_and_range(np.concatenate(heard.hz) if heard.hz else np.zeros(0, np.float32))
    return Voice(
        speech=spans,
        turns=turns,
        speech_s=speech_s,
        rate=_rate(turns),
        articulation=_articulation(turns, spans),
        level_dbov=heard.level.dbov(),
        level_spread_db=_spread(heard.levels),
        pitch_hz=pitch,
        pitch_range_st=wide,
        faults=_faults(heard),
    )


def turns_of(heard: Heard, spans: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Turn, ...]:
    """Speech with the pauses inside it: up to 2 s in which the other party takes no turn."""
    bursts = np.array([span for span in other if span.seconds >= OWN_BURST_S]).reshape(-1, 2) * FRAMES_PER_S
    turns: list[Turn] = []
    scale = _characters_a_nucleus(heard)
    first = 0
    for last in range(len(heard.runs)):
        if last + 1 == len(heard.runs) or _ends(heard.runs[last, 1], heard.runs[last + 1, 0], bursts):
            turns.append(_turn(heard, spans, (first, last), scale))
            first = last + 1
    return tuple(turns)


def _characters_a_nucleus(heard: Heard) -> float:
    spoken = (heard.runs[:, 1] - heard.runs[:, 0]).sum() / FRAMES_PER_S
    base, slope = PACE_CORRECTION
    return float(np.clip(base + slope * 60 * len(heard.nuclei) / max(spoken, 1.0), *LIMITS))


def _ends(stop: int, start: int, bursts: NDArray[np.float64]) -> bool:
    """The pause from `stop` to `start` is long, or the other party spoke in it."""
    long = start - stop >= TURN_PAUSE_S * FRAMES_PER_S
    return bool(long or ((bursts[:, 0] < start) & (bursts[:, 1] > stop)).any())


def _turn(heard: Heard, spans: tuple[Span, ...], place: tuple[int, int], scale: float) -> Turn:
    first, last = place
    low, high = np.searchsorted(heard.nuclei, [heard.runs[first, 0], heard.runs[last, 1]])
    spoken = (heard.runs[first : last + 1, 1] - heard.runs[first : last + 1, 0]).sum()
    power = heard.energies[first : last + 1].sum() / spoken
    level = float(10 * np.log10(power)) if power > 0 else None
    return Turn(spans[first].from_s, spans[last].to_s, round(scale * int(high - low)), level)


def _rate(turns: tuple[Turn, ...]) -> float | None:
    rated = [turn for turn in turns if turn.to_s - turn.from_s >= RATED_TURN_S]
    whole = sum(turn.to_s - turn.from_s for turn in rated)
    return None if whole < LEAST_RATED_S else 60 * sum(turn.syllables for turn in rated) / whole


def _articulation(turns: tuple[Turn, ...], spans: tuple[Span, ...]) -> float | None:
    whole = sum(span.seconds for span in spans)
    return None if whole < LEAST_RATED_S else 60 * sum(turn.syllables for turn in turns) / whole


def _spread(levels: list[float]) -> float | None:
    if len(levels) < LEAST_LEVELS:
        return None
    low, high = np.percentile(levels, [10, 90])
    return float(high - low)


def _faults(heard: Heard) -> tuple[str, ...]:
    if seconds(heard.sounding) < SILENT_S:
        return ("silent",)
    if not len(heard.runs):
        return ("noise_only",)
    return ("clipped",) if heard.clipped > CLIPPED_SHARE * heard.spoken else ()
