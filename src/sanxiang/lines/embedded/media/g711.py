"""G.711 by tables (ITU-T G.711): 8-bit μ-law and A-law to 16-bit samples and back."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sanxiang.kernel.g711 import A_LAW_TO_PCM, MU_LAW_TO_PCM

Pcm = NDArray[np.int16]

RATE = 8000
FRAME = 160  # samples of 20 ms


class Law(IntEnum):
    """The two companding laws, by their RTP payload type (RFC 3551)."""

    U = 0
    A = 8


TO_PCM: dict[int, Pcm] = {Law.U: MU_LAW_TO_PCM, Law.A: A_LAW_TO_PCM}


def _from_pcm_table(law: Law) -> NDArray[np.uint8]:
    """The nearest code for each of the 65,536 samples, indexed by the sample read as unsigned."""
    levels = TO_PCM[law].astype(np.int32)
    order = np.argsort(levels, kind="stable")
    samples = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    middles = (levels[order][1:] + levels[order][:-1] + 1) // 2
    return order[np.searchsorted(middles, samples, side="right")].astype(np.uint8)


_FROM_PCM = {law: _from_pcm_table(law) for law in Law}
ACROSS: dict[int, bytes] = {  # for bytes.translate: a payload in this law, said in the other
    Law.U: _FROM_PCM[Law.A][TO_PCM[Law.U].view(np.uint16)].tobytes(),
    Law.A: _FROM_PCM[Law.U][TO_PCM[Law.A].view(np.uint16)].tobytes(),
}
SILENCE: dict[int, int] = {law: int(_FROM_PCM[law][0]) for law in Law}


def decode(payload: bytes, law: int) -> Pcm:
    """16-bit samples of a payload."""
    return TO_PCM[law][np.frombuffer(payload, np.uint8)]


def encode(samples: Pcm, law: int) -> bytes:
    """The payload for 16-bit samples."""
    return _FROM_PCM[Law(law)][samples.view(np.uint16)].tobytes()
