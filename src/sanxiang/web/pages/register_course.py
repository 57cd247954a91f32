"""The course of a call in words: each event as a sentence, with its place in the recording."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from sanxiang.web.pages.register_words import clock_of, rings_of, seconds_of, why_over

if TYPE_CHECKING:
    from sanxiang.desk.contacts.call import Call
    from sanxiang.desk.contacts.events import Event
    from sanxiang.desk.contacts.queries import Contact, Recording

STAFF_FIELDS = ("staff", "target", "from")


class Told(NamedTuple):
    text: str
    symbol: str
    tone: str = ""


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
        if (told := _TELL[event.event](scene, event.data, event.at)) is not None
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


Data = Mapping[str, Any]


def _offered(scene: Scene, data: Data, at: datetime) -> Told:
    words = {"line": scene.line_name, "number": scene.number or _("号码未显示")}
    if data["direction"] == "out":
        return Told(_("呼出 %(number)s（%(line)s）") % words, "phone-outgoing")
    return Told(_("%(number)s 打进%(line)s") % words, "phone-incoming")


def _queued(scene: Scene, data: Data, at: datetime) -> Told:
    return Told(_("没有空闲的座席，排队等候"), "hourglass", "wait")


def _alerting(scene: Scene, data: Data, at: datetime) -> Told:
    return Told(_("%(staff)s 的座席响铃") % {"staff": scene.name(data["staff"])}, "bell-ringing")


def _answered(scene: Scene, data: Data, at: datetime) -> Told:
    words = {"staff": scene.name(data["staff"]), "rings": rings_of(scene.row)}
    first = scene.row.answered_at == at
    return Told(
        (_("%(staff)s %(rings)s接听") if first else _("%(staff)s 接听")) % words, "phone-call", "good"
    )


def _recording(scene: Scene, data: Data, at: datetime) -> Told:
    return Told(_("开始录音"), "microphone")


def _held(scene: Scene, data: Data, at: datetime) -> Told:
    ours = data["by"] == "staff"
    return Told(_("请对方等候") if ours else _("对方让我们等候"), "phone-pause", "wait")


def _retrieved(scene: Scene, data: Data, at: datetime) -> Told:
    stretch = next((one for one in scene.call.holds if one.end == at and one.by == data["by"]), None)
    if stretch is None or stretch.seconds is None:
        return Told(_("恢复通话"), "player-play")
    return Told(_("恢复通话，等了 %(time)s") % {"time": seconds_of(stretch.seconds)}, "player-play")


def _muted(scene: Scene, data: Data, at: datetime) -> Told:
    return Told(_("客服员静音") if data["by"] == "staff" else _("对方静音"), "microphone-off", "wait")


def _unmuted(scene: Scene, data: Data, at: datetime) -> Told:
    stretch = next((one for one in scene.call.mutes if one.end == at and one.by == data["by"]), None)
    if stretch is None or stretch.seconds is None:
        return Told(_("取消静音"), "microphone")
    return Told(_("取消静音，静了 %(time)s") % {"time": seconds_of(stretch.seconds)}, "microphone")


def _consulted(scene: Scene, data: Data, at: datetime) -> Told:
    words = {"staff": scene.name(data["staff"]), "target": scene.name(data["target"])}
    return Told(_("%(staff)s 呼叫 %(target)s 商量转接") % words, "users")


def _consult_answered(scene: Scene, data: Data, at: datetime) -> Told:
    return Told(_("%(target)s 接起，同事之间先说") % {"target": scene.name(data["target"])}, "users")


def _consult_failed(scene: Scene, data: Data, at: datetime) -> Told:
    whys = {
        "no_answer": _("没有接"),
        "busy": _("正忙"),
        "declined": _("没有接受"),
        "failed": _("没有接通"),
    }
    words = {"target": scene.name(data["target"]), "why": whys.get(data["reason"], "")}
    return Told(_("%(target)s %(why)s，回到对方") % words, "phone-x", "wait")


def _transferred(scene: Scene, data: Data, at: datetime) -> Told:
    words = {"from": scene.name(data["from"]), "target": scene.name(data["target"])}
    if not data["attended"]:
        return Told(_("%(from)s 直接转给 %(target)s") % words, "switch-horizontal", "wait")
    heard = data.get("heard") or {}
    if heard and all(heard.values()):
        return Told(_("%(from)s 介绍后转给 %(target)s，听到双方说话才退出") % words, "switch-horizontal")
    return Told(_("%(from)s 介绍后转给 %(target)s") % words, "switch-horizontal")


def _hung_up(scene: Scene, data: Data, at: datetime) -> Told:
    tone = "bad" if data["by"] == "system" else ""
    return Told(why_over(data["by"], str(data.get("why") or "")), "phone-off", tone)


def _ended(scene: Scene, data: Data, at: datetime) -> Told | None:
    return None if scene.call.hung_up_at is not None else Told(_("通话结束"), "phone-off")


_TELL: Mapping[str, Callable[[Scene, Data, datetime], Told | None]] = {
    "offered": _offered,
    "queued": _queued,
    "alerting": _alerting,
    "answered": _answered,
    "recording": _recording,
    "held": _held,
    "retrieved": _retrieved,
    "muted": _muted,
    "unmuted": _unmuted,
    "consulted": _consulted,
    "consult_answered": _consult_answered,
    "consult_failed": _consult_failed,
    "transferred": _transferred,
    "hung_up": _hung_up,
    "ended": _ended,
}
