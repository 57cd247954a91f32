"""The course of a call in words: each event as a sentence, with its place in the recording."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sanxiang.web.pages.register_sentences import TELL
from sanxiang.web.pages.register_words import clock_of

if TYPE_CHECKING:
    from sanxiang.desk.contacts.call import Call
    from sanxiang.desk.contacts.events import Event
    from sanxiang.desk.contacts.queries import Contact, Recording

STAFF_FIELDS = ("staff", "target", "from")


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the course. `file_s`: seconds into the recording, None where there is none to hear."""

    at: datetime
    text: str
    symbol: str
    tone: str
    file_s: float | None

    @property
    def file_clock(self) -> str:
        return clock_of(self.file_s)


@dataclass(frozen=True, slots=True)
class Patch:
    """A stretch to mark on the outline of the recording; seconds into the file."""

    kind: str
    from_s: float
    to_s: float
    word: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What the sentences are made from."""

    row: "Contact"
    call: "Call"
    names: Mapping[str, str]
    line_name: str
    number: str  # masked

    def name(self, staff: Any) -> str:
        known = self.names.get(str(staff))
        return f"{known} {staff}" if known else str(staff)

    def file_s(self, at: datetime) -> float | None:
        """Where a moment is in the recording; None where nothing of it can be heard."""
        kept = getattr(self.row, "recording", None)
        if kept is None:
            return None
        seconds = (at - kept.started_at).total_seconds()
        return seconds if 0 <= seconds <= length_of(kept) else None


def length_of(kept: "Recording") -> float:
    """Seconds that can be heard; as long as nobody has looked, all of it."""
    return math.inf if kept.seconds is None else kept.seconds + 0.5


def people_in(events: "Iterable[Event]") -> list[str]:
    """The staff numbers that the events name."""
    found = {
        str(event.data[field])
        for event in events
        for field in STAFF_FIELDS
        if event.data.get(field) and not (event.event == "offered" and field == "from")
    }
    return sorted(found)


def course_of(scene: Scene, events: "Iterable[Event]") -> list[Moment]:
    """The events as sentences, in the order they happened; those that only machines need are left out."""
    return [
        Moment(event.at, told.text, told.symbol, told.tone, scene.file_s(event.at))
        for event in events
        if (told := TELL[event.event](scene, event.data, event.at)) is not None
    ]


def patches_of(scene: Scene) -> list[Patch]:
    """Holds, mutes and talks among colleagues, for the outline."""
    call = scene.call
    found = [("hold", one.start, one.end, _("请对方等候")) for one in call.holds if one.by == "staff"]
    found += [("mute", one.start, one.end, _("静音")) for one in call.mutes if one.by == "staff"]
    found += [("consult", one.start, one.end, _("与同事商量")) for one in call.consults]
    patches = []
    for kind, begun, over, word in found:
        start, end = scene.file_s(begun), scene.file_s(over) if over else None
        if end is not None:
            patches.append(Patch(kind, start or 0.0, end, word))
    return patches


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the transcript. `file_s` as in Moment."""

    ours: bool
    text: str
    file_s: float | None

    @property
    def file_clock(self) -> str:
        return clock_of(self.file_s)


def turns_of(row: "Contact") -> list[Turn]:
    """What was said, where there is a transcript; its times are those of the recording."""
    kept, said = getattr(row, "recording", None), getattr(row, "transcript", None)
    heard = length_of(kept) if kept is not None else 0.0
    turns: list[Mapping[str, Any]] = said.content.get("turns", []) if said else []
    return [
        Turn(one["who"] == "staff", one["text"], at if at is not None and at < heard else None)
        for one in turns
        for at in (one.get("from_s"),)
    ]


def operators_of(scene: Scene) -> Sequence[str]:
    """Who handled the call, in turn."""
    call = scene.call
    found = [call.first_staff] if call.first_staff else []
    found += [move.target for move in call.transfers]
    if call.staff and call.staff not in found:
        found.append(call.staff)
    return [scene.name(one) for one in found]
