"""The other end: a voice that dials in over real WebRTC, for the virtual resident, tests and load."""

import asyncio
import time
from typing import Any, NamedTuple

import numpy as np
from aiortc import RTCConfiguration, RTCPeerConnection, RTCRtpSender, RTCSessionDescription

from .g711 import FRAME, RATE, SILENCE, Law, Pcm, decode, encode
from .inside import Pipe, use_network
from .pulse import Pulse
from .rtp import OutStream, Packet, parse
from .settings import MediaSettings

TALK = 1  # any number: our own voice is one source


class Heard(NamedTuple):
    at: float  # monotonic seconds
    packet: Packet


class Peer:
    """Makes an offer, talks from a buffer of samples (silence when it is empty) and keeps what it hears.

    `beat(now)` has to be called every 20 ms: `run` does it for a single peer.
    """

    def __init__(self, settings: MediaSettings, *, laws: tuple[Law, ...] = (Law.U,)) -> None:
        self.heard: list[Heard] = []
        self.keep = True
        self.sending = True
        self.loss = 0.0
        self.out = OutStream()
        self.opened = asyncio.Event()
        self._laws, self._law = laws, laws[0]
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        transceiver = self._peer.addTransceiver("audio", "sendrecv")
        transceiver.setCodecPreferences(_codecs(laws))
        self.pipe = Pipe(transceiver, self.out.ssrc, on_rtp=self._rtp, on_rtcp=lambda data, at: None)
        self.pipe.on_open = self.opened.set
        use_network(self._peer, settings)
        self._speech = b""
        self._at = 0
        self._again = False
        self._pulse: Pulse | None = None
        self._chance = np.random.default_rng(1)

    async def offer(self) -> str:
        await self._peer.setLocalDescription()
        return str(self._peer.localDescription.sdp)

    async def accept(self, answer: str) -> None:
        await self._peer.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))

    @property
    def state(self) -> str:
        return str(self._peer.connectionState)

    def run(self) -> None:
        """Talk at our own pace."""
        self._pulse = Pulse(self.beat, lambda now, count: None)
        self._pulse.start()

    def say(self, samples: Pcm) -> float:
        """Add `samples` to what is to be said; return the seconds until they are over."""
        self._speech = self._speech[self._at :] + encode(samples, self._law)
        self._at = 0
        return len(self._speech) / RATE

    def say_for_ever(self, samples: Pcm) -> None:
        """Say `samples` over and over."""
        self._speech, self._at, self._again = encode(samples, self._law), 0, True

    @property
    def talking(self) -> bool:
        return self._at < len(self._speech)

    def beat(self, now: float) -> None:
        """Send the next 20 ms."""
        if not self.sending or not self.opened.is_set():
            return
        frame = self._speech[self._at : self._at + FRAME].ljust(FRAME, bytes([SILENCE[self._law]]))
        self._at = min(self._at + FRAME, len(self._speech))
        if self._again and self._at == len(self._speech):
            self._at = 0
        packet = self.out.own(frame, self._law, TALK, now)
        if not self.loss or self._chance.random() >= self.loss:
            self.pipe.send(packet)

    async def close(self) -> None:
        if self._pulse is not None:
            self._pulse.stop()
        self.pipe.close()
        await self._peer.close()

    async def vanish(self) -> None:
        """Be gone without a word, as a phone without power is."""
        if self._pulse is not None:
            self._pulse.stop()
        self.sending = False
        self.pipe.vanish()

    def samples(self, since: float = 0.0) -> Pcm:
        """What was heard from monotonic second `since` on, gaps closed by silence."""
        got = [h for h in self.heard if h.at >= since]
        return _spaced(got) if got else np.zeros(0, np.int16)

    def _rtp(self, data: bytes, arrived: float) -> None:
        packet = parse(data)
        if packet is not None and self.keep:
            self.heard.append(Heard(time.monotonic(), packet))


def _spaced(heard: list[Heard]) -> Pcm:
    first = heard[0].packet.timestamp
    places = [((h.packet.timestamp - first) & 0xFFFFFFFF, h.packet) for h in heard]
    places = [(at, packet) for at, packet in places if at < 0x7FFFFFFF]
    whole = np.zeros(max(at + len(p.payload) for at, p in places), np.int16)
    for at, packet in places:
        whole[at : at + len(packet.payload)] = decode(packet.payload, packet.payload_type)
    return whole


def _codecs(laws: tuple[Law, ...]) -> list[Any]:
    names = {Law.U: "audio/PCMU", Law.A: "audio/PCMA"}
    known = RTCRtpSender.getCapabilities("audio").codecs
    return [c for law in laws for c in known if c.mimeType == names[law]]
