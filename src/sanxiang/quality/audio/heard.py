"""What one stretch of a recording holds, channel by channel, so that stretches can be added up."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio import melody, syllables
from sanxiang.quality.audio.front import FRAMES_PER_S, Features, decibels
from sanxiang.quality.audio.level import ActiveLevel
from sanxiang.quality.audio.runs import Runs, mask_of, sums

SILENT_DBOV = -70.0  # the idle step of A-law is -72
STRETCH_FRAMES = 100  # speech is cut into seconds to see how much its level changes
Floats = NDArray[np.floating]


@dataclass
class Heard:
    """One channel so far; frames of 10 ms counted from the beginning of the recording.

    `runs`: its speech, `energies`: the sum of the frame powers of each run. `frames`, `sounding`: all frames,
    and those that carry anything. `clipped`, `spoken`: samples at full scale, and all, in speech.
    """

    runs: Runs = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    energies: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    nuclei: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    level: ActiveLevel = field(default_factory=ActiveLevel)
    levels: list[float] = field(default_factory=list)
    hz: list[Floats] = field(default_factory=list)
    frames: int = 0
    sounding: int = 0
    clipped: float = 0.0
    spoken: int = 0


def add(heard: Heard, features: Features, channel: int, runs: Runs, keep: tuple[int, int]) -> None:
    """Add what lies in frames `keep` of `features`, whose first frame is `heard.frames` - keep[0]."""
    offset = heard.frames - keep[0]
    inside = _cut(runs, keep)
    nuclei = syllables.nuclei(features, channel, runs)
    power = features.power[channel]
    _join(heard, inside + offset, sums(power, inside))
    heard.nuclei = np.concatenate([heard.nuclei, nuclei[(nuclei >= keep[0]) & (nuclei < keep[1])] + offset])
    spoken = mask_of(inside, len(power))
    if len(inside):
        heard.level.add(power[spoken])
        heard.levels += _levels(power[spoken])
        heard.hz.append(_voiced(features, channel, spoken))
    heard.clipped += float(features.clipped[channel][spoken].sum())
    heard.spoken += int(spoken.sum())
    heard.sounding += int((power[keep[0] : keep[1]] > 10 ** (SILENT_DBOV / 10)).sum())
    heard.frames += keep[1] - keep[0]


def _cut(runs: Runs, keep: tuple[int, int]) -> Runs:
    cut = np.clip(runs, *keep)
    return cut[cut[:, 1] > cut[:, 0]]


def _join(heard: Heard, runs: Runs, energies: NDArray[np.float64]) -> None:
    """Append runs; one that goes on where the last stretch was cut is the same run."""
    if len(heard.runs) and len(runs) and heard.runs[-1, 1] == runs[0, 0]:
        heard.runs[-1, 1] = runs[0, 1]
        heard.energies[-1] += energies[0]
        runs, energies = runs[1:], energies[1:]
    heard.runs = np.concatenate([heard.runs, runs])
    heard.energies = np.concatenate([heard.energies, energies])


def _levels(power: Floats) -> list[float]:
    whole = power[: len(power) // STRETCH_FRAMES * STRETCH_FRAMES].reshape(-1, STRETCH_FRAMES)
    return [float(level) for level in decibels(whole.mean(axis=1))]


def _voiced(features: Features, channel: int, spoken: NDArray[np.bool_]) -> Floats:
    sure = features.pitch.strength[channel] > melody.VOICED
    return np.asarray(features.pitch.hz[channel][sure & spoken[::2]])


def seconds(frames: int | float) -> float:
    return float(frames) / FRAMES_PER_S
