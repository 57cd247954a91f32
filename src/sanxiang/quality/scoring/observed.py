"""What can be seen of one call: its events laid out in seconds, its sound and its words, for the measures.

Second 0 is the moment of `answered`; of a call that was never answered, the moment of `offered`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.quality.scoring.hearing import Heard, disagree, hear
from sanxiang.quality.scoring.walk import HANDLERS, Attempt, HangUp, Stretch, Transfer, Walk
from sanxiang.quality.words.turns import Turn, turns_of

if TYPE_CHECKING:
    from sanxiang.quality.audio.model import Analysis

__all__ = ["Attempt", "Context", "HangUp", "Observed", "Stretch", "Transfer", "observe"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the events don't carry. `register_open`: the row may still be written. `zone`: the site's, for
    the hour of the day (None: as the events write it). `rung_back_s`: see Observed. `tied`: the call serves
    a contact, a call-back or a plan; None: nobody knows. `sound`: the recording's analysis on its own clock;
    `sound_fault`: why there is none."""

    register_open: bool = False
    rung_back_s: float | None = None
    zone: tzinfo | None = None
    staff_name: str = ""
    organisation: tuple[str, ...] = ()
    tied: bool | None = None
    sound: "Analysis | None" = None
    sound_fault: str = "none"


@dataclass(frozen=True, slots=True)
class Observed:
    """`offered_s` is 0 or negative; `answered` says whether somebody picked up; `end_s`: when it was over.

    `cycle_s`: ring cycle of the line when the call carries it. `register_open`: the row may still be
    written. `rung_back_s`: seconds from the end until the desk rang back, when that is known.
    `offered_at`: when, in the zone of the desk. `consults`: staff away with a colleague.
    `sound`: the recording's analysis on this clock, None with `sound_fault` saying why: "none", "waiting",
    "unreadable", "rate", "length", "swapped", "one_channel", "silent_staff" … (measures.unseen lists them);
    `sound_from_s`: when the recording began, None where nobody knows: then its places are not to be relied
    on. `turns`: None with `transcript_fault` saying why: "none", "unanswered",
    "no_staff", "disagrees" (with the sound). `staff_name`, `staff_number` of who answered first;
    `organisation`: words by which the desk is named, () when nobody knows. `tied`: see Context. `offered`:
    what the line told with the call (from, to, place, caller_name …).
    """

    call: str
    direction: str
    offered: Mapping[str, Any]
    has_register: bool
    cycle_s: float | None
    offered_at: datetime
    offered_s: float
    answered: bool
    end_s: float
    hang_up: HangUp | None
    holds: tuple[Stretch, ...]
    mutes: tuple[Stretch, ...]
    consults: tuple[Stretch, ...]
    transfers: tuple[Transfer, ...]
    attempts: tuple[Attempt, ...]
    record: Mapping[str, Any] | None
    turns: tuple[Turn, ...] | None
    transcript_fault: str = ""
    register_open: bool = False
    rung_back_s: float | None = None
    staff_name: str = ""
    staff_number: str = ""
    organisation: tuple[str, ...] = ()
    tied: bool | None = None
    sound: "Analysis | None" = None
    sound_fault: str = "none"
    sound_from_s: float | None = None

    @property
    def category(self) -> str | None:
        return self.record.get("category") if self.record else None

    @property
    def sound_to_s(self) -> float | None:
        """When the recording ends; None where nobody knows."""
        return (
            None
            if self.sound is None or self.sound_from_s is None
            else self.sound_from_s + self.sound.seconds
        )


def observe(folder: CallFolder, context: Context | None = None) -> Observed:
    """Lay out one call. The folder's events are in time order and begin with `offered`."""
    known = context or Context()
    events = _until_hang_up(folder.events)
    offered = events[0]
    answered = next((event for event in events if event.event == "answered"), None)
    walk = _walked(events, (answered or offered).at, folder.events[-1].at)
    heard = hear(known.sound, known.sound_fault, recording_s=walk.recording_s, end_s=walk.end_s)
    turns, transcript_fault = _turns(folder, walk, heard, answered is not None)
    cycle = offered.data.get("cycle_s")
    return Observed(
        call=folder.call,
        direction=offered.data["direction"],
        offered=offered.data,
        has_register=offered.data.get("register") is not False,
        cycle_s=float(cycle) if cycle else None,
        offered_at=offered.at.astimezone(known.zone) if known.zone else offered.at,
        offered_s=walk.seconds(offered.at),
        answered=answered is not None,
        end_s=walk.end_s,
        hang_up=walk.hang_up,
        holds=tuple(walk.holds),
        mutes=tuple(walk.mutes),
        consults=tuple(walk.consults),
        transfers=tuple(walk.transfers),
        attempts=tuple(walk.attempts),
        record=folder.record,
        turns=turns,
        transcript_fault=transcript_fault,
        register_open=known.register_open,
        rung_back_s=known.rung_back_s,
        staff_name=known.staff_name or str((answered or offered).data.get("staff_name") or ""),
        staff_number=walk.staff,
        organisation=known.organisation or _words(offered.data.get("organisation")),
        tied=bool(offered.data.get("callback")) or known.tied,
        sound=heard.sound if answered else None,
        sound_fault=heard.fault if answered else "unanswered",
        sound_from_s=heard.from_s,
    )


def _walked(events: tuple[Event, ...], zero: datetime, last: datetime) -> Walk:
    walk = Walk(zero)
    for event in events:
        handle = HANDLERS.get(event.event)
        if handle is not None:
            handle(walk, event)
    walk.finish(walk.seconds(last))
    return walk


def _until_hang_up(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """What an exchange reports after the hang-up, as it clears its legs, was nobody's doing."""
    for number, event in enumerate(events, 1):
        if event.event == "hung_up":
            return events[:number]
    return events


def _words(value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(str(word) for word in listed if word)


def _turns(
    folder: CallFolder, walk: Walk, heard: Heard, answered: bool
) -> tuple[tuple[Turn, ...] | None, str]:
    if folder.transcript is None or not answered:
        return None, "none" if answered else "unanswered"
    # The transcript runs on the clock of the audio, and on that of the answer where there is no audio.
    shift = walk.recording_s if folder.audio_path is not None and walk.recording_s is not None else 0.0
    turns = turns_of(folder.transcript, shift)
    if turns is None:
        return None, "no_staff"
    if heard.sound is not None and disagree(turns, heard.sound):
        return None, "disagrees"
    return turns, ""
