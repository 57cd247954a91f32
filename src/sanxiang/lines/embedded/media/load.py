"""How punctual the relaying is: the share of packets that left late.

A packet's lateness runs from the moment the kernel took it from the network (SO_TIMESTAMPNS) to the moment it
was handed back for sending, so it counts a full socket queue, a busy event loop and a starved process alike.
"""

from collections import deque

LATE_S = 0.020
DROP_S = 0.200  # older audio would only lengthen the delay of what follows
WINDOW_S = 10


class Load:
    """Counters since the start, and the share over the last ten seconds."""

    def __init__(self) -> None:
        self.relayed = self.late = self.dropped = 0
        self.worst_s = 0.0
        self._marks: deque[tuple[int, int]] = deque([(0, 0)], maxlen=WINDOW_S + 1)

    def note(self, late_s: float) -> None:
        """Count a packet relayed `late_s` after it arrived."""
        self.relayed += 1
        if late_s > LATE_S:
            self.late += 1
        if late_s > self.worst_s:
            self.worst_s = late_s

    def drop(self) -> None:
        """Count a packet that was too old to relay; it is late too."""
        self.relayed += 1
        self.late += 1
        self.dropped += 1

    def tick(self) -> None:
        """Call once a second."""
        self._marks.append((self.relayed, self.late))

    @property
    def late_share(self) -> float:
        """Share of packets over 20 ms late in the last ten seconds, 0 to 1."""
        relayed, late = self._marks[0]
        passed = self.relayed - relayed
        return (self.late - late) / passed if passed else 0.0
