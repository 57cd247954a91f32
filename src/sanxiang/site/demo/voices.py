"""Sound that has the shape of speech: syllables, tones, pauses, two voices. No words can be understood.

Made by numbers alone, so that the demo needs neither recordings of people nor a speech program.
"""

import wave
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

RATE = 8000
Sound = npt.NDArray[np.float64]

PITCH = {"staff": 215.0, "customer": 128.0}
# First three formants of five vowels in Hz.
VOWELS = ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410), (300, 870, 2240))
TONES = ((1.1, 1.1), (0.9, 1.15), (0.85, 0.8), (1.2, 0.8))  # pitch at the start and end of a syllable
PUNCTUATION = set("，。？！、；：,.?! ")


def write_call(path: Path, turns: Sequence[Mapping[str, Any]], seconds: float) -> None:
    """Write a two-channel file (0 customer, 1 staff) of `seconds` with a voice wherever a turn says so."""
    noise = np.random.default_rng(20260101)
    channels = noise.normal(0.0, 8.0, (int(seconds * RATE), 2))
    for turn in turns:
        sound = speak(turn["text"], turn["to_s"] - turn["from_s"], PITCH[turn["who"]])
        start = int(turn["from_s"] * RATE)
        part = channels[start : start + len(sound), 0 if turn["who"] == "customer" else 1]
        part += sound[: len(part)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.clip(channels, -32768, 32767).astype("<i2").tobytes())


def speak(text: str, seconds: float, pitch: float) -> Sound:
    """`seconds` of voice, one syllable a character; punctuation is a pause."""
    each = max(int(seconds * RATE / max(len(text), 1)), 1)
    return np.concatenate([_syllable(sign, each, pitch) for sign in text])


def _syllable(sign: str, length: int, pitch: float) -> Sound:
    if sign in PUNCTUATION:
        return np.zeros(length)
    seed = crc32(sign.encode())
    first, last = TONES[seed % len(TONES)]
    steps = np.linspace(0.0, 1.0, length)
    frequency = pitch * (first + (last - first) * steps)
    phase = 2 * np.pi * np.cumsum(frequency) / RATE
    voice = _vowel(phase, float(frequency.mean()), VOWELS[seed // 7 % len(VOWELS)])
    shape: Sound = np.clip(np.minimum(steps * 8, (1 - steps) * 4), 0, 1)
    return voice * shape * 5000.0


def _vowel(phase: Sound, frequency: float, formants: Sequence[int]) -> Sound:
    """Harmonics of the voice, louder near each formant."""
    sound = np.zeros(len(phase))
    for harmonic in range(1, int(3400 / frequency) + 1):
        distance = np.subtract(harmonic * frequency, formants) / 90.0
        gain = float(np.sum(np.array([1.0, 0.5, 0.2]) / (1.0 + distance**2))) / harmonic**0.5
        sound += gain * np.sin(harmonic * phase)
    return sound / 1.5
