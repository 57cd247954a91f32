"""The voices of all calls: legs, who hears whom, tones, recordings. It is `desk.contacts.ports.Media`."""

import time
from collections.abc import Callable
from pathlib import Path

from sanxiang.desk.contacts.ports import Recorded

from .legs import Legs
from .mixing import Conference
from .party import Party, Playing
from .pulse import Pulse
from .recorder import Recorder
from .recording import CUSTOMER, STAFF, Recording
from .settings import MediaSettings
from .sounds import Sounds


class Voices(Legs):
    """`on_fault(call, reason)`: a recording stopped ("disk_full", "recorder"); called from another thread.

    The others: see Legs. Everything but `prepare`, `answer` and `add_ice` returns at once. Use `start` and
    `close` inside the event loop.
    """

    def __init__(
        self,
        settings: MediaSettings,
        *,
        on_lost: Callable[[str], None] = lambda party: None,
        on_up: Callable[[str], None] = lambda party: None,
        on_fault: Callable[[str, str], None] = lambda call, reason: None,
    ) -> None:
        super().__init__(settings, on_lost=on_lost, on_up=on_up)
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
