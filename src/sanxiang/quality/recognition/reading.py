"""Stretches of one channel out of a recording, wherever they are."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio.files import blocks
from sanxiang.quality.audio.wav import read_head


class Reading:
    """An open recording. `rate` in Hz. Raises BadSound and OSError."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._wav = read_head(self._file, os.fstat(self._file.fileno()).st_size)
        self.rate = self._wav.rate

    def samples(self, channel: int, from_s: float, to_s: float) -> NDArray[np.float32]:
        """That channel from one second to another, -1 to 1."""
        first, last = int(from_s * self.rate), min(int(to_s * self.rate), self._wav.frames)
        part = type(self._wav)(
            self._wav.law, self.rate, self._wav.start + first * self._wav.frame_bytes, max(0, last - first)
        )
        each = [block[:, channel] for block in blocks(self._file, part)]
        whole = np.concatenate(each) if each else np.zeros(0, np.int16)
        return whole.astype(np.float32) / np.float32(32768)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
