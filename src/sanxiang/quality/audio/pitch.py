"""Periodicity and pitch by the autocorrelation of a window, divided by that of the window (Boersma 1993)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

RATE = 8000
STEP = 160  # samples from one window to the next, 20 ms
WINDOW = 320
SIZE = 512
BEFORE = (
    800  # samples of context in front of the first step, for the first windows and what they are compared to
)
AFTER = 160
LAGS = (16, 133)  # 500 to 60 Hz
BAND_HZ = (70.0, 1600.0)
SHORT_LAG = 0.04  # an octave lower must be this much better, of the strength
BACK = 4  # steps between two spectra that are compared: 80 ms
EVEN_BINS = (5, 103)  # 78 to 1,600 Hz


class Pitch(NamedTuple):
    """(2, m): one value each 20 ms."""

    strength: Floats  # 0 (noise) to 1 (strictly periodic)
    hz: Floats
    steady: Floats  # likeness of the spectrum to that 80 ms before: near 1 for notes and tones


def periodicity(samples: Floats) -> Pitch:
    """`samples` (2, BEFORE + n + AFTER), n a multiple of STEP."""
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW, axis=1)[:, _first() :: STEP]
    count = (samples.shape[1] - BEFORE - AFTER) // STEP
    spectra = np.fft.rfft(windows[:, : count + BACK] * _HANN, SIZE)
    power = (spectra.real**2 + spectra.imag**2) * _IN_BAND
    correlation = np.fft.irfft(power[:, BACK:], SIZE)[..., : LAGS[1] + 2]
    strength, lag = _best(correlation / np.maximum(correlation[..., :1], 1e-12) / _OWN)
    return Pitch(strength, RATE / lag, _steady(np.sqrt(power[..., EVEN_BINS[0] : EVEN_BINS[1]])))


def _first() -> int:
    """Where the first window begins: BACK steps before one whose middle is that of the first two frames."""
    return BEFORE + STEP // 2 - WINDOW // 2 - BACK * STEP


def _steady(heights: Floats) -> Floats:
    """Correlation of each spectrum (2, m + BACK, bins) with the one BACK steps before."""
    lengths = np.sqrt(np.einsum("cmb,cmb->cm", heights, heights)) + np.float32(1e-6)
    product = np.einsum("cmb,cmb->cm", heights[:, BACK:], heights[:, :-BACK])
    return np.asarray(product / (lengths[:, BACK:] * lengths[:, :-BACK]))


def _best(likeness: Floats) -> tuple[Floats, Floats]:
    """Height and lag (between the samples) of the best peak of (2, m, lags)."""
    inner = likeness[..., LAGS[0] : LAGS[1]]
    at = np.argmax(inner - _COST, axis=-1)[..., None] + LAGS[0]
    before, here, after = (np.take_along_axis(likeness, at + by, -1)[..., 0] for by in (-1, 0, 1))
    bend = np.minimum(before - 2 * here + after, np.float32(-1e-6))
    shift = np.clip(0.5 * (before - after) / bend, -0.5, 0.5)
    height = here - 0.25 * (before - after) * shift
    return np.clip(height, 0, 1).astype(np.float32), (at[..., 0] + shift).astype(np.float32)


def _own_correlation() -> Floats:
    spectrum = np.abs(np.fft.rfft(_HANN.astype(np.float64), SIZE)) ** 2
    own = np.fft.irfft(spectrum, SIZE)[: LAGS[1] + 2]
    return np.asarray(own / own[0], np.float32)


_HANN = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
_HZ = np.fft.rfftfreq(SIZE, 1 / RATE)
_IN_BAND = ((BAND_HZ[0] <= _HZ) & (BAND_HZ[1] > _HZ)).astype(np.float32)
_OWN = _own_correlation()
_COST = (SHORT_LAG * np.log2(np.arange(LAGS[0], LAGS[1]) / LAGS[0])).astype(np.float32)
