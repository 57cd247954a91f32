"""Voice without voice: who would hear what, for the in-memory twin."""

import errno
from dataclasses import dataclass, field
from pathlib import Path

from sanxiang.desk.contacts.ports import Clock, Recorded

BYTES_PER_S = 8000 * 2 * 2


@dataclass(slots=True)
class Tape:
    path: Path
    start: float
    customer: str
    staff: tuple[str, ...]


@dataclass(slots=True)
class TwinMedia:
    """A `Media` that only remembers. `full`: the disk takes no recording; `speak` makes a party heard."""

    clock: Clock
    full: bool = False
    loops: dict[str, str] = field(default_factory=dict)
    bridges: dict[str, frozenset[str]] = field(default_factory=dict)
    played: list[tuple[str, str]] = field(default_factory=list)
    muted: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    tapes: dict[str, Tape] = field(default_factory=dict)

    def hears(self, party: str) -> frozenset[str] | str | None:
        """The parties that `party` hears, or the sound that loops, or nothing."""
        bridge = self.bridges.get(party)
        if bridge is not None:
            return bridge - {party} - self.muted
        return self.loops.get(party)

    def speak(self, party: str) -> None:
        if party not in self.muted:
            self.spoken.add(party)

    def silence(self, party: str) -> None:
        self._leave(party)
        self.loops.pop(party, None)

    def play(self, party: str, name: str, *, loop: bool) -> None:
        self._leave(party)
        if loop:
            self.loops[party] = name
        else:
            self.played.append((party, name))

    def bridge(self, *parties: str) -> None:
        for party in parties:
            self.silence(party)
        self.bridges.update(dict.fromkeys(parties, frozenset(parties)))

    def mute(self, party: str, on: bool) -> None:
        if on:
            self.muted.add(party)
        else:
            self.muted.discard(party)

    def record(self, call: str, path: Path, *, customer: str, staff: tuple[str, ...]) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.tapes[call] = Tape(path, self.clock.monotonic(), customer, staff)

    def record_staff(self, call: str, staff: tuple[str, ...]) -> None:
        if call in self.tapes:
            self.tapes[call].staff = staff

    def stop_recording(self, call: str) -> Recorded:
        tape = self.tapes.pop(call, None)
        if tape is None:
            return Recorded(0.0, 0, ok=False, reason="missing")
        seconds = self.clock.monotonic() - tape.start
        return Recorded(seconds, round(seconds * BYTES_PER_S))

    def heard(self, party: str) -> bool:
        return party in self.spoken

    def reset_heard(self, *parties: str) -> None:
        self.spoken.difference_update(parties)

    def drop(self, party: str) -> None:
        self.silence(party)
        self.dropped.add(party)

    def _leave(self, party: str) -> None:
        left = self.bridges.pop(party, frozenset())
        for other in left - {party}:
            rest = left - {party}
            if len(rest) > 1:
                self.bridges[other] = rest
            else:
                self.bridges.pop(other, None)
