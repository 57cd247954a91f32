"""Tones made from numbers: ring-back by the line's cadence, busy, music for those who wait."""

import numpy as np

from .g711 import RATE, Pcm

CALL_TONE_HZ = 450.0  # mainland China, Hong Kong's is 440 + 480: a line may bring its own file instead
LEVEL = 0.12  # of full scale, about -21 dBov: no louder than a voice
# A pentatonic turn, two notes a second: (Hz, seconds). Calm, and plainly not speech.
MELODY: tuple[tuple[float, float], ...] = (
    (523.3, 0.5),
    (659.3, 0.5),
    (784.0, 0.5),
    (880.0, 1.0),
    (784.0, 0.5),
    (659.3, 0.5),
    (587.3, 1.0),
)
MELODY += ((523.3, 0.5), (587.3, 0.5), (659.3, 0.5), (784.0, 1.0), (587.3, 0.5), (523.3, 1.5))


def _sine(hz: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    samples = np.arange(round(seconds * RATE))
    return np.asarray(np.sin(2 * np.pi * hz / RATE * samples), np.float64)


def _pcm(wave: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Pcm:
    return (wave * LEVEL * 32767).astype(np.int16)


def cadence(on_s: float, cycle_s: float, hz: float = CALL_TONE_HZ) -> Pcm:
    """One cycle: `on_s` seconds of tone, silence up to `cycle_s`."""
    wave = np.zeros(round(cycle_s * RATE))
    tone = _sine(hz, min(on_s, cycle_s))
    wave[: len(tone)] = tone
    return _pcm(wave)


def ringback(on_s: float = 1.0, cycle_s: float = 5.0) -> Pcm:
    """What a caller hears while it rings; to be looped."""
    return cadence(on_s, cycle_s)


def busy() -> Pcm:
    """Mainland busy tone: 0.35 s on, 0.35 s off; to be looped."""
    return cadence(0.35, 0.7)


def hold() -> Pcm:
    """Music on hold, about nine seconds; to be looped."""
    return _pcm(np.concatenate([_plucked(hz, seconds) for hz, seconds in MELODY]))


def _plucked(hz: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    tone = _sine(hz, seconds) + 0.3 * _sine(2 * hz, seconds)
    rise = np.minimum(1.0, np.arange(len(tone)) / (0.01 * RATE))
    return np.asarray(tone * rise * np.exp(-np.arange(len(tone)) / (0.45 * RATE)), np.float64)
