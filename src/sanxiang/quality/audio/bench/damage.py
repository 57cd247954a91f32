"""What a line does to speech: noise, babble, crosstalk, the telephone's band, G.711."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from sanxiang.quality.audio.bench.phrases import ROOM
from sanxiang.quality.audio.bench.scene import Scene
from sanxiang.quality.audio.bench.speech import RATE, Sound, Speaker, phrase
from sanxiang.quality.audio.files import TABLES
from sanxiang.quality.audio.wav import A_LAW

BABBLERS = tuple(
    Speaker(name, pitch)
    for name, pitch in (("m1", 35), ("f1", 60), ("m8", 50), ("f3", 75), ("Lee", 45), ("anika", 58))
)
IDLE_DBOV = -66.0  # what an idle line hums
CROSSTALK_DELAY_S = 0.012


@dataclass(frozen=True)
class Line:
    """`noise`: "none", "white" or "babble", `snr_db` under each channel's speech; `crosstalk_db`: how much of
    each channel is in the other, None for nothing; `narrow`: 300-3400 Hz as on an analogue line."""

    name: str
    noise: str = "none"
    snr_db: float = 40.0
    crosstalk_db: float | None = None
    narrow: bool = False


LINES = (
    Line("clean"),
    Line("white 20 dB", "white", 20, -20),
    Line("babble 20 dB", "babble", 20, -20),
    Line("white 15 dB", "white", 15, -20),
    Line("babble 15 dB", "babble", 15, -20),
    Line("telephone", "white", 25, -25, narrow=True),
)


def recorded(scene: Scene, line: Line, seed: int) -> NDArray[np.int16]:
    """The scene as its recording (n, 2) at 8 kHz, through A-law."""
    chance = np.random.default_rng(seed)
    sound = scene.sound()
    if line.crosstalk_db is not None:
        sound = sound + 10 ** (line.crosstalk_db / 20) * _late(sound[:, ::-1])
    if line.narrow:
        sound = sosfilt(butter(4, (300, 3400), "band", fs=RATE, output="sos"), sound, axis=0).astype(
            np.float32
        )
    for channel in (0, 1):
        level = scene.levels[channel] - line.snr_db if line.noise != "none" else IDLE_DBOV
        sound[:, channel] += _noise(line.noise, len(sound), level, chance)
    return through_a_law(sound)


def through_a_law(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    pcm = (np.clip(sound, -1, 1) * 32767).astype(np.int16)
    return _COMPANDED[pcm.view(np.uint16)]


def _late(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    shift = round(CROSSTALK_DELAY_S * RATE)
    return np.concatenate([np.zeros((shift, 2), np.float32), sound[:-shift]])


def _noise(kind: str, count: int, dbov: float, chance: np.random.Generator) -> Sound:
    if kind == "babble":
        start = int(chance.integers(len(babble())))
        noise = np.resize(np.roll(babble(), -start), count)
    else:
        noise = chance.standard_normal(count).astype(np.float32)
    return np.asarray(noise * 10 ** (dbov / 20), np.float32)


@cache
def babble(seconds: int = 40) -> Sound:
    """Six people talk at once, at a root mean square of 1."""
    chance = np.random.default_rng(6)
    whole = np.zeros(seconds * RATE, np.float32)
    for speaker in BABBLERS:
        place = 0
        while place < len(whole):
            sound = phrase(ROOM[int(chance.integers(len(ROOM)))], speaker, 230).sound
            rest = sound[: len(whole) - place]
            whole[place : place + len(rest)] += rest / np.sqrt((sound**2).mean())
            place += len(sound) + int(chance.integers(RATE // 4))
    return np.asarray(whole / np.sqrt((whole**2).mean()), np.float32)


def _companded() -> NDArray[np.int16]:
    levels = np.sort(TABLES[A_LAW].astype(np.int32))
    samples = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    return levels[np.searchsorted((levels[1:] + levels[:-1] + 1) // 2, samples, side="right")].astype(
        np.int16
    )


_COMPANDED = _companded()
