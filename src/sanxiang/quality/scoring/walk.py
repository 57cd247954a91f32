"""One pass over a call's events: what staff did, in seconds of the call's clock (see Observed)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sanxiang.desk.contacts.events import EVENTS, Event


class Stretch(NamedTuple):
    """From `from_s` to `to_s`; `came_back`: ended by the operator or a transfer, not by the call's end."""

    from_s: float
    to_s: float
    came_back: bool

    @property
    def seconds(self) -> float:
        return round(self.to_s - self.from_s, 3)


class HangUp(NamedTuple):
    at_s: float
    by: str


class Transfer(NamedTuple):
    """`spoke_s`: when the target had picked up the consultation; None: not seen. `heard`: see call-folder."""

    at_s: float
    attended: bool
    spoke_s: float | None
    heard: Mapping[str, bool] | None


class Attempt(NamedTuple):
    """A consultation that failed. `back_s`: when the operator was back with the caller, if ever.

    `next_s`, `next_event`, `next_by`: what came instead, or after it.
    """

    failed_s: float
    back_s: float | None
    next_s: float
    next_event: str
    next_by: str | None


@dataclass(slots=True)
class Walk:
    """One pass over the events. Only what staff did counts: a customer may hold and mute as they like."""

    zero: datetime
    held_s: float | None = None
    muted_s: float | None = None
    recording_s: float | None = None
    hang_up: HangUp | None = None
    end_s: float = 0.0
    back_s: float | None = None  # the first return to the caller since the last consultation began
    failed_s: float | None = None  # a failed consultation whose sequel is not seen yet
    spoken: dict[str, float] = field(default_factory=dict)
    holds: list[Stretch] = field(default_factory=list)
    mutes: list[Stretch] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    consult_s: float | None = None
    consults: list[Stretch] = field(default_factory=list)  # staff away with a colleague, also while it rings
    staff: str = ""  # who answered first

    def seconds(self, at: datetime) -> float:
        return round((at - self.zero).total_seconds(), 3)

    def answered(self, event: Event) -> None:
        self.staff = self.staff or str(event.data["staff"])

    def recording(self, event: Event) -> None:
        if self.recording_s is None:
            self.recording_s = self.seconds(event.at)

    def held(self, event: Event) -> None:
        if event.data["by"] == "staff" and self.held_s is None:
            self.held_s = self.seconds(event.at)

    def retrieved(self, event: Event) -> None:
        if event.data["by"] == "staff":
            at_s = self.seconds(event.at)
            self._end_hold(at_s, came_back=True)
            self._end_consult(at_s, came_back=True)
            if self.back_s is None:
                self.back_s = at_s

    def muted(self, event: Event) -> None:
        if event.data["by"] == "staff" and self.muted_s is None:
            self.muted_s = self.seconds(event.at)

    def unmuted(self, event: Event) -> None:
        if event.data["by"] == "staff":
            self._end_mute(self.seconds(event.at), came_back=True)

    def consulted(self, event: Event) -> None:
        self._settle(event)
        self.spoken.pop(event.data["target"], None)
        self.back_s = None
        if self.consult_s is None:
            self.consult_s = self.seconds(event.at)

    def consult_answered(self, event: Event) -> None:
        self.spoken[event.data["target"]] = self.seconds(event.at)

    def consult_failed(self, event: Event) -> None:
        self._settle(event)
        self.spoken.pop(event.data["target"], None)
        self.failed_s = self.seconds(event.at)

    def transferred(self, event: Event) -> None:
        self._settle(event)
        at_s = self.seconds(event.at)
        self._end_hold(at_s, came_back=True)
        self._end_mute(at_s, came_back=True)
        self._end_consult(at_s, came_back=True)
        spoke_s = self.spoken.get(event.data["target"])
        self.transfers.append(Transfer(at_s, event.data["attended"], spoke_s, event.data.get("heard")))

    def hung_up(self, event: Event) -> None:
        self._settle(event)
        self.hang_up = HangUp(self.seconds(event.at), event.data["by"])

    def ended(self, event: Event) -> None:
        self._settle(event)

    def finish(self, last_s: float) -> None:
        self.end_s = self.hang_up.at_s if self.hang_up else last_s
        self._end_hold(self.end_s, came_back=False)
        self._end_mute(self.end_s, came_back=False)
        self._end_consult(self.end_s, came_back=False)

    def _settle(self, event: Event) -> None:
        """What comes next tells whether the operator came back after a failed consultation."""
        if self.failed_s is not None:
            next_by = event.data.get("by") if event.event == "hung_up" else None
            at_s = self.seconds(event.at)
            self.attempts.append(Attempt(self.failed_s, self.back_s, at_s, event.event, next_by))
            self.failed_s = self.back_s = None

    def _end_hold(self, at_s: float, *, came_back: bool) -> None:
        if self.held_s is not None:
            self.holds.append(Stretch(self.held_s, max(at_s, self.held_s), came_back))
            self.held_s = None

    def _end_mute(self, at_s: float, *, came_back: bool) -> None:
        if self.muted_s is not None:
            self.mutes.append(Stretch(self.muted_s, max(at_s, self.muted_s), came_back))
            self.muted_s = None

    def _end_consult(self, at_s: float, *, came_back: bool) -> None:
        if self.consult_s is not None:
            self.consults.append(Stretch(self.consult_s, max(at_s, self.consult_s), came_back))
            self.consult_s = None


HANDLERS = {name: handler for name, handler in vars(Walk).items() if name in EVENTS}
