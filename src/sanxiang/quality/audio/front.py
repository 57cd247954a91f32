"""From samples to features: 100 frames a second and channel, the same whatever blocks the samples come in.

Samples wait until a group of half a second and its surroundings are there; each group is worked out alone,
so that a call listened to as it grows gives exactly what its file gives later.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio.pitch import AFTER, BEFORE, Pitch, periodicity

Samples = NDArray[np.int16]
Floats = NDArray[np.floating]

RATE = 8000  # what the features are made at; 16 kHz is halved first
RATES = (8000, 16000)
HOP = 80  # samples of one frame, 10 ms
GROUP = 50  # frames worked out together
WINDOW = 256  # samples of a spectrum, around the middle of its frame
FRAMES_PER_S = RATE // HOP
SYLLABLE_HZ = (250.0, 3000.0)
FULL_SCALE = 0.97  # the highest step of either law of G.711 is over this
QUIET = 1e-10  # -100 dBov: the bottom of every scale here


class Features(NamedTuple):
    """Of both channels; decibels re full scale. n frames of 10 ms, m = n / 2 of 20 ms."""

    power: Floats  # (2, n) mean square of the hop's samples, linear
    envelope: Floats  # (2, n) linear power, 250-3000 Hz
    clipped: Floats  # (2, n) share of the samples at full scale
    pitch: Pitch  # of 20 ms each


class Front:
    """Takes samples in, gives features out, group by group."""

    def __init__(self, rate: int) -> None:
        self._halving = rate == 2 * RATE
        self._raw: Samples = np.zeros((0, 2), np.int16)
        self._waiting: Floats = np.zeros((2, BEFORE), np.float32)

    def feed(self, samples: Samples) -> list[Features]:
        """`samples` (n, 2); returns the groups that have become complete."""
        self._take(samples)
        groups = []
        for start in range(0, self._waiting.shape[1] - _NEEDED + 1, GROUP * HOP):
            groups.append(features(self._waiting[:, start : start + _NEEDED]))
        self._waiting = self._waiting[:, len(groups) * GROUP * HOP :]
        return groups

    def rest(self) -> list[Features]:
        """The last groups, filled up with silence."""
        left = self._waiting.shape[1] - BEFORE
        if left <= 0:
            return []
        wanted = -(-left // (GROUP * HOP)) * GROUP * HOP + AFTER
        fill = np.zeros((wanted - left, 2), np.int16)
        return self.feed(np.repeat(fill, 2, axis=0) if self._halving else fill)

    def _take(self, samples: Samples) -> None:
        if self._halving:
            self._raw = np.concatenate([self._raw, samples])
            kept, self._raw = halved(self._raw)
        else:
            kept = samples.astype(np.float32)
        scaled = kept.T * np.float32(1 / 32768)
        self._waiting = np.concatenate([self._waiting, scaled], axis=1)


def decibels(power: Floats) -> Floats:
    """dB re full scale, -100 at the least."""
    return np.asarray(10 * np.log10(np.maximum(power, np.float32(QUIET))))


def joined(groups: Sequence[Features]) -> Features:
    """The features of consecutive groups as one."""
    return Features(
        power=np.concatenate([one.power for one in groups], axis=1),
        envelope=np.concatenate([one.envelope for one in groups], axis=1),
        clipped=np.concatenate([one.clipped for one in groups], axis=1),
        pitch=Pitch(
            *(np.concatenate(part, axis=1) for part in zip(*(one.pitch for one in groups), strict=True))
        ),
    )


def halved(raw: Samples) -> tuple[Floats, Samples]:
    """Every second sample of what lies below 3.8 kHz, and the raw samples still needed."""
    ready = (len(raw) - len(_LOW_PASS) + 1) // 2
    if ready <= 0:
        return np.zeros((0, 2), np.float32), raw
    used = raw[: 2 * ready + len(_LOW_PASS) - 1].astype(np.float32)
    kept = np.stack(
        [np.convolve(used[:, one], _LOW_PASS, "valid")[: 2 * ready : 2] for one in (0, 1)], axis=1
    )
    return kept, raw[2 * ready :]


def features(samples: Floats) -> Features:
    """Of one group: (2, _NEEDED) samples from -1 to 1."""
    hops = samples[:, BEFORE:-AFTER].reshape(2, GROUP, HOP)
    first = BEFORE + HOP // 2 - WINDOW // 2
    windows = np.lib.stride_tricks.sliding_window_view(samples[:, first:], WINDOW, axis=1)
    spectra = np.fft.rfft(windows[:, : GROUP * HOP : HOP] * _HANN)
    power = spectra.real**2 + spectra.imag**2
    return Features(
        power=np.einsum("cfh,cfh->cf", hops, hops) / np.float32(HOP),
        envelope=power @ _IN_BAND,
        clipped=(np.abs(hops) >= FULL_SCALE).mean(axis=2, dtype=np.float32),
        pitch=periodicity(samples),
    )


def _in_band() -> Floats:
    """Weights of the spectrum's bins; a full-scale sine in the syllables' band gives 0.5."""
    hz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    inside = (hz >= SYLLABLE_HZ[0]) & (hz < SYLLABLE_HZ[1])
    return np.asarray(inside * (2 / (WINDOW * (_HANN**2).sum())), np.float32)


def _low_pass(taps: int = 47, cut: float = 0.24) -> Floats:
    middle = np.arange(taps) - taps // 2
    shape = 2 * cut * np.sinc(2 * cut * middle) * np.hamming(taps)
    return np.asarray(shape / shape.sum(), np.float32)


_NEEDED = BEFORE + GROUP * HOP + AFTER
_HANN = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
_IN_BAND = _in_band()
_LOW_PASS = _low_pass()
