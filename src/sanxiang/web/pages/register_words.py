"""Figures and marks of a call as people read them."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

if TYPE_CHECKING:
    from datetime import datetime

    from sanxiang.desk.contacts.queries import Callback, Contact


class Mark(NamedTuple):
    """A word with its colour (`tone`: good bad wait calm) and its shape, so that neither is alone."""

    word: str
    tone: str
    symbol: str


def clock_of(seconds: float | None) -> str:
    """Minutes and seconds, as 1:05; "" for what isn't known."""
    if seconds is None:
        return ""
    whole = max(round(seconds), 0)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def seconds_of(seconds: float) -> str:
    """A short stretch, as 6.0 秒 or 2:05."""
    return _("%(n)s 秒") % {"n": f"{seconds:.1f}"} if seconds < 60 else clock_of(seconds)


def rings_of(row: "Contact") -> str:
    """How long it rang, in rings."""
    if row.rings is None:
        return ""
    if row.answered_at is None:
        return ngettext("响了 %(n)s 声", "响了 %(n)s 声", row.rings) % {"n": row.rings}
    return _("第 %(n)s 声") % {"n": row.rings}


def hung_up_by(row: "Contact") -> str:
    """Who ended it first, in one word; "" where nobody had picked up and the line gave up."""
    if row.answered_at is None and row.direction != "out":
        return _("对方放弃") if row.hung_up_by == "customer" else ""
    return {"customer": _("对方"), "staff": _("客服"), "system": _("线路")}.get(row.hung_up_by, "")


def why_over(by: str, why: str) -> str:
    """How the call came to its end, as a sentence of the course of events."""
    by_why = {
        "no_answer": _("一直无人接听，告诉对方会回电后挂断"),
        "queue_full": _("线路已满，告诉对方会回电后挂断"),
        "vanished": _("对方的连接断了"),
        "watchdog": _("线路上长时间没有声音，自动断开"),
        "shutdown": _("语音服务停止，通话中断"),
    }
    by_whom = {"customer": _("对方先挂机"), "staff": _("客服员先挂机"), "system": _("线路断开")}
    return by_why.get(why) or by_whom.get(by, _("挂机"))


def state_of(row: "Contact") -> Mark:
    """Where the row stands. A missed call stays missed when it is closed."""
    if row.ended_at is None:
        return Mark(_("进行中"), "calm", "phone-calling")
    if row.answered_at is None and row.direction != "out":
        given_up = row.hung_up_by == "customer"
        return Mark(_("放弃") if given_up else _("未接"), "bad", "phone-x")
    if row.closed_at is not None:
        return Mark(_("已登记"), "good", "circle-check")
    return Mark(_("待登记"), "wait", "edit")


def owed_mark(task: "Callback", now: "datetime") -> Mark:
    """Where one return call stands."""
    if task.kept_at is not None:
        return Mark(_("已回电"), "good", "phone-check")
    if task.cancelled_at is not None:
        return Mark(_("不再回电"), "calm", "ban")
    if task.broken_at is not None or (task.due_at is not None and task.due_at < now):
        return Mark(_("回电逾期"), "bad", "alarm")
    return Mark(pgettext("mark", "待回电"), "wait", "phone-outgoing")
