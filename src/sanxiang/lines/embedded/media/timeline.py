"""Where a packet's samples belong in a recording: by RTP timestamp, tied to the moment of arrival."""

from .g711 import RATE

EARLY = RATE * 80 // 1000  # samples a packet may seem to come before its time until the tie is renewed
STALLED = RATE * 400 // 1000  # samples a packet may seem late until the sender's clock is taken to have stood


class Timeline:
    """Places one party's packets. Positions are samples since the recording's second 0.

    Timestamps carry the true spacing through jitter and loss. They are tied to arrival at the first packet,
    and anew when the stream changes (another SSRC), when packets come earlier than they could (a drifting
    or leaping clock) or when the sender's clock stood still while it was not sending.
    """

    __slots__ = ("_offset", "_sequence", "_ssrc", "_timestamp")

    def __init__(self) -> None:
        self._ssrc = -1
        self._offset = self._sequence = self._timestamp = 0

    def place(self, ssrc: int, sequence: int, timestamp: int, samples: int, elapsed: float) -> int:
        """Position of a packet of `samples` that arrived `elapsed` seconds after second 0 (or before)."""
        arrived = round(elapsed * RATE) - samples
        if ssrc != self._ssrc:
            self._ssrc, self._timestamp = ssrc, timestamp
            self._offset = arrived
        moved = (timestamp - self._timestamp + 0x80000000 & 0xFFFFFFFF) - 0x80000000
        position = self._offset + moved
        late = arrived - position
        following = (sequence - self._sequence) & 0xFFFF == 1
        if late < -EARLY or (late > STALLED and following):
            position = arrived
        if moved >= 0:
            self._offset, self._timestamp, self._sequence = position, timestamp, sequence
        return position
