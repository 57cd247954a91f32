"""Syllables by their nuclei: peaks of loudness in the speech band that have pitch.

Method: Pfau & Ruske 1998 and Wang & Narayanan 2007 (peaks of the smoothed 250-3000 Hz envelope), de Jong &
Wempe 2009 (prominence and voicing). One Mandarin character is one syllable. Known error: vowels that follow
each other without a consonant are one peak, corrected in the mean; see docs/reference/audio.md.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.signal import find_peaks

from sanxiang.quality.audio.front import Features
from sanxiang.quality.audio.runs import Runs, mask_of

Floats = NDArray[np.floating]
Frames = NDArray[np.int64]

SMOOTH = 1.66  # frames: 8 Hz
PROMINENCE_DB = 2.0
APART = 8  # frames
BELOW_DB = 15.0  # of the channel's P95
VOICED = 0.45


def nuclei(features: Features, channel: int, runs: Runs) -> Frames:
    """The frames at which syllables of that channel have their loudest moment."""
    envelope = gaussian_filter1d(features.envelope[channel], SMOOTH)
    level = 10 * np.log10(np.maximum(envelope, 1e-10))
    inside = mask_of(runs, len(level))
    if not inside.any():
        return np.zeros(0, np.int64)
    least = np.percentile(level[inside], 95) - BELOW_DB
    peaks, _ = find_peaks(level, height=least, distance=APART, prominence=PROMINENCE_DB, wlen=100)
    voiced = np.repeat(features.pitch.strength[channel] > VOICED, 2)
    return np.asarray(peaks[inside[peaks] & voiced[peaks]], np.int64)
