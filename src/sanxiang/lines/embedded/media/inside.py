"""The only place that touches private names of aiortc, aioice, pylibsrtp; test_inside.py tells if they move.

aiortc does the signalling, ICE and DTLS. From there on packets take a short way: decrypt, hand over, encrypt,
send; without its jitter buffer, decoder thread, RTP task and RTCP tasks, which cost more than the relaying.
"""

import asyncio
import contextlib
import ipaddress
from collections.abc import Callable
from typing import Any

from aioice.candidate import Candidate, candidate_foundation, candidate_priority
from aioice.ice import Connection, StunProtocol, server_reflexive_candidate
from aiortc import RTCPeerConnection
from pylibsrtp._binding import ffi, lib

from .settings import Host, MediaSettings
from .sockets import PortsTaken, UdpTransport, open_socket

STUN_TIMEOUT_S = 1.5

OnPacket = Callable[[bytes, float], None]


ROOM = 2048  # bytes: a datagram and the cipher's trailer
TRAILER = 148  # bytes that libsrtp may add at most


class NotAuthentic(Exception):
    """A packet that was not encrypted by the other end, or came before."""


class Cipher:
    """One direction of a connection's SRTP: pylibsrtp's session without what it allocates for every packet.

    All share one buffer: use them in the event loop only.
    """

    _room = ffi.new("char[]", ROOM)
    _view = ffi.buffer(_room)
    _length = ffi.new("int *")

    def __init__(self, session: Any) -> None:
        self._session = session  # keeps the keys alive
        self._srtp = session._srtp[0]

    def run(self, work: Any, packet: bytes) -> bytes:
        """Let one of `lib`'s four functions work on a packet. Raises NotAuthentic."""
        size = len(packet)
        if size > ROOM - TRAILER:
            raise NotAuthentic
        self._view[0:size] = packet
        self._length[0] = size
        if work(self._srtp, self._room, self._length):
            raise NotAuthentic
        return bytes(self._view[0 : self._length[0]])


class Pipe:
    """The encrypted way of one peer connection, below its negotiation.

    `on_rtp(packet, arrived)` and `on_rtcp` get decrypted packets; `on_open()` is called when DTLS is done and
    the fingerprint was right. Until then `send` drops what it is given.
    """

    def __init__(self, transceiver: Any, ssrc: int, *, on_rtp: OnPacket, on_rtcp: OnPacket) -> None:
        self._dtls: Any = transceiver.receiver.transport
        self._ice: Connection = self._dtls.transport._connection
        self._on_rtp, self._on_rtcp = on_rtp, on_rtcp
        self._rx: Cipher | None = None
        self._tx: Cipher | None = None
        self._pair: Any = None
        self._sendto: Callable[[bytes, Any], None] = _nowhere
        self._addr: Any = None
        self.on_open: Callable[[], None] = lambda: None
        transceiver.sender._ssrc = ssrc  # so that the answer announces what we shall send with
        transceiver.sender.send = self._start
        transceiver.receiver.receive = _nothing

    @property
    def open(self) -> bool:
        return self._tx is not None

    async def _start(self, parameters: Any) -> None:
        """Stands in for RTCRtpSender.send, which aiortc calls once DTLS has connected."""
        self._rx, self._tx = Cipher(self._dtls._rx_srtp), Cipher(self._dtls._tx_srtp)
        self._dtls._handle_rtp_data = self._rtp_by_queue
        self._dtls._handle_rtcp_data = self._rtcp_by_queue
        for protocol in self._ice._protocols:
            if isinstance(protocol.transport, UdpTransport):
                protocol.transport.media = self._datagram
        self.on_open()

    def _datagram(self, data: bytes, arrived: float) -> None:
        """A packet straight from the socket. Not authentic or repeated: dropped."""
        if self._rx is None or len(data) < 12:
            return
        try:
            if 192 <= data[1] <= 223:  # RFC 5761
                self._on_rtcp(self._rx.run(lib.srtp_unprotect_rtcp, data), arrived)
            else:
                self._on_rtp(self._rx.run(lib.srtp_unprotect, data), arrived)
        except NotAuthentic:
            return

    async def _rtp_by_queue(self, data: bytes, arrival_time_ms: int) -> None:
        """A packet that came by TURN, already decrypted by aiortc."""
        self._on_rtp(data, arrival_time_ms / 1000)

    async def _rtcp_by_queue(self, data: bytes) -> None:
        self._on_rtcp(data, 0.0)

    def send(self, packet: bytes) -> None:
        """Encrypt and send an RTP packet."""
        self._send(lib.srtp_protect, packet)

    def send_rtcp(self, packet: bytes) -> None:
        self._send(lib.srtp_protect_rtcp, packet)

    def _send(self, work: Any, packet: bytes) -> None:
        pair = self._ice._nominated.get(1)
        if self._tx is None or pair is None:
            return
        if pair is not self._pair:
            self._pair, self._sendto, self._addr = pair, pair.protocol.transport.sendto, pair.remote_addr
        self._sendto(self._tx.run(work, packet), self._addr)

    def close(self) -> None:
        self._tx = None
        for protocol in self._ice._protocols:
            if isinstance(protocol.transport, UdpTransport):
                protocol.transport.media = None

    def vanish(self) -> None:
        """Stop sending and hearing anything, STUN too, without telling the other end (for tests and load)."""
        self._tx = None
        for protocol in self._ice._protocols:
            protocol.transport.close()


def _nowhere(packet: bytes, addr: Any) -> None:
    """Before there is a way to the other end."""


async def _nothing(parameters: Any) -> None:
    """Stands in for RTCRtpReceiver.receive: no decoder thread, no RTCP task."""


def use_network(peer: RTCPeerConnection, settings: MediaSettings) -> None:
    """Let `peer` gather its addresses our way: chosen ones (loopback too), from a port range, our sockets.

    Call it after a transceiver was added and before the local description is set.
    """
    for transceiver in peer.getTransceivers():
        connection: Any = transceiver.receiver.transport.transport._connection

        async def gather(
            component: int, addresses: list[str], timeout: int = 5, ice: Any = connection
        ) -> Any:
            return await _gather(ice, component, addresses, settings)

        connection.get_component_candidates = gather


async def _gather(ice: Any, component: int, addresses: list[str], settings: MediaSettings) -> list[Candidate]:
    hosts = settings.hosts or tuple(Host(address, address) for address in addresses)
    protocols = [p for p in (_bound(ice, component, host, settings) for host in hosts) if p is not None]
    ice._protocols += protocols
    found = [p.local_candidate for p in protocols]
    found += await _reflexive(ice, protocols)
    # With no addresses the original asks the TURN server alone.
    found += await Connection.get_component_candidates(ice, component, [])
    return found


def _bound(ice: Any, component: int, host: Host, settings: MediaSettings) -> Any:
    try:
        sock = open_socket(host, settings.ports)
    except (OSError, PortsTaken):
        return None
    protocol = StunProtocol(ice)
    protocol.connection_made(UdpTransport(asyncio.get_running_loop(), sock, protocol))
    protocol.local_candidate = Candidate(
        foundation=candidate_foundation("host", "udp", host.bound),
        component=component,
        transport="udp",
        priority=candidate_priority(component, "host"),
        host=host.told,
        port=sock.getsockname()[1],
        type="host",
    )
    return protocol


async def _reflexive(ice: Any, protocols: list[Any]) -> list[Candidate]:
    if not ice.stun_server:
        return []
    asked = [
        asyncio.ensure_future(server_reflexive_candidate(protocol, ice.stun_server))
        for protocol in protocols
        if ipaddress.ip_address(protocol.local_candidate.host).version == 4
    ]
    done, late = await asyncio.wait(asked, timeout=STUN_TIMEOUT_S) if asked else (set(), set())
    for task in late:
        task.cancel()
    found = []
    for task in done:
        with contextlib.suppress(Exception):  # a STUN server that is away leaves the other ways open
            found.append(task.result()[0])
    return found
