"""What can be seen of one call: its events laid out in seconds, ready for the measures.

Second 0 is the moment of `answered`; of a call that was never answered, the moment of `offered`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sanxiang.desk.contacts.events import EVENTS, Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.quality.scoring.speech import Turn, turns_of


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


@dataclass(frozen=True, slots=True)
class Observed:
    """`offered_s` is 0 or negative; `answered` says whether somebody picked up; `end_s`: when it was over.

    `cycle_s`: ring cycle of the line when the call carries it. `register_open`: the row may still be
    written. `rung_back_s`: seconds from the end until the desk rang back, when that is known.
    """

    call: str
    direction: str
    has_register: bool
    cycle_s: float | None
    offered_s: float
    answered: bool
    end_s: float
    hang_up: HangUp | None
    holds: tuple[Stretch, ...]
    mutes: tuple[Stretch, ...]
    transfers: tuple[Transfer, ...]
    attempts: tuple[Attempt, ...]
    record: Mapping[str, Any] | None
    turns: tuple[Turn, ...] | None
    register_open: bool = False
    rung_back_s: float | None = None

    @property
    def category(self) -> str | None:
        return self.record.get("category") if self.record else None


def observe(folder: CallFolder, *, register_open: bool = False, rung_back_s: float | None = None) -> Observed:
    """Lay out one call. The folder's events are in time order and begin with `offered`."""
    events = _until_hang_up(folder.events)
    offered = events[0]
    answered = next((event for event in events if event.event == "answered"), None)
    walk = _Walk((answered or offered).at)
    for event in events:
        handle = _HANDLERS.get(event.event)
        if handle is not None:
            handle(walk, event)
    walk.finish(walk.seconds(folder.events[-1].at))
    cycle = offered.data.get("cycle_s")
    return Observed(
        call=folder.call,
        direction=offered.data["direction"],
        has_register=offered.data.get("register") is not False,
        cycle_s=float(cycle) if cycle else None,
        offered_s=walk.seconds(offered.at),
        answered=answered is not None,
        end_s=walk.end_s,
        hang_up=walk.hang_up,
        holds=tuple(walk.holds),
        mutes=tuple(walk.mutes),
        transfers=tuple(walk.transfers),
        attempts=tuple(walk.attempts),
        record=folder.record,
        turns=_turns(folder, walk, answered is not None),
        register_open=register_open,
        rung_back_s=rung_back_s,
    )


def _until_hang_up(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """What an exchange reports after the hang-up, as it clears its legs, was nobody's doing."""
    for number, event in enumerate(events, 1):
        if event.event == "hung_up":
            return events[:number]
    return events


def _turns(folder: CallFolder, walk: "_Walk", answered: bool) -> tuple[Turn, ...] | None:
    if folder.transcript is None or not answered:
        return None
    # The transcript runs on the clock of the audio, and on that of the answer where there is no audio.
    shift = walk.recording_s if folder.audio_path is not None and walk.recording_s is not None else 0.0
    return turns_of(folder.transcript, shift)


@dataclass(slots=True)
class _Walk:
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

    def seconds(self, at: datetime) -> float:
        return round((at - self.zero).total_seconds(), 3)

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


_HANDLERS = {name: handler for name, handler in vars(_Walk).items() if name in EVENTS}
