"""Has a party spoken? By loudness, from the first packets that matter until it is certain."""

import numpy as np

from .g711 import TO_PCM
from .rtp import Packet

LOUD = (
    10 ** (-38 / 20) * 32768
)  # root mean square; speech on the phone lies near -26 dBov, a quiet room under -50
ENOUGH = 0.2 * 8000  # samples of loud frames within the window
WINDOW = 2.0 * 8000

_POWER = {law: (table.astype(np.float32) ** 2) for law, table in TO_PCM.items()}


class Ear:
    """`heard` turns true after 0.2 s of loud frames within 2 s. It costs nothing once it is."""

    __slots__ = ("_loud", "_passed", "heard")

    def __init__(self) -> None:
        self.heard = False
        self._loud = self._passed = 0.0

    def reset(self) -> None:
        self.heard = False
        self._loud = self._passed = 0.0

    def feed(self, packet: Packet) -> None:
        """Listen to a packet."""
        if not packet.payload:
            return
        codes = np.frombuffer(packet.payload, np.uint8)
        self._passed += len(codes)
        if float(_POWER[packet.payload_type][codes].mean()) > LOUD * LOUD:
            self._loud += len(codes)
        self.heard = self._loud >= ENOUGH
        if self._passed >= WINDOW:
            self._passed = self._loud = 0.0
