"""Syllables by their nuclei: peaks of loudness in the speech band that have pitch.

Method: Pfau & Ruske 1998 and Wang & Narayanan 2007 (peaks of the smoothed 250-3000 Hz envelope), de Jong &
Wempe 2009 (a dip of 2 dB between two, voicing). One Mandarin character is one syllable. Known error: vowels
that follow each other without a consonant are one peak, long diphthongs of a slow speaker sometimes two: 3 %
too few at 240 characters a minute, 4 to 7 % too many at 80.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from sanxiang.quality.audio.front import Features, decibels
from sanxiang.quality.audio.runs import Floats, Runs, mask_of

Frames = NDArray[np.int64]

OUTSIDE_DB = -100.0  # of what is not this speaker's
SMOOTH = 1.66  # frames: 8 Hz
LEAST_DIP_DB = 1.0
APART = 6  # frames
BELOW_DB = 15.0  # of the channel's P95
VOICED = 0.45
SURE_DIP_DB = 3.0  # between two peaks that certainly are two syllables; their distance is the pace
NEIGHBOURS = 60  # frames: farther apart there is a pause between
SURE_LEAST = 5
USUAL_PACE = 20.0  # frames a syllable
DIP_DB = (1.6, 4.0)  # at the usual distance, and more for each part of it that is missing


def nuclei(features: Features, channel: int, runs: Runs) -> Frames:
    """The frames at which syllables of that channel have their loudest moment."""
    level = decibels(gaussian_filter1d(features.envelope[channel], SMOOTH))
    inside = mask_of(runs, len(level))
    if not inside.any():
        return np.zeros(0, np.int64)
    least = np.percentile(level[inside], 95) - BELOW_DB
    level = np.where(inside, level, np.float32(OUTSIDE_DB))
    found = _apart(peaks(level, LEAST_DIP_DB), level)
    voiced = np.repeat(features.pitch.strength[channel] > VOICED, 2)
    return _merged(found[(level[found] > least) & voiced[found]], level)


def peaks(level: Floats, dip: float) -> Frames:
    """The greatest values between falls of at least `dip`; stretches of one value count once."""
    turning = np.flatnonzero(np.diff(np.sign(np.diff(level)))) + 1
    found: list[int] = []
    top, bottom, rising = -1, OUTSIDE_DB, False
    high = -np.inf
    for place, value in zip(turning.tolist(), level[turning].tolist(), strict=True):
        if rising and value > high:
            top, high = place, value
        elif rising and value <= high - dip:
            found.append(top)
            rising, bottom = False, value
        elif not rising and value >= bottom + dip:
            rising, top, high = True, place, value
        elif not rising:
            bottom = min(bottom, value)
    return np.array(found, np.int64)


def _apart(found: Frames, level: Floats) -> Frames:
    """Of two peaks nearer than APART the higher."""
    kept: list[int] = []
    for place in found.tolist():
        if not kept or place - kept[-1] >= APART:
            kept.append(place)
        elif level[place] > level[kept[-1]]:
            kept[-1] = place
    return np.array(kept, np.int64)


def _merged(found: Frames, level: Floats) -> Frames:
    """Without the doubled peaks: what follows sooner than the speaker's pace needs a deeper dip before it."""
    if len(found) < 2:
        return found
    valleys = np.minimum.reduceat(level, found)[:-1]
    pace = _pace(found, valleys, level)
    ends = np.flatnonzero(valleys <= OUTSIDE_DB) + 1
    words = zip(np.split(found, ends), np.split(valleys, ends), strict=True)
    return np.concatenate([_merged_word(word, dips[: len(word) - 1], level, pace) for word, dips in words])


def _pace(found: Frames, valleys: Floats, level: Floats) -> float:
    """Frames from one syllable to the next, from those that are told apart for sure."""
    steps = np.diff(found)
    sure = (_dips(found, valleys, level) >= SURE_DIP_DB) & (steps < NEIGHBOURS) & (valleys > OUTSIDE_DB)
    return float(np.median(steps[sure])) if sure.sum() >= SURE_LEAST else USUAL_PACE


def _merged_word(found: Frames, valleys: Floats, level: Floats, pace: float) -> Frames:
    """Takes the least likely of the peaks away until every dip is as deep as it should be."""
    while len(found) > 1:
        usual, steeper = DIP_DB
        needed = np.maximum(usual + steeper * (1 - np.diff(found) / pace), LEAST_DIP_DB)
        over = _dips(found, valleys, level) - needed
        worst = int(np.argmin(over))
        if over[worst] >= 0:
            break
        lower = worst if level[found[worst]] < level[found[worst + 1]] else worst + 1
        found = np.delete(found, lower)
        valleys = np.minimum.reduceat(level, found)[:-1]
    return found


def _dips(found: Frames, valleys: Floats, level: Floats) -> Floats:
    return np.asarray(np.minimum(level[found[:-1]], level[found[1:]]) - valleys)
