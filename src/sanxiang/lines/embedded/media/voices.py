"""The voices of all calls: legs, who hears whom, tones, recordings. It is `desk.contacts.ports.Media`."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sanxiang.desk.contacts.ports import Recorded

from .leg import Leg, later
from .load import Load
from .mixing import Conference
from .party import Party, Playing
from .pulse import Pulse
from .recorder import Recorder
from .recording import CUSTOMER, STAFF, Recording
from .rtcp import EVERY_S
from .settings import MediaSettings
from .sounds import Sounds

CNAME = b"sanxiang"


class Voices:
    """`on_lost(party)`: no voice for four seconds from someone who should talk, or their connection broke.

    `on_up(party)`: their way is open, for the first time or again. `on_fault(call, reason)`: a recording
    stopped ("disk_full", "recorder"); called from another thread. Everything but `prepare`, `answer` and
    `add_ice` returns at once. Use `start` and `close` inside the event loop.
    """

    def __init__(
        self,
        settings: MediaSettings,
        *,
        on_lost: Callable[[str], None] = lambda party: None,
        on_up: Callable[[str], None] = lambda party: None,
        on_fault: Callable[[str, str], None] = lambda call, reason: None,
    ) -> None:
        self.load = Load()
        self.settings = settings
        self._on_lost, self._on_up = on_lost, on_up
        self._parties: dict[str, Party] = {}
        self._recordings: dict[str, tuple[Recording, str, tuple[str, ...]]] = {}
        self._sounds = Sounds(settings.prompts)
        self._recorder = Recorder(on_fault)
        self._pulse = Pulse(self._beat, self._watch)

    def start(self) -> None:
        self._pulse.start()

    async def close(self) -> None:
        """Finish the recordings and close every leg."""
        self._pulse.stop()
        self._recorder.close()
        for party in self._parties.values():
            if party.leg is not None:
                await party.leg.close()
        self._parties.clear()

    # legs

    async def prepare(self, offer: str) -> tuple[Leg, str]:
        """A leg for an offer and its SDP answer, not yet anybody's. Raises OfferRefused."""
        leg = Leg(self.settings)
        try:
            return leg, await leg.answer(offer)
        except BaseException:
            later(leg.close())
            raise

    def attach(self, party: str, leg: Leg) -> None:
        """Make `leg` the way to `party`, in place of any there is."""
        member = self._party(party)
        leg.on_packet, leg.on_down = member.packet, self._leg_down
        leg.on_open(lambda: self._on_up(party))
        old, member.leg = member.leg, leg
        member.lost = False
        member.last_media = leg.born
        if old is not None:
            later(old.close())

    async def answer(self, party: str, offer: str) -> str:
        """Give `party` a new leg and return the SDP answer. Raises OfferRefused."""
        leg, answer = await self.prepare(offer)
        self.attach(party, leg)
        return answer

    async def add_ice(self, party: str, candidate: Mapping[str, Any] | None) -> None:
        """Take a browser's candidate for the party's leg."""
        member = self._parties.get(party)
        if member is not None and member.leg is not None:
            await member.leg.add_ice(candidate)

    def has_leg(self, party: str) -> bool:
        member = self._parties.get(party)
        return member is not None and member.leg is not None

    def cadence(self, party: str, on_s: float, cycle_s: float) -> None:
        """The ring-back that `party` hears: the cadence of its line."""
        self._party(party).cadence = (on_s, cycle_s)

    def drop(self, party: str) -> None:
        member = self._parties.pop(party, None)
        if member is None:
            return
        member.alone()
        if member.leg is not None:
            later(member.leg.close())

    # who hears what

    def silence(self, party: str) -> None:
        member = self._party(party)
        member.alone()
        member.quiet()

    def play(self, party: str, name: str, *, loop: bool) -> None:
        member = self._party(party)
        member.alone()
        if not loop:
            member.once = Playing(name, loop=False)
        elif member.looping is None or member.looping.name != name:
            member.looping = Playing(name, loop=True)

    def bridge(self, *parties: str) -> None:
        members = [self._party(name) for name in parties]
        if self._stand_so(members):
            return
        for member in members:
            member.alone()
            member.quiet()
        if len(members) == 2:
            members[0].peer, members[1].peer = members[1], members[0]
        elif len(members) > 2:
            conference = Conference(parties)
            for member in members:
                member.conference = conference
        now = time.monotonic()
        for member in members:  # who begins to talk has the full four seconds to be heard from
            member.last_media = max(member.last_media, now)

    def _stand_so(self, members: list[Party]) -> bool:
        """Whether these parties are together already: a bridge set again must not cut a word."""
        if len(members) == 2:
            return members[0].peer is members[1]
        together = members[0].conference if members else None
        return together is not None and set(together.names) == {m.name for m in members}

    def mute(self, party: str, on: bool) -> None:
        self._party(party).muted = on

    def heard(self, party: str) -> bool:
        return party in self._parties and self._parties[party].ear.heard

    def reset_heard(self, *parties: str) -> None:
        for party in parties:
            self._party(party).ear.reset()

    # recording

    def record(self, call: str, path: Path, *, customer: str, staff: tuple[str, ...]) -> None:
        recording = self._recorder.start(call, path, time.monotonic())
        self._recordings[call] = (recording, customer, ())
        self._party(customer).recordings[call] = (recording, CUSTOMER)
        self.record_staff(call, staff)

    def record_staff(self, call: str, staff: tuple[str, ...]) -> None:
        if call not in self._recordings:
            return
        recording, customer, before = self._recordings[call]
        for name in before:
            self._party(name).recordings.pop(call, None)
        for name in staff:
            self._party(name).recordings[call] = (recording, STAFF)
        self._recordings[call] = (recording, customer, staff)

    def stop_recording(self, call: str) -> Recorded:
        if call in self._recordings:
            _, customer, staff = self._recordings.pop(call)
            for name in (customer, *staff):
                if name in self._parties:
                    self._parties[name].recordings.pop(call, None)
        return self._recorder.stop(call, time.monotonic())

    @property
    def recordings(self) -> int:
        """Recordings going on."""
        return len(self._recordings)

    @property
    def legs(self) -> int:
        return sum(member.leg is not None for member in self._parties.values())

    # inside

    def _party(self, name: str) -> Party:
        member = self._parties.get(name)
        if member is None:
            member = self._parties[name] = Party(name, self.load)
        return member

    def _leg_down(self, leg: Leg) -> None:
        for member in self._parties.values():
            if member.leg is leg:
                self._lose(member)

    def _lose(self, member: Party) -> None:
        if not member.lost:
            member.lost = True
            self._on_lost(member.name)

    def _beat(self, now: float) -> None:
        """Every 20 ms: the sounds being played and the conferences."""
        conferences: set[Conference] = set()
        for member in self._parties.values():
            if member.playing is not None:
                member.beat(self._sounds, now)
            elif member.conference is not None:
                conferences.add(member.conference)
        for conference in conferences:
            self._mix(conference, now)

    def _mix(self, conference: Conference, now: float) -> None:
        listeners = {name: self._parties[name] for name in conference.names if name in self._parties}
        if len(listeners) < 2:
            for member in listeners.values():
                member.conference = None
            return
        laws = {name: member.leg.law for name, member in listeners.items() if member.leg is not None}
        for name, payload in conference.beat(laws).items():
            listeners[name].say(payload, now)

    def _watch(self, now: float, seconds: int) -> None:
        """Every second: who has fallen silent, the load, and the reports to browsers."""
        self.load.tick()
        for number, member in enumerate(list(self._parties.values())):
            if member.leg is None:
                continue
            if not member.leg.open:
                if now - member.leg.born > self.settings.setup_s:
                    self._lose(member)
            elif self._should_talk(member) and now - member.last_media > self.settings.lost_after_s:
                self._lose(member)
            if (seconds + number) % int(EVERY_S) == 0:
                member.leg.report(CNAME)

    @staticmethod
    def _should_talk(member: Party) -> bool:
        """Callers send from the beginning; operators' browsers only while they are in a call."""
        return member.bridged or member.name.startswith("customer:")
