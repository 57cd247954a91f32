"""The outline of a recording, drawn on the call's page without sending the sound."""

import wave
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

POINTS = 1200
BLOCK = 1 << 18  # frames read at once
HEADER = 44  # bytes before the sound


def outline(path: Path, *, points: int = POINTS) -> dict[str, Any]:
    """Return `{"seconds", "peaks"}`: for each channel `points` loudest amplitudes, 0 … 1.

    Only what is really in the file counts, whatever its header promises. Raises wave.Error, EOFError or
    OSError for a file that can't be read.
    """
    with wave.open(str(path), "rb") as sound:
        if sound.getsampwidth() != 2:
            raise wave.Error("not 16 bit")
        channels, rate = sound.getnchannels(), sound.getframerate()
        there = max(path.stat().st_size - HEADER, 0) // (2 * channels)
        frames = min(sound.getnframes(), there) or 1
        loudest = np.zeros((points, channels), dtype=np.float32)
        _read(sound, loudest, frames)
    return {"seconds": frames / rate, "peaks": np.round(loudest.T / 32768, 3).tolist()}


def _read(sound: wave.Wave_read, loudest: NDArray[np.float32], frames: int) -> None:
    points, channels = loudest.shape
    done = 0
    while done < frames and (block := sound.readframes(min(BLOCK, frames - done))):
        whole = len(block) // (2 * channels) * 2 * channels
        samples = np.abs(np.frombuffer(block[:whole], dtype="<i2").astype(np.float32)).reshape(-1, channels)
        bins = (np.arange(done, done + len(samples)) * points) // frames
        starts = np.flatnonzero(np.diff(bins, prepend=-1))
        peaks = np.maximum.reduceat(samples, starts, axis=0)
        loudest[bins[starts]] = np.maximum(loudest[bins[starts]], peaks)
        done += len(samples)
