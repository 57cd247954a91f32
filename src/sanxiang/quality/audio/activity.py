"""Voice activity: who speaks when, of both channels.

Method: own house rules over the level in the speech band, after the usual parts of published detectors: an
adaptive noise floor by minimum statistics (Martin 2001), a threshold from the spread of the noise itself, a
gate against what the other channel leaks, and periodicity as the proof of a voice. Known error: edges within
about 50 ms; a whisper has no pitch and is not heard; singing is taken for music.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d

from sanxiang.quality.audio.front import FRAMES_PER_S, Features
from sanxiang.quality.audio.runs import Mask, Runs, joined, lasting, mask_of, runs_of, sums

Floats = NDArray[np.floating]

DIGITAL_SILENCE_DB = -85.0  # G.711 has no level between this and its smallest step: nothing was sent
FAINTEST_DB = -58.0  # speech fainter than this is not measured
SMOOTH = 5  # frames
FLOOR_S = 9  # the noise floor is the least of so many seconds
FLOOR_PERCENTILE = 10
SPREAD = 2.5  # standard deviations of the noise above its middle, seen on its lower side
RISE_DB = (5.0, 16.0)  # least and most of the threshold above the noise floor
NOISE_FRAMES = 25  # what is soft for less may be a trough of speech
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
BRIEF_S = 0.5
BRIEF_BELOW_DB = 10.0  # a sound so short must come this near to the loudest of the channel's usual run
TOP_BELOW_DB = 15.0
EDGE_DB = 5.0
EDGE_S = 0.1


def smoothed_levels(features: Features) -> Floats:
    """(2, n) dB in the speech band, over 50 ms."""
    level = 10 * np.log10(np.maximum(features.envelope, 1e-10))
    return np.asarray(uniform_filter1d(level, SMOOTH, axis=1, mode="nearest"), np.float32)


def loudest(levels: Floats) -> Floats:
    """(2,) dB: the level that 5 % of the frames that carry anything exceed."""
    found = [row[row > DIGITAL_SILENCE_DB] for row in levels]
    return np.array([np.percentile(row, 95) if len(row) else -100.0 for row in found], np.float32)


def speech(features: Features, peak: Floats) -> list[Runs]:
    """Runs of frames in which each channel's own speaker speaks; `peak` from `loudest`."""
    levels = smoothed_levels(features)
    floors = [noise_floor(row) for row in levels]
    found = []
    for own in (0, 1):
        rise = threshold(levels[own], floors[own], float(peak[own]))
        least = np.maximum(floors[own] + rise, max(float(peak[own]) - BELOW_SPEECH_DB, FAINTEST_DB))
        least = np.maximum(least, leaked(levels[own], levels[1 - own], float(peak[1 - own])))
        voiced = np.repeat(features.pitch.strength[own] > VOICED, 2)
        found.append(_cleaned(levels[own], least, voiced))
    return found


def noise_floor(level: Floats) -> Floats:
    """(n,) dB: the quiet of the surrounding seconds."""
    whole = np.where(level > DIGITAL_SILENCE_DB, level, np.float32(np.inf))
    padded = np.pad(whole, (0, -len(whole) % FRAMES_PER_S), constant_values=np.inf)
    rank = FRAMES_PER_S * FLOOR_PERCENTILE // 100
    quiet = np.partition(padded.reshape(-1, FRAMES_PER_S), rank, axis=1)[:, rank]
    quiet = np.where(np.isfinite(quiet), quiet, 0.0)
    least = minimum_filter1d(quiet, FLOOR_S, mode="nearest")
    return np.repeat(least, FRAMES_PER_S)[: len(level)].astype(np.float32)


def threshold(level: Floats, floor: Floats, peak: float) -> float:
    """dB above the noise floor that tell speech from this channel's noise (Ridler & Calvard 1978)."""
    above = np.where(level > DIGITAL_SILENCE_DB, level - floor, np.float32(np.inf))
    rise = max((peak - float(np.median(floor))) / 2, RISE_DB[0])
    for _ in range(4):
        quiet = lasting(runs_of(above < rise), NOISE_FRAMES)
        noise = above[mask_of(quiet, len(above))]
        if len(noise) < FRAMES_PER_S // 2:
            return RISE_DB[0]
        low, middle = np.percentile(noise, [16, 50])
        rise = float(np.clip(middle + SPREAD * (middle - low), *RISE_DB))
    return rise


def leaked(own: Floats, other: Floats, peak: float) -> Floats:
    """(n,) dB: how loud the other channel may sound in this one by echo and crosstalk."""
    loud = other > max(peak - 10, FAINTEST_DB)
    if loud.sum() < FRAMES_PER_S:
        return np.full(len(own), -100.0, np.float32)
    leak = np.percentile(own[loud], LEAK_PERCENTILE) - np.percentile(other[loud], LEAK_PERCENTILE)
    gate = np.clip(leak + LEAK_MARGIN_DB, *GATE_DB)
    return np.asarray(maximum_filter1d(other, REACH, origin=LATE) + gate, np.float32)


def _cleaned(level: Floats, least: Floats, voiced: Mask) -> Runs:
    found = runs_of(level > least)
    soft = level > least - EDGE_DB
    found = _to_the_edges(found, soft)
    found = joined(found, round(GAP_S * FRAMES_PER_S))
    found = lasting(found, round(LEAST_S * FRAMES_PER_S))
    found = found[sums(voiced, found) >= VOICED_S * FRAMES_PER_S]
    return _loud_enough(found, level)


def _loud_enough(runs: Runs, level: Floats) -> Runs:
    """Without what is much softer than this channel's usual run: other people in the room."""
    top = np.array([level[first:last].max() for first, last in runs])
    brief = runs[:, 1] - runs[:, 0] < BRIEF_S * FRAMES_PER_S
    if brief.all():
        return runs
    return runs[top >= np.median(top[~brief]) - np.where(brief, BRIEF_BELOW_DB, TOP_BELOW_DB)]


def _to_the_edges(runs: Runs, soft: Mask) -> Runs:
    """Each run widened over the soft frames at its ends."""
    reach = round(EDGE_S * FRAMES_PER_S)
    near = mask_of(np.clip(runs + np.array([-reach, reach]), 0, len(soft)), len(soft))
    wider = runs_of(soft & near)
    inside = mask_of(runs, len(soft))
    return wider[sums(inside, wider) > 0]
