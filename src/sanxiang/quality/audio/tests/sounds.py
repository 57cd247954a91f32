"""Sounds made of numbers that stand for people: harmonics, loud and soft as syllables are, pitch gliding."""

import numpy as np
from numpy.typing import NDArray

RATE = 8000
FULL = 32767


def voice(seconds: float, *, syllables: float = 4.0, hz: float = 160.0, dbov: float = -22.0) -> NDArray:
    """`seconds` of something with so many syllables a second; `dbov`: its mean power."""
    time = np.arange(round(seconds * RATE)) / RATE
    glide = hz * (1 + 0.15 * np.sin(2 * np.pi * 0.9 * syllables * time))
    phase = 2 * np.pi * np.cumsum(glide) / RATE
    vowel = 0.5 + 0.5 * np.sin(2 * np.pi * 0.37 * syllables * time)
    tone = sum(_weight(number, vowel) * np.sin(number * phase) for number in range(1, 16))
    loud = np.sin(np.pi * ((time * syllables) % 1)) ** 2 + 0.02
    sound = np.asarray(tone * loud)
    return sound * 10 ** (dbov / 20) / np.sqrt((sound**2).mean())


def _weight(number: int, vowel: NDArray) -> NDArray:
    """Between a dark and a bright vowel."""
    return (1 - vowel) / number + vowel * np.exp(-(((number - 5) / 3) ** 2))


def call(*said: tuple[int, float, float], seconds: float, noise_dbov: float = -66.0, rate: int = RATE, **how):
    """(n, 2) samples in which (channel, from, to) speak, over a quiet noise; `how`: as for `voice`."""
    sound = np.random.default_rng(1).standard_normal((round(seconds * RATE), 2)) * 10 ** (noise_dbov / 20)
    for channel, start, stop in said:
        first = round(start * RATE)
        part = voice(stop - start, hz=(210.0, 130.0)[channel], **how)[: len(sound) - first]
        sound[first : first + len(part), channel] += part
    return pcm(np.repeat(sound, rate // RATE, axis=0))


def pcm(sound: NDArray) -> NDArray[np.int16]:
    return (np.clip(sound, -1, 1) * FULL).astype(np.int16)
