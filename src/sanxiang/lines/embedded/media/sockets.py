"""Our UDP sockets under ICE: chosen addresses and ports, and the kernel's own time of arrival."""

import asyncio
import random
import socket
import struct
import sys
import time
from collections.abc import Callable
from typing import Any

from .settings import Host

BUFFER = 256 * 1024
MAX_DATAGRAM = 2048
# Linux tells when a datagram reached the machine; elsewhere the moment of reading has to do.
SO_TIMESTAMPNS = 35 if sys.platform == "linux" else 0
_STAMP = struct.Struct("qq")
_ANCILLARY = socket.CMSG_SPACE(_STAMP.size)

MediaSink = Callable[[bytes, float], None]


class PortsTaken(Exception):
    """Every port of the configured range is in use."""


class UdpTransport(asyncio.DatagramTransport):
    """A datagram transport for one aioice protocol.

    Once `media` is set, RTP and RTCP go straight to it with their time of arrival (seconds since the epoch);
    STUN and DTLS go on to the protocol.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, sock: socket.socket, protocol: Any) -> None:
        super().__init__({"socket": sock, "sockname": sock.getsockname()})
        self.media: MediaSink | None = None
        self._loop, self._sock, self._protocol = loop, sock, protocol
        self._closed = False
        loop.add_reader(sock.fileno(), self._readable)

    def sendto(self, data: Any, addr: Any = None) -> None:
        if self._closed:
            return
        try:
            self._sock.sendto(data, addr)
        except (BlockingIOError, InterruptedError):
            pass  # a voice packet that can't leave now is of no use later
        except OSError as error:
            self._protocol.error_received(error)

    def _readable(self) -> None:
        try:
            data, ancillary, _, addr = self._sock.recvmsg(MAX_DATAGRAM, _ANCILLARY)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:  # what ICMP reported about an earlier datagram
            self._protocol.error_received(error)
            return
        if self.media is not None and data and data[0] & 0xC0 == 0x80:
            self.media(data, _stamp(ancillary))
        elif data:
            self._protocol.datagram_received(data, addr)

    def is_closing(self) -> bool:
        return self._closed

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self.media = None
        self._loop.remove_reader(self._sock.fileno())
        self._sock.close()
        self._loop.call_soon(self._protocol.connection_lost, None)

    abort = close


def _stamp(ancillary: list[tuple[int, int, bytes]]) -> float:
    if ancillary:
        seconds, nanoseconds = _STAMP.unpack(ancillary[0][2])
        return float(seconds + nanoseconds * 1e-9)
    return time.time()


def open_socket(host: Host, ports: tuple[int, int] | None) -> socket.socket:
    """A bound socket that doesn't block. Raises OSError, or PortsTaken when the range is used up."""
    family = socket.AF_INET6 if ":" in host.bound else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        if SO_TIMESTAMPNS:
            sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        _bind(sock, host.bound, ports)
    except BaseException:
        sock.close()
        raise
    return sock


def _bind(sock: socket.socket, address: str, ports: tuple[int, int] | None) -> None:
    if ports is None:
        sock.bind((address, 0))
        return
    choice = list(range(ports[0], ports[1] + 1))
    random.shuffle(choice)
    for port in choice:
        try:
            sock.bind((address, port))
        except OSError:
            continue
        return
    raise PortsTaken(address)
