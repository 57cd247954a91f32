"""A recording that is being written by another process: what is new in it, as far as it won't change."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HEADER_BYTES = 44
CHANNELS = 2
FRAME_BYTES = 2 * CHANNELS
_FORM = struct.Struct("<4s4x4s4xIHHIIHH")


class NotOurs(ValueError):
    """The file is no two-channel 16-bit WAV as the line writes it."""


class GrowingSound:
    """Reads on from where it stopped. Raises OSError without a file (yet), NotOurs for another kind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rate = _rate(path)
        self.at = 0  # frames read or passed over

    @property
    def frames(self) -> int:
        """Frames in the file now; the writer's header comes a moment after its samples."""
        return max(0, self.path.stat().st_size - HEADER_BYTES) // FRAME_BYTES

    def read(self, upto: int, most: int) -> NDArray[np.int16]:
        """The next frames, before frame `upto` and at most `most` of them; shape (n, 2)."""
        count = max(0, min(upto - self.at, most))
        with self.path.open("rb") as file:
            file.seek(HEADER_BYTES + self.at * FRAME_BYTES)
            data = file.read(count * FRAME_BYTES)
        samples = np.frombuffer(data[: len(data) // FRAME_BYTES * FRAME_BYTES], "<i2").reshape(-1, CHANNELS)
        self.at += len(samples)
        return samples


def _rate(path: Path) -> int:
    with path.open("rb") as file:
        head = file.read(HEADER_BYTES)
    if len(head) < HEADER_BYTES:
        raise FileNotFoundError(path)  # its writer has not come so far
    riff, wave, _, form, channels, rate, _, _, bits = _FORM.unpack_from(head)
    if (riff, wave, form, channels, bits) != (b"RIFF", b"WAVE", 1, CHANNELS, 16):
        raise NotOurs(f"{path.name} is no two-channel 16-bit WAV file")
    return int(rate)
