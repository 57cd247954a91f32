"""Active speech level by ITU-T P.56, method B, on frames of 10 ms.

0 dBov is a square wave of full scale. A frame is active for a threshold when it or one of the 200 ms before
it reaches it; the level is the one whose active mean lies 15.9 dB over its own threshold. Known error: within
0.3 dB of the sample-by-sample method; RFC 7874 says what a WebRTC end should send (-19 dBm0, about -25 dBov).
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from sanxiang.quality.audio.front import decibels

Floats = NDArray[np.floating]

HANGOVER = 20  # frames
MARGIN_DB = 15.9
THRESHOLDS_DB = np.arange(-80.0, 1.0, 3.0)


@dataclass
class ActiveLevel:
    """Adds up what the level is found from, stretch after stretch."""

    energy: float = 0.0
    active: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(THRESHOLDS_DB), np.int64))

    def add(self, power: Floats) -> None:
        """`power`: (n,) mean squares of the frames of one stretch of speech."""
        held = maximum_filter1d(decibels(power), HANGOVER + 1, origin=HANGOVER // 2)
        self.energy += float(power.sum())
        self.active += len(held) - np.searchsorted(np.sort(held), THRESHOLDS_DB)

    def dbov(self) -> float | None:
        """None without speech."""
        some = self.active > 0
        if self.energy <= 0 or not some.any():
            return None
        means = 10 * np.log10(self.energy / self.active[some])
        over = means - THRESHOLDS_DB[some] - MARGIN_DB
        if over[-1] > 0:
            return float(means[-1])
        return float(np.interp(0.0, -over, means))
