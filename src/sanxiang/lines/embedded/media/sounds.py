"""Everything the line can play, by name: tones, our announcements, a company's own over them."""

import logging
import struct
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np

from . import tones
from .g711 import RATE, Law, Pcm, decode, encode

log = logging.getLogger(__name__)

_LAWS = {6: Law.A, 7: Law.U}
_MADE = {"hold": tones.hold, "busy": tones.busy}


class BadSound(Exception):
    """A WAV file that can't be played. The text names the file and says how it should be."""


class Sounds:
    """Gives a name's payload in either law. `own` is the folder with the company's files, or None."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._theirs = {path.stem for path in own.glob("*.wav")} if own is not None else set()
        self._kept: dict[tuple[str, Law], bytes] = {}

    def payload(self, name: str, law: Law) -> bytes:
        """The whole sound in G.711. Raises KeyError for a name nobody knows."""
        kept = self._kept.get((name, law))
        if kept is None:
            kept = self._kept[name, law] = encode(self._samples(name), law)
        return kept

    def has_own(self, name: str) -> bool:
        """Whether the company had brought a file for it when the line started."""
        return name in self._theirs

    def _samples(self, name: str) -> Pcm:
        if self._own is not None and name in self._theirs:
            try:
                return read_wav((self._own / f"{name}.wav").read_bytes(), f"{name}.wav")
            except (BadSound, OSError) as error:
                log.error("%s Ours is played instead.", error)
        if name in _MADE:
            return _MADE[name]()
        return _shipped(name)


@lru_cache(maxsize=16)
def ringback(law: Law, on_s: float, cycle_s: float) -> bytes:
    """One cycle of a line's ring-back."""
    return encode(tones.ringback(on_s, cycle_s), law)


def _shipped(name: str) -> Pcm:
    file = resources.files("sanxiang.lines.embedded") / "prompts" / f"{name}.wav"
    if not name.isidentifier() or not file.is_file():
        raise KeyError(name)
    return read_wav(file.read_bytes(), f"{name}.wav")


def read_wav(data: bytes, name: str) -> Pcm:
    """Samples of a mono 8000 Hz WAV file, 16-bit or G.711 (which the standard library can't read)."""
    parts = _chunks(data)
    if "fmt " not in parts or "data" not in parts or len(parts["fmt "]) < 16:
        raise BadSound(f"{name} is not a WAV file.")
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", parts["fmt "])
    if (channels, rate) != (1, RATE) or (kind, bits) not in ((1, 16), (6, 8), (7, 8)):
        raise BadSound(f"{name} must be mono, 8000 Hz, 16-bit or G.711: convert it with sox.")
    if kind == 1:
        return np.frombuffer(parts["data"][: len(parts["data"]) // 2 * 2], "<i2").astype(np.int16)
    return decode(parts["data"], _LAWS[kind])


def _chunks(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return parts
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        parts.setdefault(data[at : at + 4].decode("latin-1"), data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return parts
