"""What the recording's player needs, or in one sentence why there is nothing to play."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.web.pages.register_course import Scene, operators_of, patches_of
from sanxiang.web.pages.register_sound import key_for
from sanxiang.web.pages.register_words import seconds_of

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact, Recording

RATES = ("0.75", "1", "1.25", "1.5", "2")


@dataclass(frozen=True, slots=True)
class Player:
    """`data` is for the script, None where nothing can be played; `state` tells one shape from another."""

    state: str
    sentence: str
    data: dict[str, Any] | None
    operators: str
    rates: tuple[str, ...] = RATES


def player_of(scene: Scene, *, staff_number: str, may_play: bool) -> Player:
    """The player of one opening of the page."""
    row = scene.row
    operators = " → ".join(operators_of(scene)) or _("客服")
    state, sentence = _fault(row, may_play)
    if state not in ("ready", "short"):
        return Player(state, sentence, None, operators)
    key = key_for(row, staff_number)
    data = {
        "sound": f"{reverse('register_sound', args=[row.pk])}?key={key}",
        "outline": reverse("register_peaks", args=[row.pk]),
        "patches": [
            {"kind": one.kind, "from": one.from_s, "to": one.to_s, "word": one.word}
            for one in patches_of(scene)
        ],
        "words": {
            "unreadable": _("录音文件读不出来，请联系管理员检查磁盘。"),
            "lost": _("录音没有传过来，请检查网络后再按播放。"),
        },
    }
    return Player(state, sentence, data, operators)


def _fault(row: "Contact", may_play: bool) -> tuple[str, str]:
    if row.answered_at is None:
        still = row.ended_at is None
        return "none", _("还没有接通，接通后开始录音。") if still else _("没有接通，所以没有录音。")
    if row.ended_at is None:
        return "going_on", _("通话还在进行，挂机后可以听录音。")
    kept: Recording | None = getattr(row, "recording", None)
    if kept is None:
        return "none", _("这通电话没有录音：线路没有送来声音，或者当时磁盘已满。")
    if not may_play:
        return "not_allowed", _("您的岗位不能听录音；需要的话，请主管处理。")
    return _fault_of(row, kept)


def _fault_of(row: "Contact", kept: "Recording") -> tuple[str, str]:
    if kept.fault == "expired":
        return "expired", _("录音已过保存期限，已按规定删除；登记和判定都还在。")
    if kept.fault == "unreadable":
        return "unreadable", _("录音文件损坏，读不出来，请联系管理员检查磁盘。")
    if contacts.recording_file(row) is None:
        return "missing", _("录音文件不见了，请管理员检查录音文件夹，或从备份恢复。")
    if kept.fault == "short" and kept.seconds is not None and row.ended_at is not None:
        lost = (row.ended_at - kept.started_at).total_seconds() - kept.seconds
        return "short", _("录音比通话短了 %(time)s，末尾没有录到。") % {"time": seconds_of(max(lost, 0))}
    return "ready", ""
