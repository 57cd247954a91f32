"""Mandarin test speech.

Debian's espeak-ng reads pinyin as English with its voice `cmn`, so the text goes in as pinyin through
`cmn-latn-pinyin`; then the syllables match the characters.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pypinyin import Style, lazy_pinyin
from scipy.io import wavfile
from scipy.signal import resample_poly

Sound = NDArray[np.float64]


@dataclass(frozen=True)
class Voice:
    """One speaker: a variant of the synthesiser with its own pitch and pace."""

    variant: str
    pitch: int
    words_a_minute: int


RESIDENT = Voice("f2", 62, 150)
OPERATOR = Voice("m3", 38, 165)
COLLEAGUE = Voice("f5", 80, 140)


def speak(text: str, voice: Voice, path: Path) -> Path:
    """Write `text` as speech to `path` (mono, 22,050 Hz)."""
    pinyin = " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))
    command = ["espeak-ng", "-v", f"cmn-latn-pinyin+{voice.variant}", "-p", str(voice.pitch)]
    subprocess.run([*command, "-s", str(voice.words_a_minute), "-w", str(path), pinyin], check=True)
    return path


def talk(text: str, voice: Voice, path: Path, *, seconds: float, rate: int = 48_000) -> Path:
    """Write `seconds` of that person talking on and on, sentence after sentence with short pauses."""
    spoken, own = read(speak(text, voice, path.with_suffix(".once.wav")))
    sound = resample_poly(spoken, rate, own)
    once = np.concatenate([sound * 0.6 / max(np.abs(sound).max(), 1e-9), np.zeros(rate // 4)])
    whole = np.resize(once, int(seconds * rate))
    wavfile.write(path, rate, (whole * 32767).astype(np.int16))
    return path


def read(path: Path, channel: int = 0) -> tuple[Sound, int]:
    """Return one channel of a WAV file as floats from -1 to 1, and its rate."""
    rate, data = wavfile.read(path)
    sound = data if data.ndim == 1 else data[:, channel]
    return sound.astype(np.float64) / 32768, rate


def likeness(recorded: Sound, said: Sound, rate: int, *, window_s: float = 2.0) -> list[float]:
    """How like each window of `recorded` is to some stretch of `said`: 1.0 is the same sound.

    Windows in which hardly anything was recorded are left out. Both at `rate` Hz.
    """
    size = int(window_s * rate)
    windows = [recorded[start : start + size] for start in range(0, len(recorded) - size + 1, size)]
    loud = 0.1 * float(np.sqrt((recorded**2).mean()))
    return [_best(window, said) for window in windows if np.sqrt((window**2).mean()) > max(loud, 0.003)]


def _best(window: Sound, said: Sound) -> float:
    """The greatest normalised cross-correlation of `window` with any stretch of `said`."""
    from scipy.signal import fftconvolve

    product = fftconvolve(said, window[::-1], mode="valid")
    energy = np.cumsum(np.concatenate([[0.0], said**2]))
    local = np.sqrt(np.maximum(energy[len(window) :] - energy[: -len(window)], 1e-9))
    return float((product / (local * np.sqrt((window**2).sum()))).max())
