"""Reads the head of a WAV file and never believes it: what it says is held against what is there.

Accepts 16-bit PCM and G.711 (A-law, μ-law), two channels, 8,000 or 16,000 Hz.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sanxiang.kernel.words import gettext
from sanxiang.quality.audio.front import RATES
from sanxiang.quality.audio.model import BadSound

PCM, A_LAW, MU_LAW, EXTENSIBLE = 1, 6, 7, 0xFFFE
BITS = {PCM: 16, A_LAW: 8, MU_LAW: 8}
ENDLESS = (0, 0x7FFFF000)  # sizes that writers leave in who do not know the length yet: none, or about 2 GB
LONGEST_S = 24 * 3600


@dataclass(frozen=True)
class Wav:
    """Where the samples are. `law`: the format's tag; `frames`: samples of each channel."""

    law: int
    rate: int
    start: int
    frames: int

    @property
    def frame_bytes(self) -> int:
        return 2 * BITS[self.law] // 8


def read_head(file: BinaryIO, size: int) -> Wav:
    """`size`: bytes of the whole file. Raises BadSound."""
    if size == 0:
        raise BadSound("empty", gettext("录音文件是空的，没有声音可以检查。"))
    if size < 12 or file.read(4) != b"RIFF" or file.read(8)[4:] != b"WAVE":
        raise BadSound("not_wav", gettext("这不是 WAV 录音文件，请提供 WAV 格式的双声道录音。"))
    form: tuple[int, ...] | None = None
    for name, start, length in _chunks(file, size):
        if name == b"fmt ":
            form = _form(file, start, min(length, size - start))
        if name == b"data":
            return _checked(form, start, length, size)
    raise BadSound("header", gettext("录音文件的文件头不完整，里面没有声音数据。"))


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    place = 12
    while place + 8 <= size:
        file.seek(place)
        name, length = struct.unpack("<4sI", file.read(8))
        yield name, place + 8, length
        place += 8 + length + length % 2


def _form(file: BinaryIO, start: int, length: int) -> tuple[int, ...]:
    """Tag, channels, rate, bytes a second, bytes a frame, bits; the tag inside where it is extensible."""
    if length < 16:
        raise BadSound("header", gettext("录音文件的文件头不完整，里面没有声音数据。"))
    file.seek(start)
    data = file.read(length)
    tag, *rest = struct.unpack("<HHIIHH", data[:16])
    if tag == EXTENSIBLE and length >= 26:
        tag = int.from_bytes(data[24:26], "little")
    return tag, *rest


def _checked(form: tuple[int, ...] | None, start: int, length: int, size: int) -> Wav:
    if form is None:
        raise BadSound("header", gettext("录音文件的文件头不完整，里面没有声音数据。"))
    law, channels, rate, byte_rate, frame_bytes, bits = form
    _check_form(law, channels, rate, bits)
    if frame_bytes != channels * bits // 8 or byte_rate != rate * frame_bytes:
        raise BadSound("header", gettext("录音文件的文件头自相矛盾，请重新导出这段录音。"))
    return Wav(law, rate, start, _frames(length, size - start, frame_bytes, rate))


def _check_form(law: int, channels: int, rate: int, bits: int) -> None:
    if BITS.get(law) != bits:
        raise BadSound("format", gettext("录音的编码不能识别，请改用 16 位 PCM 或 G.711 的 WAV 文件。"))
    if channels == 1:
        raise BadSound("one_channel", gettext("录音只有一个声道，分不清是谁在说话；请提供双声道录音。"))
    if channels != 2:
        text = gettext(
            "录音有 %(count)s 个声道；应有两个：第一声道是来电人，第二声道是客服。", count=channels
        )
        raise BadSound("channels", text)
    if rate not in RATES:
        raise wrong_rate(rate)


def wrong_rate(rate: int) -> BadSound:
    text = gettext("录音的采样率是 %(rate)s Hz，请改用 8000 或 16000 Hz 的录音。", rate=rate)
    return BadSound("rate", text)


def _frames(said: int, there: int, frame_bytes: int, rate: int) -> int:
    """Frames of sound: what the head says where that is there, all that is there where it says nothing."""
    endless = said == ENDLESS[0] or said >= ENDLESS[1]
    if not endless and said > there:
        missing = round((said - there) / frame_bytes / rate, 1)
        text = gettext("录音文件不完整，结尾缺少约 %(seconds)s 秒；请重新传送这段录音。", seconds=missing)
        raise BadSound("truncated", text)
    frames = (there if endless else said) // frame_bytes
    if frames == 0:
        raise BadSound("empty", gettext("录音文件是空的，没有声音可以检查。"))
    if frames > LONGEST_S * rate:
        raise BadSound("too_long", gettext("录音超过二十四小时，不像是一次通话；请分成一通一通的录音。"))
    return frames
