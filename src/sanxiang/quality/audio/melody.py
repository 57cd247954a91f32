"""Pitch and how much it moves.

Method: autocorrelation (Boersma 1993), read twice: the second reading keeps what lies between 0.75 of the
first quartile and 1.5 of the third of the first (De Looze & Hirst 2008), which drops octave errors. The range
is P90 - P10 in semitones. Known error: lexical tones widen it and there is no standard for a flat voice, so a
person is best compared with their own other calls.
"""

import numpy as np
from numpy.typing import NDArray

LEAST_FRAMES = 50  # of 20 ms: a second of voiced speech
VOICED = 0.6


def pitch_and_range(hz: NDArray[np.float32]) -> tuple[float | None, float | None]:
    """Median in Hz and range in semitones of the voiced frames' pitch; None when there is too little."""
    if len(hz) < LEAST_FRAMES:
        return None, None
    low, high = np.percentile(hz, [25, 75])
    kept = hz[(hz >= 0.75 * low) & (hz <= 1.5 * high)]
    if len(kept) < LEAST_FRAMES:
        return None, None
    bottom, middle, top = np.percentile(kept, [10, 50, 90])
    return float(middle), float(12 * np.log2(top / bottom))
