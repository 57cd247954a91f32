"""RTP packets as bytes (RFC 3550): reading a header, writing one outgoing stream from changing sources."""

import secrets
import struct
from typing import NamedTuple

from .g711 import RATE

HEADER = struct.Struct("!BBHLL")
HEADER_LENGTH = HEADER.size
REBASE_AFTER_S = 1.0  # a source silent for longer is taken up as a new one
JUMP = 3000  # packets: a source whose numbers leap has begun anew


class Packet(NamedTuple):
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes


def parse(data: bytes) -> Packet | None:
    """Read an RTP packet; None when it is none. Extensions, CSRC and padding are passed over."""
    if len(data) < HEADER_LENGTH:
        return None
    first, second, sequence, timestamp, ssrc = HEADER.unpack_from(data)
    if first == 0x80:
        payload = data[HEADER_LENGTH:]
    elif first >> 6 == 2:
        payload = _awkward_payload(data, first)
    else:
        return None
    return Packet(second & 0x7F, sequence, timestamp, ssrc, payload)


def _awkward_payload(data: bytes, first: int) -> bytes:
    start = HEADER_LENGTH + 4 * (first & 0x0F)
    if first & 0x10:
        if len(data) < start + 4:
            return b""
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    end = len(data) - (data[-1] if first & 0x20 else 0)
    return data[start:end]


class OutStream:
    """One stream as its receiver sees it: numbers go on evenly whatever it is fed from.

    Losses and reordering of a relayed source are passed on as they are, so that the receiver's own jitter
    buffer deals with them; a change of source, a long pause or a leap re-bases numbers and sets the marker.
    """

    def __init__(self) -> None:
        self.ssrc = secrets.randbits(32)
        self.packets = 0
        self.octets = 0
        # The lower half, so that the first losses can't confuse SRTP's rollover counter.
        self._last_seq = secrets.randbits(15)
        self._last_ts = secrets.randbits(32)
        self._last_at = 0.0
        self._source = -1
        self._seq_off = self._ts_off = 0

    def relay(self, packet: Packet, payload: bytes, payload_type: int, source: int, now: float) -> bytes:
        """The packet to send for one of `source` (its SSRC); `now` in monotonic seconds."""
        sequence = (packet.sequence + self._seq_off) & 0xFFFF
        ahead = (sequence - self._last_seq) & 0xFFFF
        marker = 0
        if source != self._source or now - self._last_at > REBASE_AFTER_S or JUMP < ahead < 0x10000 - JUMP:
            marker = 0x80
            self._source = source
            sequence, ahead = (self._last_seq + 1) & 0xFFFF, 1
            self._seq_off = sequence - packet.sequence
            self._ts_off = self._next_timestamp(now) - packet.timestamp
        timestamp = (packet.timestamp + self._ts_off) & 0xFFFFFFFF
        if ahead < 0x8000:
            self._last_seq, self._last_ts, self._last_at = sequence, timestamp, now
        return self._packed(marker | payload_type, sequence, timestamp, payload)

    def own(self, payload: bytes, payload_type: int, source: int, now: float) -> bytes:
        """The packet to send for a frame of our own (a tone, a mix), played at its natural pace."""
        marker = 0
        if source != self._source or now - self._last_at > REBASE_AFTER_S:
            marker = 0x80
            self._source = source
            self._last_ts = (self._next_timestamp(now) - len(payload)) & 0xFFFFFFFF
        self._last_seq = (self._last_seq + 1) & 0xFFFF
        self._last_ts = (self._last_ts + len(payload)) & 0xFFFFFFFF
        self._last_at = now
        return self._packed(marker | payload_type, self._last_seq, self._last_ts, payload)

    def _next_timestamp(self, now: float) -> int:
        """Where the stream's clock stands, one frame after the last at the least."""
        passed = int((now - self._last_at) * RATE) if self._last_at else 0
        return self._last_ts + max(passed, 160)

    def _packed(self, second: int, sequence: int, timestamp: int, payload: bytes) -> bytes:
        self.packets += 1
        self.octets += len(payload)
        return HEADER.pack(0x80, second, sequence, timestamp, self.ssrc) + payload

    def timestamp_at(self, now: float) -> int:
        """The stream's RTP time at monotonic second `now`."""
        return self._last_ts + int((now - self._last_at) * RATE) if self._last_at else self._last_ts
