"""G.711 by tables (ITU-T G.711): what 16-bit sample each of the 256 codes stands for. Pure."""

import numpy as np
from numpy.typing import NDArray

Pcm = NDArray[np.int16]


def _mu_law() -> Pcm:
    code = ~np.arange(256) & 0xFF
    magnitude = (((code & 0x0F) << 3) + 0x84) << (code >> 4 & 7)
    return np.where(code & 0x80, 0x84 - magnitude, magnitude - 0x84).astype(np.int16)


def _a_law() -> Pcm:
    code = np.arange(256) ^ 0x55
    exponent = code >> 4 & 7
    base = ((code & 0x0F) << 4) + 8
    magnitude = np.where(exponent == 0, base, (base + 0x100) << np.maximum(exponent - 1, 0))
    return np.where(code & 0x80, magnitude, -magnitude).astype(np.int16)


MU_LAW_TO_PCM = _mu_law()
A_LAW_TO_PCM = _a_law()
