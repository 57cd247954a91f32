"""Each event of a call as one sentence for people."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from sanxiang.web.pages.register_words import rings_of, seconds_of, why_over

if TYPE_CHECKING:
    from sanxiang.web.pages.register_course import Scene

Data = Mapping[str, Any]


class Told(NamedTuple):
    text: str
    symbol: str
    tone: str = ""


def _offered(scene: "Scene", data: Data, at: datetime) -> Told:
    words = {"line": scene.line_name, "number": scene.number or _("号码未显示")}
    if data["direction"] == "out":
        return Told(_("呼出 %(number)s（%(line)s）") % words, "phone-outgoing")
    return Told(_("%(number)s 打进%(line)s") % words, "phone-incoming")


def _queued(scene: "Scene", data: Data, at: datetime) -> Told:
    return Told(_("没有空闲的座席，排队等候"), "hourglass", "wait")


def _alerting(scene: "Scene", data: Data, at: datetime) -> Told:
    return Told(_("%(staff)s 的座席响铃") % {"staff": scene.name(data["staff"])}, "bell-ringing")


def _answered(scene: "Scene", data: Data, at: datetime) -> Told:
    words = {"staff": scene.name(data["staff"]), "rings": rings_of(scene.row)}
    first = scene.row.answered_at == at
    return Told(
        (_("%(staff)s %(rings)s接听") if first else _("%(staff)s 接听")) % words, "phone-call", "good"
    )


def _recording(scene: "Scene", data: Data, at: datetime) -> Told:
    return Told(_("开始录音"), "microphone")


def _held(scene: "Scene", data: Data, at: datetime) -> Told:
    ours = data["by"] == "staff"
    return Told(_("请对方等候") if ours else _("对方让我们等候"), "phone-pause", "wait")


def _retrieved(scene: "Scene", data: Data, at: datetime) -> Told:
    stretch = next((one for one in scene.call.holds if one.end == at and one.by == data["by"]), None)
    if stretch is None or stretch.seconds is None:
        return Told(_("恢复通话"), "player-play")
    return Told(_("恢复通话，等了 %(time)s") % {"time": seconds_of(stretch.seconds)}, "player-play")


def _muted(scene: "Scene", data: Data, at: datetime) -> Told:
    return Told(_("客服员静音") if data["by"] == "staff" else _("对方静音"), "microphone-off", "wait")


def _unmuted(scene: "Scene", data: Data, at: datetime) -> Told:
    stretch = next((one for one in scene.call.mutes if one.end == at and one.by == data["by"]), None)
    if stretch is None or stretch.seconds is None:
        return Told(_("取消静音"), "microphone")
    return Told(_("取消静音，静了 %(time)s") % {"time": seconds_of(stretch.seconds)}, "microphone")


def _consulted(scene: "Scene", data: Data, at: datetime) -> Told:
    words = {"staff": scene.name(data["staff"]), "target": scene.name(data["target"])}
    return Told(_("%(staff)s 呼叫 %(target)s 商量转接") % words, "users")


def _consult_answered(scene: "Scene", data: Data, at: datetime) -> Told:
    return Told(_("%(target)s 接起，同事之间先说") % {"target": scene.name(data["target"])}, "users")


def _consult_failed(scene: "Scene", data: Data, at: datetime) -> Told:
    whys = {
        "no_answer": _("没有接"),
        "busy": _("正忙"),
        "declined": _("没有接受"),
        "failed": _("没有接通"),
    }
    words = {"target": scene.name(data["target"]), "why": whys.get(data["reason"], "")}
    return Told(_("%(target)s %(why)s，回到对方") % words, "phone-x", "wait")


def _transferred(scene: "Scene", data: Data, at: datetime) -> Told:
    words = {"from": scene.name(data["from"]), "target": scene.name(data["target"])}
    if not data["attended"]:
        return Told(_("%(from)s 直接转给 %(target)s") % words, "switch-horizontal", "wait")
    heard = data.get("heard") or {}
    if heard and all(heard.values()):
        return Told(_("%(from)s 介绍后转给 %(target)s，听到双方说话才退出") % words, "switch-horizontal")
    return Told(_("%(from)s 介绍后转给 %(target)s") % words, "switch-horizontal")


def _hung_up(scene: "Scene", data: Data, at: datetime) -> Told:
    tone = "bad" if data["by"] == "system" else ""
    return Told(why_over(data["by"], str(data.get("why") or "")), "phone-off", tone)


def _ended(scene: "Scene", data: Data, at: datetime) -> Told | None:
    return None if scene.call.hung_up_at is not None else Told(_("通话结束"), "phone-off")


TELL: Mapping[str, Callable[["Scene", Data, datetime], Told | None]] = {
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
