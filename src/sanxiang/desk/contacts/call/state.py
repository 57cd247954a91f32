"""What is known of one call, and the figures that follow from it."""

from datetime import datetime
from typing import Literal, NamedTuple

from sanxiang.desk.contacts import cadence
from sanxiang.desk.contacts.call.commands import Command

Status = Literal[
    "new",
    "offered",
    "queued",
    "alerting",
    "connected",
    "held",
    "consulting",
    "consult_talking",
    "conference",
    "ended",
]
WAITING: frozenset[Status] = frozenset({"offered", "queued", "alerting"})
CONSULTING: frozenset[Status] = frozenset({"consulting", "consult_talking", "conference"})
TALKING: frozenset[Status] = CONSULTING | {"connected", "held"}
BROKEN_OFF = frozenset({"vanished", "watchdog", "shutdown"})
"""`why` of a hang-up after which the desk rings back (TLK-20)."""


class Stretch(NamedTuple):
    """A hold or mute by `by`, or a ring at `by`'s phone. `end` is None while it lasts."""

    by: str
    start: datetime
    end: datetime | None = None

    @property
    def seconds(self) -> float | None:
        return None if self.end is None else (self.end - self.start).total_seconds()


class Consult(NamedTuple):
    """A consultation call. `result`: a reason of `consult_failed`, `transferred`, or `over`."""

    staff: str
    target: str
    start: datetime
    answered: datetime | None = None
    end: datetime | None = None
    result: str = ""


class Transfer(NamedTuple):
    """`heard`: who has spoken to whom before the operator left (None: not known)."""

    at: datetime
    staff: str
    target: str
    attended: bool
    heard: tuple[bool, bool] | None = None


class Anomaly(NamedTuple):
    """An event that can't have happened as told, and was ignored."""

    at: datetime
    event: str
    why: str


class Call(NamedTuple):
    """The state of a call. `staff`: who handles it now; at most one. Tuples are in time order."""

    id: str = ""
    status: Status = "new"
    line: str = ""
    direction: str = "in"
    caller: str | None = None
    called: str | None = None
    cycle_s: float | None = None
    offered_at: datetime | None = None
    queued_at: datetime | None = None
    answered_at: datetime | None = None
    recording_at: datetime | None = None
    hung_up_at: datetime | None = None
    ended_at: datetime | None = None
    last_at: datetime | None = None
    staff: str | None = None
    first_staff: str | None = None
    alerting: str | None = None
    target: str | None = None
    parked: bool = False
    rung: tuple[Stretch, ...] = ()
    holds: tuple[Stretch, ...] = ()
    mutes: tuple[Stretch, ...] = ()
    consults: tuple[Consult, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    hung_up_by: str | None = None
    why: str | None = None
    anomalies: tuple[Anomaly, ...] = ()

    @property
    def over_at(self) -> datetime | None:
        """When the first party hung up, or the call ended without a word of who did."""
        return self.hung_up_at or self.ended_at

    @property
    def ring_s(self) -> float | None:
        """Seconds from `offered` to the first answer, or to the end; None while it still rings."""
        return _between(self.offered_at, self.answered_at or self.over_at)

    def rings(self, cycle_s: float | None = None) -> int | None:
        """The ring cycle of the answer (or of the end); the call's own cadence goes first."""
        cycle = self.cycle_s or cycle_s
        return None if self.ring_s is None or not cycle else cadence.rings(self.ring_s, cycle)

    @property
    def lasted_s(self) -> float | None:
        """Seconds from the first answer to the end, holds included; None before the end."""
        return _between(self.answered_at, self.over_at)

    @property
    def held_s(self) -> float:
        """Seconds that staff kept the caller on hold, ended stretches only."""
        return sum(stretch.seconds or 0.0 for stretch in self.holds if stretch.by == "staff")

    @property
    def muted_s(self) -> float:
        """Seconds that staff kept the microphone off, ended stretches only."""
        return sum(stretch.seconds or 0.0 for stretch in self.mutes if stretch.by == "staff")

    @property
    def talk_s(self) -> float | None:
        """`lasted_s` without the holds by staff."""
        lasted = self.lasted_s
        return None if lasted is None else lasted - self.held_s

    @property
    def held_since(self) -> datetime | None:
        """Since when staff keep the caller on hold."""
        return open_since(self.holds, "staff")

    @property
    def muted(self) -> bool:
        return open_since(self.mutes, "staff") is not None

    @property
    def missed(self) -> bool:
        """It came in, it is over, and nobody answered."""
        return self.direction != "out" and self.ended_at is not None and self.answered_at is None

    @property
    def wants_callback(self) -> bool:
        """The desk owes a call: missed (ANS-7), or broken off on our side or on the way (TLK-20)."""
        return self.missed or (self.ended_at is not None and self.why in BROKEN_OFF)


Outcome = tuple[Call, tuple[Command, ...]] | str
"""What an event does: the call and commands of its own, or why it can't be true."""


def open_since(stretches: tuple[Stretch, ...], by: str) -> datetime | None:
    for stretch in reversed(stretches):
        if stretch.by == by:
            return stretch.start if stretch.end is None else None
    return None


def closed(stretches: tuple[Stretch, ...], at: datetime, by: str | None = None) -> tuple[Stretch, ...]:
    """End what is open (of `by`, or of everybody) at `at`."""
    if all(one.end is not None for one in stretches):
        return stretches
    return tuple(
        one._replace(end=at) if one.end is None and by in (None, one.by) else one for one in stretches
    )


def _between(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else (end - start).total_seconds()
