"""One party of a call as the media see it: a leg that may come, go and come back, and what it hears."""

import logging
import time
from collections.abc import Callable

from . import sounds
from .ear import Ear
from .g711 import ACROSS, FRAME, SILENCE, Law
from .leg import Leg
from .load import DROP_S, Load
from .mixing import Conference
from .recording import Recording
from .rtp import Packet

log = logging.getLogger(__name__)

OWN = -2  # source number of what we make ourselves
QUIET = {law: bytes([SILENCE[law]]) * FRAME for law in Law}


class Playing:
    """A sound being played: a name, where it stands, whether it begins again."""

    __slots__ = ("at", "loop", "name")

    def __init__(self, name: str, *, loop: bool) -> None:
        self.name, self.loop, self.at = name, loop, 0


class Party:
    """Hears a peer, a conference, a sound or nothing; packets of its leg go to its peer and recordings."""

    def __init__(self, name: str, load: Load, on_back: Callable[[str], None]) -> None:
        self.name = name
        self.leg: Leg | None = None
        self.peer: Party | None = None
        self.conference: Conference | None = None
        self.once: Playing | None = None
        self.looping: Playing | None = None
        self.cadence = (1.0, 5.0)
        self.muted = False
        self.lost = False
        self.ear = Ear()
        self.recordings: dict[str, tuple[Recording, int]] = {}
        self.last_media = 0.0
        self._load, self._on_back = load, on_back

    @property
    def bridged(self) -> bool:
        return self.peer is not None or self.conference is not None

    @property
    def playing(self) -> Playing | None:
        return self.once or self.looping

    def alone(self) -> None:
        """Leave any bridge; whoever was with us hears nothing from us."""
        peer, self.peer = self.peer, None
        if peer is not None and peer.peer is self:
            peer.peer = None
        if self.conference is not None:
            self.conference.leave(self.name)
            self.conference = None

    def quiet(self) -> None:
        """Stop every sound."""
        self.once = self.looping = None

    def packet(self, leg: Leg, packet: Packet, arrived: float) -> None:
        """Deal with a packet from the leg; `arrived` in seconds since the epoch."""
        if leg is not self.leg:
            return
        now = time.monotonic()
        self.last_media = now
        if self.lost:
            self.lost = False
            self._on_back(self.name)
        leg.incoming.note(packet, now)
        if self.muted:
            packet = packet._replace(payload=bytes([SILENCE[packet.payload_type]]) * len(packet.payload))
        late = time.time() - arrived
        for recording, channel in self.recordings.values():
            recording.add(self.name, channel, packet, now - late if 0.0 < late < 1.0 else now)
        if self.bridged:
            self._pass_on(packet, arrived, late, now)

    def _pass_on(self, packet: Packet, arrived: float, late: float, now: float) -> None:
        if not self.ear.heard:
            self.ear.feed(packet)
        if late > DROP_S:
            self._load.drop()
            return
        if self.peer is not None:
            self.peer.hear(packet, now)
        elif self.conference is not None:
            self.conference.feed(self.name, packet)
        self._load.note(time.time() - arrived)

    def hear(self, packet: Packet, now: float) -> None:
        """Send a peer's packet on, in the law our leg speaks."""
        leg = self.leg
        if leg is None:
            return
        law, payload = leg.law, packet.payload
        if packet.payload_type != law:
            payload = payload.translate(ACROSS[packet.payload_type])
        leg.send(leg.out.relay(packet, payload, law, packet.ssrc, now))

    def say(self, payload: bytes, now: float) -> None:
        """Send 20 ms of our own (in the leg's law)."""
        if self.leg is not None:
            self.leg.send(self.leg.out.own(payload, self.leg.law, OWN, now))

    def beat(self, library: sounds.Sounds, now: float) -> None:
        """Send the next 20 ms of the sound being played, once the leg is open."""
        sound = self.playing
        if sound is None or self.leg is None or not self.leg.open:
            return
        whole = self._payload(library, sound, self.leg.law)
        if not whole:
            self.quiet()
            return
        frame = whole[sound.at : sound.at + FRAME]
        sound.at += FRAME
        if sound.at >= len(whole):
            sound.at = 0
            if not sound.loop:
                self.once = None
        self.say(frame.ljust(FRAME, QUIET[self.leg.law][:1]), now)

    def _payload(self, library: sounds.Sounds, sound: Playing, law: Law) -> bytes:
        if sound.name == "ringback" and not library.has_own("ringback"):
            return sounds.ringback(law, *self.cadence)
        try:
            return library.payload(sound.name, law)
        except KeyError:  # silence for one must not become silence for all
            log.error("There is no sound named %r.", sound.name)
            return b""
