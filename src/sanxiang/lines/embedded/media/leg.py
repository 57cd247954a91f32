"""One browser's voice connection: offer and answer, candidates, packets in and out."""

import asyncio
import re
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from aiortc import RTCConfiguration, RTCPeerConnection, RTCRtpSender, RTCSessionDescription
from aiortc.sdp import candidate_from_sdp

from . import rtcp
from .g711 import Law
from .inside import Pipe, use_network
from .rtp import OutStream, Packet, parse
from .settings import MediaSettings

LAWS = {"audio/PCMU": Law.U, "audio/PCMA": Law.A}
# Names in .local need multicast, and "no more candidates" would end the search while the browser's own checks
# are still to come; both only matter to ends that wait for us.
_NOT_FOR_US = re.compile(r"a=(?:candidate:\S+ \d+ \S+ \d+ \S+\.local .*|end-of-candidates)\r?\n")


class OfferRefused(Exception):
    """An offer that can't be taken. `code`: "codec" (no G.711 in it), "sdp" (not one audio line), "busy"
    (no UDP port left), "no_media" (an offer had to come first)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Leg:
    """`on_packet(leg, packet, arrived)` gets G.711 packets; `on_down(leg)` tells that the way broke."""

    def __init__(self, settings: MediaSettings) -> None:
        self.on_packet: Callable[[Leg, Packet, float], None] = lambda leg, packet, arrived: None
        self.on_down: Callable[[Leg], None] = lambda leg: None
        self.law: Law = Law.U
        self.out = OutStream()
        self.incoming = rtcp.InStream()
        self.born = time.monotonic()
        self._settings = settings
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=list(settings.servers)))
        self._pipe: Pipe | None = None
        self._closed = False

    async def answer(self, offer: str) -> str:
        """Return the answer to a browser's offer at once; ICE and DTLS go on behind. Raises OfferRefused."""
        check_offer(offer)
        transceiver = self._peer.addTransceiver("audio", "sendrecv")
        transceiver.setCodecPreferences(_our_codecs())  # before the remote description, or it has no effect
        self._pipe = Pipe(transceiver, self.out.ssrc, on_rtp=self._rtp, on_rtcp=self._rtcp)
        use_network(self._peer, self._settings)
        self._peer.on("connectionstatechange", self._state_changed)
        try:
            await self._peer.setRemoteDescription(
                RTCSessionDescription(sdp=_NOT_FOR_US.sub("", offer), type="offer")
            )
        except Exception as error:
            raise OfferRefused("sdp") from error
        await self._peer.setLocalDescription()
        answer = self._peer.localDescription.sdp
        if "a=candidate" not in answer:
            raise OfferRefused("busy")
        self.law = _first_law(answer)
        return str(answer)

    async def add_ice(self, candidate: Mapping[str, Any] | None) -> None:
        """Take a candidate as the browser gives it (RTCIceCandidateInit); unusable ones are passed over."""
        text = str((candidate or {}).get("candidate") or "").removeprefix("candidate:")
        if not text or ".local " in text or self._closed:
            return
        try:
            parsed = candidate_from_sdp(text)
            parsed.sdpMLineIndex = 0
            if parsed.protocol.lower() == "udp":
                await self._peer.addIceCandidate(parsed)
        except (ValueError, AssertionError, IndexError):
            return

    @property
    def open(self) -> bool:
        """Encrypted and ready for voice."""
        return self._pipe is not None and self._pipe.open

    def on_open(self, act: Callable[[], None]) -> None:
        """Let `act` be called when voice can flow; at once when it can already."""
        if self._pipe is not None:
            self._pipe.on_open = act
            if self._pipe.open:
                act()

    def send(self, packet: bytes) -> None:
        if self._pipe is not None:
            self._pipe.send(packet)

    def report(self, cname: bytes) -> None:
        """Send an RTCP report, if there is anything to report."""
        if self._pipe is not None and (self.out.packets or self.incoming.received):
            now, steady = time.time(), time.monotonic()
            self._pipe.send_rtcp(
                rtcp.report(self.out, self.incoming, cname, now, self.out.timestamp_at(steady))
            )

    async def close(self) -> None:
        self._closed = True
        if self._pipe is not None:
            self._pipe.close()
        await self._peer.close()

    def _rtp(self, data: bytes, arrived: float) -> None:
        packet = parse(data)
        if packet is not None and (packet.payload_type == Law.U or packet.payload_type == Law.A):
            self.on_packet(self, packet, arrived)

    def _rtcp(self, data: bytes, arrived: float) -> None:
        self.incoming.note_report(data, time.time())

    def _state_changed(self) -> None:
        if self._peer.connectionState in ("failed", "closed") and not self._closed:
            self.on_down(self)


def _our_codecs() -> list[Any]:
    return [c for c in RTCRtpSender.getCapabilities("audio").codecs if c.mimeType in LAWS]


def check_offer(offer: str) -> None:
    """Raise OfferRefused unless the offer has one audio line that knows G.711, and nothing else."""
    if len(re.findall(r"^m=", offer, re.M)) != 1:
        raise OfferRefused("sdp")
    formats = re.search(r"^m=audio \d+ \S+ (.*)$", offer, re.M)
    if formats is None:
        raise OfferRefused("sdp")
    if not {"0", "8"} & set(formats.group(1).split()):
        raise OfferRefused("codec")


def _first_law(answer: str) -> Law:
    formats = re.search(r"^m=audio \d+ \S+ (\d+)", answer, re.M)
    return Law.A if formats and formats.group(1) == "8" else Law.U


_behind: set[asyncio.Task[None]] = set()


def later(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` behind, keeping hold of it until it is done."""
    task = asyncio.ensure_future(work)
    _behind.add(task)
    task.add_done_callback(_behind.discard)
