"""Voice activity: who speaks when, of both channels.

Method: own house rules over the level of the speech band, made of the usual parts of published detectors:
a threshold above the noise (see noise.py), a gate against what leaks from the other channel, periodicity as
the proof of a voice, music left out. Known error: edges within about 50 ms; a whisper has no pitch and is not
heard; in babble 15 dB under the speaker about one short 嗯 in five is lost.
"""

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from sanxiang.quality.audio.front import FRAMES_PER_S, Features, decibels
from sanxiang.quality.audio.music import music, without_scraps
from sanxiang.quality.audio.noise import DIGITAL_SILENCE_DB, noise_floor, rise_of
from sanxiang.quality.audio.runs import Floats, Mask, Runs, joined, lasting, mask_of, runs_of, sums

FAINTEST_DB = -58.0  # speech fainter than this is not measured
SMOOTH = 5  # frames
BELOW_SPEECH_DB = 22.0  # softer than the channel's speech by more than this is not its speaker
LEAK_PERCENTILE = 70
LEAK_MARGIN_DB = 4.5
GATE_DB = (-60.0, -8.0)
REACH = 31  # frames: an echo is up to 280 ms late and 30 ms early
LATE = 12
VOICED = 0.5
VOICED_S = 0.06
GAP_S = 0.2
LEAST_S = 0.1
CONTRAST_DB = 8.0
EDGE_DB = 3.0
EDGE_S = 0.1
STANDS_OUT_DB = 3.0  # of the threshold, at least at one moment
BRIEF_S = 0.5
BRIEF_BELOW_DB = 10.0  # a sound so short must come this near to the loudest of the channel's usual run
TOP_BELOW_DB = 15.0


def speech(features: Features) -> list[Runs]:
    """Runs of frames in which each channel's own speaker speaks."""
    levels = _levels(features)
    found = []
    for own in (0, 1):
        voiced = np.repeat(features.pitch.strength[own] > VOICED, 2)
        least = threshold(levels[own], levels[1 - own])
        tunes = music(features.pitch, own, levels[own] > least)
        level = levels[own]
        if tunes.any():
            level = np.where(tunes, np.float32(-100), level)
            least = threshold(level, levels[1 - own])
        cleaned = _cleaned(level, least, voiced)
        found.append(without_scraps(cleaned, features.pitch, own, tunes))
    return found


def _levels(features: Features) -> Floats:
    """(2, n) dB in the speech band, over 50 ms."""
    return np.asarray(uniform_filter1d(decibels(features.envelope), SMOOTH, axis=1, mode="nearest"))


def threshold(own: Floats, other: Floats) -> Floats:
    """(n,) dB: what the level of `own` must exceed, given that of the `other` channel."""
    floor, peak = noise_floor(own), _peak(own)
    least = np.maximum(floor + rise_of(own, floor, peak), max(peak - BELOW_SPEECH_DB, FAINTEST_DB))
    return np.asarray(np.maximum(least, leaked(own, other)))


def _peak(level: Floats) -> float:
    """dB: the level that 5 % of the frames that carry anything exceed."""
    found = level[level > DIGITAL_SILENCE_DB]
    return float(np.percentile(found, 95)) if len(found) else -100.0


def leaked(own: Floats, other: Floats) -> Floats:
    """(n,) dB: how loud the other channel may sound in this one by echo and crosstalk."""
    loud = other > max(_peak(other) - 10, FAINTEST_DB)
    if loud.sum() < FRAMES_PER_S:
        return np.full(len(own), -100.0, np.float32)
    leak = np.percentile(own[loud], LEAK_PERCENTILE) - np.percentile(other[loud], LEAK_PERCENTILE)
    gate = np.clip(leak + LEAK_MARGIN_DB, *GATE_DB)
    return np.asarray(maximum_filter1d(other, REACH, origin=LATE) + gate, np.float32)


def _cleaned(level: Floats, least: Floats, voiced: Mask) -> Runs:
    over = level - least
    found = _to_the_edges(runs_of(over > 0), over > -EDGE_DB)
    found = joined(found, round(GAP_S * FRAMES_PER_S))
    found = lasting(found, round(LEAST_S * FRAMES_PER_S))
    found = found[sums(voiced, found) >= VOICED_S * FRAMES_PER_S]
    found = _loud_enough(found[tops(over, found) >= STANDS_OUT_DB], level)
    return found if _contrast(level, mask_of(found, len(level))) >= CONTRAST_DB else found[:0]


def _contrast(level: Floats, spoken: Mask) -> float:
    """dB from the rest to what was found; babble with nobody in front of it has next to none.

    Where nobody pauses: from the soft moments to the loud.
    """
    rest = level[~spoken & (level > DIGITAL_SILENCE_DB)]
    if not spoken.any() or len(rest) >= FRAMES_PER_S:
        return float(np.percentile(level[spoken], 75) - np.median(rest)) if spoken.any() else 0.0
    low, high = np.percentile(level[spoken], [20, 95])
    return float(high - low)


def _loud_enough(runs: Runs, level: Floats) -> Runs:
    """Without what is much softer than this channel's usual run: other people in the room."""
    top = tops(level, runs)
    brief = runs[:, 1] - runs[:, 0] < BRIEF_S * FRAMES_PER_S
    if brief.all():
        return runs
    return runs[top >= np.median(top[~brief]) - np.where(brief, BRIEF_BELOW_DB, TOP_BELOW_DB)]


def tops(values: Floats, runs: Runs) -> Floats:
    """The greatest value in each run."""
    return np.array([values[first:last].max() for first, last in runs], np.float32)


def _to_the_edges(runs: Runs, soft: Mask) -> Runs:
    """Each run widened over the soft frames at its ends."""
    reach = round(EDGE_S * FRAMES_PER_S)
    near = mask_of(np.clip(runs + np.array([-reach, reach]), 0, len(soft)), len(soft))
    wider = runs_of(soft & near)
    return wider[sums(mask_of(runs, len(soft)), wider) > 0]
