"""Mandarin test speech by espeak-ng: how many characters, from when to when, is known from the making.

Debian's espeak-ng reads pinyin as English with its voice `cmn`, so the text goes in as pinyin through
`cmn-latn-pinyin`; then one character is one syllable.
"""

import hashlib
import io
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pypinyin import Style, lazy_pinyin
from scipy.io import wavfile
from scipy.signal import resample_poly

Sound = NDArray[np.float32]

RATE = 8000
OWN_RATE = 22050
EDGE_DB = -35.0  # a phrase begins and ends where 5 ms of the clean synthesis rise to this below its peak
SPEED_OF_RATE = ((100, 80), (120, 100), (190, 150), (268, 200), (330, 240), (450, 300))
"""(characters a minute without pauses, espeak's -s), measured once."""


@dataclass(frozen=True)
class Speaker:
    """A variant of the synthesiser with its own pitch (0-99). The klatt variants are another generator."""

    variant: str
    pitch: int


TUNED = tuple(
    Speaker(name, pitch)
    for name, pitch in (
        *(("f2", 62), ("m3", 38), ("Annie", 55), ("Alex", 45), ("f4", 70), ("m7", 30), ("f5", 78)),
        *(("linda", 58), ("robert", 42), ("steph", 66), ("michael", 50), ("klatt", 40), ("klatt2", 62)),
    )
)
"""The voices that the method was tuned on."""
HELD_OUT = tuple(
    Speaker(name, pitch)
    for name, pitch in (
        *(("m2", 36), ("m4", 48), ("m6", 28), ("belinda", 60), ("shelby", 72)),
        *(("benjamin", 40), ("adam", 52), ("Andy", 44), ("pedro", 34), ("victor", 56)),
    )
)
"""Voices that nothing was fitted to: the figures reported are theirs. Their faults were looked at."""
OTHER_MAKER = tuple(Speaker(name, pitch) for name, pitch in (("klatt3", 45), ("klatt5", 58), ("klatt6", 36)))
"""The same of the Klatt formant synthesiser, another generator than espeak's own."""


@dataclass(frozen=True)
class Phrase:
    """One phrase at 8 kHz without silence at its ends, its loudest 5 ms at 1.0."""

    sound: Sound
    characters: int

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE


@cache
def phrase(text: str, speaker: Speaker, rate: float, linked: int = 2) -> Phrase:
    """`text` at about `rate` characters a minute (the synthesiser reaches 100 to 450).

    `linked`: so many syllables are one word; 1 sets them off from each other, 30 slurs the whole phrase.
    """
    rates, speeds = zip(*SPEED_OF_RATE, strict=True)
    speed = round(float(np.interp(rate, rates, speeds)) / 5) * 5
    raw, own = _synthesised(text, speaker, speed, linked)
    sound = resample_poly(raw.astype(np.float32) / 32768, RATE * 10 // 50, own * 10 // 50)
    return Phrase(_trimmed(sound.astype(np.float32)), len(text))


def _synthesised(text: str, speaker: Speaker, speed: int, linked: int) -> tuple[NDArray[np.int16], int]:
    syllables = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    words = ("".join(syllables[place : place + linked]) for place in range(0, len(syllables), linked))
    pinyin = " ".join(words)
    voice = ["-v", f"cmn-latn-pinyin+{speaker.variant}", "-p", str(speaker.pitch), "-s", str(speed)]
    kept = _kept(" ".join([*voice, pinyin]))
    if not kept.exists():
        made = subprocess.run(["espeak-ng", *voice, "--stdout", pinyin], check=True, capture_output=True)
        kept.write_bytes(_mended(made.stdout))
    rate, data = wavfile.read(io.BytesIO(kept.read_bytes()))
    return data, rate


def _mended(wav: bytes) -> bytes:
    """espeak's stream says 2 GB: put the true length in."""
    size = len(wav)
    return (
        wav[:4] + (size - 8).to_bytes(4, "little") + wav[8:40] + (size - 44).to_bytes(4, "little") + wav[44:]
    )


def _kept(key: str) -> Path:
    folder = Path(tempfile.gettempdir()) / "sanxiang-test-speech"
    folder.mkdir(exist_ok=True)
    return folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.wav"


def _trimmed(sound: Sound) -> Sound:
    size = RATE // 200
    frames = sound[: len(sound) // size * size].reshape(-1, size)
    level = np.sqrt((frames**2).mean(axis=1))
    loud = np.flatnonzero(level > level.max() * 10 ** (EDGE_DB / 20))
    kept = sound[loud[0] * size : (loud[-1] + 1) * size]
    return np.asarray(kept / max(float(np.abs(kept).max()), 1e-9), np.float32)
