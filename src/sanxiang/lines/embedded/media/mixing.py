"""A conference: every 20 ms each party hears the sum of the others. Only while there are three or more."""

from collections import deque
from collections.abc import Iterable

import numpy as np

from .g711 import FRAME, Law, Pcm, decode, encode
from .rtp import Packet

DEPTH = 5  # frames kept for a party: 100 ms against jitter, older ones give way


class Conference:
    """Parties by name. `feed` takes their packets as they come, `beat` gives what each has to hear."""

    def __init__(self, names: Iterable[str]) -> None:
        self._frames: dict[str, deque[Pcm]] = {name: deque(maxlen=DEPTH) for name in names}
        self._rests: dict[str, Pcm] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._frames)

    def leave(self, name: str) -> None:
        self._frames.pop(name, None)
        self._rests.pop(name, None)

    def feed(self, name: str, packet: Packet) -> None:
        frames = self._frames.get(name)
        if frames is None:
            return
        samples = decode(packet.payload, packet.payload_type)
        rest = self._rests.pop(name, None)
        if rest is not None:
            samples = np.concatenate([rest, samples])
        for start in range(0, len(samples), FRAME):
            piece = samples[start : start + FRAME]
            if len(piece) == FRAME:
                frames.append(piece)
            else:  # a sender whose packets are not 20 ms long
                self._rests[name] = piece

    def beat(self, laws: dict[str, Law]) -> dict[str, bytes]:
        """20 ms for each party named in `laws`, in its law: all but itself."""
        now = {name: frames.popleft() for name, frames in self._frames.items() if frames}
        total = np.zeros(FRAME, np.int32)
        for samples in now.values():
            total += samples
        return {name: encode(_without(total, now.get(name)), law) for name, law in laws.items()}


def _without(total: np.ndarray[tuple[int], np.dtype[np.int32]], own: Pcm | None) -> Pcm:
    rest = total if own is None else total - own
    return np.clip(rest, -32768, 32767).astype(np.int16)
