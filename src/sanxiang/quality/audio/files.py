"""A recording on disk, read in blocks: an hour needs no more memory than a minute."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from sanxiang.kernel.g711 import A_LAW_TO_PCM, MU_LAW_TO_PCM
from sanxiang.kernel.words import gettext
from sanxiang.quality.audio.listener import BLOCK_S, Listener
from sanxiang.quality.audio.model import Analysis, BadSound
from sanxiang.quality.audio.wav import A_LAW, MU_LAW, Wav, read_head

Samples = NDArray[np.int16]
TABLES: dict[int, Samples] = {A_LAW: A_LAW_TO_PCM, MU_LAW: MU_LAW_TO_PCM}


def analyse_file(path: Path | str) -> Analysis:
    """The analysis of a WAV file (16-bit PCM or G.711, two channels). Raises BadSound."""
    try:
        with Path(path).open("rb") as file:
            wav = read_head(file, os.fstat(file.fileno()).st_size)
            listener = Listener(wav.rate)
            for block in blocks(file, wav):
                listener.feed(block)
            return listener.finish()
    except OSError as fault:
        raise BadSound("unreadable", gettext("录音文件读不出来，请检查文件是否存在、有没有权限。")) from fault


def blocks(file: BinaryIO, wav: Wav) -> Iterator[Samples]:
    """(n, 2) samples, 10 s at a time."""
    file.seek(wav.start)
    left = wav.frames
    while left > 0:
        count = min(left, BLOCK_S * wav.rate)
        data = file.read(count * wav.frame_bytes)
        if len(data) < count * wav.frame_bytes:  # it was cut while it was being read
            raise BadSound("truncated", gettext("录音文件在检查时变短了，请重新检查。"))
        yield _samples(data, wav.law).reshape(-1, 2)
        left -= count


def _samples(data: bytes, law: int) -> Samples:
    if law in TABLES:
        return TABLES[law][np.frombuffer(data, np.uint8)]
    return np.frombuffer(data, "<i2").astype(np.int16, copy=False)
