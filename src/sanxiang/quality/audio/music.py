"""Music on hold and tones, which are nobody's speech.

Own house rule: notes stand still and voices don't. The spectrum of a note is like that of 80 ms before. Where
most of what has pitch in three seconds stands still and yet goes from pitch to pitch, it is music; where all
of it stands still, a tone. Known error: singing without accompaniment may pass for speech, a person who
drawls one vowel for over a second for a tone.
"""

import numpy as np
from scipy.ndimage import uniform_filter1d

from sanxiang.quality.audio.pitch import Pitch
from sanxiang.quality.audio.runs import Floats, Mask, Runs, sums

VOICED = 0.5
STILL = 0.9
SHARE = 0.65  # of the frames with pitch; music has 0.75 and more, people 0.4
MOVES_ST = 1.0  # standard deviation of the pitch: more than a monotonous voice has
TONE_SHARE = 0.96
AROUND = 151  # frames of 20 ms: three seconds
TUNE = 401  # eight seconds: a tune moves in them
SCRAP = 150  # frames of 10 ms
SCRAP_SHARE = 0.5
LEAST = 45  # frames with pitch that it takes to tell


def music(pitch: Pitch, channel: int, heard: Mask) -> Mask:
    """The frames of 10 ms that belong to music; `heard`: those loud enough to be speech."""
    voiced = (pitch.strength[channel] > VOICED) & heard[::2]
    count = np.maximum(_around(voiced, AROUND), 1)
    still = voiced & (pitch.steady[channel] > STILL)
    share = _around(still, AROUND) / count
    tune = (share > SHARE) & (_moves(pitch.hz[channel], still) > MOVES_ST)
    found = tune | (share > TONE_SHARE)
    return np.asarray(np.repeat(found & (count >= LEAST), 2))


def without_scraps(runs: Runs, pitch: Pitch, channel: int, tunes: Mask) -> Runs:
    """Without the beginnings and ends of tunes: what stands still and lies within 1.5 s of one."""
    voiced = pitch.strength[channel] > VOICED
    still = voiced & (pitch.steady[channel] > STILL)
    near = np.clip(runs + np.array([-SCRAP, SCRAP]), 0, len(tunes))
    halves = runs // 2
    share = sums(still, halves) / np.maximum(sums(voiced, halves), 1)
    return np.asarray(runs[(sums(tunes, near) == 0) | (share < SCRAP_SHARE)])


def _moves(hz: Floats, still: Mask) -> Floats:
    """Standard deviation of the pitch in semitones, on the octave's circle: octave errors don't count."""
    angle = 2 * np.pi * np.log2(hz)
    sums = [_around(still * part, TUNE) for part in (np.cos(angle), np.sin(angle))]
    mean = np.hypot(*sums) / np.maximum(_around(still, TUNE), 1)
    return np.asarray(12 / (2 * np.pi) * np.sqrt(-2 * np.log(np.clip(mean, 1e-3, 1))))


def _around(values: Mask | Floats, size: int) -> Floats:
    """The sum of `values` over the `size` frames around each."""
    return np.asarray(uniform_filter1d(values.astype(np.float64), size, mode="constant") * size)
