"""How loud a channel is where nobody speaks, and what stands out of it.

Methods: minimum statistics for the floor (Martin 2001); the threshold is found from the spread of what lies
below it, again and again (after Ridler & Calvard 1978), seen on the lower side, where speech can't be.
"""

import numpy as np
from scipy.ndimage import minimum_filter1d

from sanxiang.quality.audio.front import FRAMES_PER_S
from sanxiang.quality.audio.runs import Floats, lasting, mask_of, runs_of

DIGITAL_SILENCE_DB = -85.0  # G.711 has no level between this and its smallest step: nothing was sent
FLOOR_S = 9  # the floor is the least of so many seconds
FLOOR_PERCENTILE = 10
SPREAD = 2.5  # standard deviations above the middle of the noise
RISE_DB = (5.0, 16.0)  # least and most of the threshold above the floor
NOISE_FRAMES = 25  # what is soft for less may be a trough of speech
ROUNDS = 4


def noise_floor(level: Floats) -> Floats:
    """(n,) dB: the quiet of the surrounding seconds; 0 dB where nothing was sent."""
    whole = np.where(level > DIGITAL_SILENCE_DB, level, np.inf)
    padded = np.pad(whole, (0, -len(whole) % FRAMES_PER_S), constant_values=np.inf)
    rank = FRAMES_PER_S * FLOOR_PERCENTILE // 100
    quiet = np.partition(padded.reshape(-1, FRAMES_PER_S), rank, axis=1)[:, rank]
    quiet = np.where(np.isfinite(quiet), quiet, 0.0)
    least = minimum_filter1d(quiet, FLOOR_S, mode="nearest")
    return np.asarray(np.repeat(least, FRAMES_PER_S)[: len(level)], np.float32)


def rise_of(level: Floats, floor: Floats, peak: float) -> float:
    """dB above the floor that tell speech from this channel's noise; `peak`: how loud the channel gets."""
    above = np.where(level > DIGITAL_SILENCE_DB, level - floor, np.inf)
    rise = max((peak - float(np.median(floor))) / 2, RISE_DB[0])
    for _ in range(ROUNDS):
        noise = above[mask_of(lasting(runs_of(above < rise), NOISE_FRAMES), len(above))]
        if len(noise) < FRAMES_PER_S // 2:
            return RISE_DB[0]
        low, middle = np.percentile(noise, [16, 50])
        rise = float(np.clip(middle + SPREAD * (middle - low), *RISE_DB))
    return rise
