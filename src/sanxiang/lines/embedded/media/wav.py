"""A two-channel 16-bit WAV file that is valid at any moment, and its repair after a crash."""

import os
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .g711 import RATE

HEADER_BYTES = 44
CHANNELS = 2
FRAME_BYTES = 2 * CHANNELS
_SIZES = struct.Struct("<4sI4s4sIHHIIHH4sI")


def header(data_bytes: int, rate: int = RATE, channels: int = CHANNELS) -> bytes:
    """The 44 bytes before `data_bytes` of samples."""
    step = 2 * channels
    form = (16, 1, channels, rate, rate * step, step, 16)
    return _SIZES.pack(b"RIFF", 36 + data_bytes, b"WAVE", b"fmt ", *form, b"data", data_bytes)


class GrowingWav:
    """Samples are put anywhere; the header always tells the true length."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_RDWR | os.O_CLOEXEC, 0o600)
        self.frames = 0
        self._put(header(0), 0)

    def write(self, start: int, samples: NDArray[np.int16]) -> None:
        """Put `samples` (frames x 2) from frame `start` on. On OSError the old header is still true."""
        self._put(np.ascontiguousarray(samples, "<i2").tobytes(), HEADER_BYTES + start * FRAME_BYTES)
        end = start + len(samples)
        if end > self.frames:
            self.frames = end
            self._put(header(end * FRAME_BYTES), 0)

    def sync(self) -> None:
        os.fsync(self._file)

    def close(self) -> None:
        """Close the file; a second time does nothing, for the number may be another file's by then."""
        if self._file >= 0:
            file, self._file = self._file, -1
            os.close(file)

    def _put(self, data: bytes, at: int) -> None:
        done = 0
        while done < len(data):
            done += os.pwrite(self._file, data[done:], at + done)


def repair(path: Path) -> float:
    """Make the header fit what is in the file, however its writer ended; return the seconds it holds."""
    with path.open("r+b") as file:
        whole = max(0, path.stat().st_size - HEADER_BYTES) // FRAME_BYTES * FRAME_BYTES
        file.seek(0)
        head = file.read(HEADER_BYTES)
        if head != header(whole):
            file.seek(0)
            file.write(header(whole))
        file.truncate(HEADER_BYTES + whole)
    return whole / FRAME_BYTES / RATE
