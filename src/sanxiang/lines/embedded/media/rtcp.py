"""Our side of RTCP (RFC 3550, 6.4): one compound report a leg every few seconds, so that browsers' statistics
show loss and round trip. Nothing here is needed for the voice itself."""

import struct

from .g711 import RATE
from .rtp import OutStream, Packet

EVERY_S = 5.0
NTP_EPOCH = 2_208_988_800
SENDER_REPORT, RECEIVER_REPORT, DESCRIPTION = 200, 201, 202
_REPORT = struct.Struct("!BBHLLLLLL")  # head, ssrc, ntp (2), rtp, packets, octets
_BLOCK = struct.Struct("!LLLLLL")


def ntp(now: float) -> int:
    """NTP timestamp of `now` (seconds since the Unix epoch): seconds in the upper 32 bits."""
    return int((now + NTP_EPOCH) * (1 << 32))


class InStream:
    """What is known of the stream coming in: received, lost, jitter."""

    __slots__ = (
        "_base",
        "_expected",
        "_got",
        "_highest",
        "_jitter",
        "_sr",
        "_sr_at",
        "_transit",
        "received",
        "ssrc",
    )

    def __init__(self) -> None:
        self.ssrc = -1
        self.received = 0
        self._begin(-1, 0)

    def _begin(self, ssrc: int, sequence: int) -> None:
        self.ssrc, self._base, self._highest = ssrc, sequence, sequence
        self.received = self._expected = self._got = self._sr = 0
        self._sr_at = self._transit = self._jitter = 0.0

    def note(self, packet: Packet, now: float) -> None:
        """Count a packet that arrived at `now` (any steady seconds)."""
        _, sequence, timestamp, ssrc, _ = packet
        if ssrc != self.ssrc:
            self._begin(ssrc, sequence)
        ahead = (sequence - self._highest) & 0xFFFF
        if ahead < 0x8000:
            self._highest += ahead
        self.received += 1
        transit = now * RATE - timestamp
        change = abs(transit - self._transit)
        self._transit = transit
        if change < RATE:
            self._jitter += (change - self._jitter) / 16

    def note_report(self, data: bytes, now: float) -> None:
        """Remember a sender report's time (now: seconds since the epoch), for the other end's round trip."""
        if len(data) >= 28 and data[1] == SENDER_REPORT:
            self._sr = int.from_bytes(data[10:14], "big")
            self._sr_at = now

    @property
    def lost(self) -> int:
        """Packets that never came, so far."""
        return max(0, self._highest - self._base + 1 - self.received) if self.received else 0

    def block(self, now: float) -> bytes:
        """The report block about this stream; `now` in seconds since the epoch."""
        expected = self._highest - self._base + 1
        fresh, missing = expected - self._expected, expected - self._expected - (self.received - self._got)
        self._expected, self._got = expected, self.received
        fraction = min(255, (missing << 8) // fresh) if fresh > 0 and missing > 0 else 0
        delay = int((now - self._sr_at) * 65536) & 0xFFFFFFFF if self._sr else 0
        lost = fraction << 24 | min(self.lost, 0x7FFFFF)
        return _BLOCK.pack(self.ssrc, lost, self._highest & 0xFFFFFFFF, int(self._jitter), self._sr, delay)


def report(out: OutStream, incoming: InStream, cname: bytes, now: float, timestamp: int) -> bytes:
    """Sender report (`timestamp` = the stream's RTP time at `now`), report block, source description."""
    block = incoming.block(now) if incoming.received else b""
    moment = ntp(now)
    head = _REPORT.pack(
        0x80 | bool(block),
        SENDER_REPORT,
        6 + len(block) // 4,
        out.ssrc,
        moment >> 32,
        moment & 0xFFFFFFFF,
        timestamp & 0xFFFFFFFF,
        out.packets & 0xFFFFFFFF,
        out.octets & 0xFFFFFFFF,
    )
    return head + block + _description(out.ssrc, cname)


def _description(ssrc: int, cname: bytes) -> bytes:
    chunk = struct.pack("!LBB", ssrc, 1, len(cname)) + cname + b"\0"
    chunk += b"\0" * (-len(chunk) % 4)
    return struct.pack("!BBH", 0x81, DESCRIPTION, len(chunk) // 4) + chunk
