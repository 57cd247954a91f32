"""The return calls that are owed, in the order in which they should be made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from sanxiang.desk.contacts.queries import masked
from sanxiang.web.pages.register_rows import place_of
from sanxiang.web.pages.register_words import Mark

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Callback


@dataclass(frozen=True, slots=True)
class Owed:
    """One return call. `due`: promised, or by the rulebook's time limit; `wait`: how late or how long yet."""

    task: "Callback"
    due: datetime | None
    who: str
    where: str
    number: str
    reason: Mark
    wait: str


@dataclass(frozen=True, slots=True)
class Group:
    """`code`: late (its time has passed), now (missed or broken off), later (promised)."""

    code: str
    title: str
    tone: str
    rows: list[Owed]


def groups_of(tasks: "Iterable[Callback]", limits: Mapping[UUID, datetime], now: datetime) -> list[Group]:
    """The owed calls in groups, the most pressing first; empty groups are left out.

    `limits`: until when the rulebook wants those that nobody promised.
    """
    groups = {
        "late": Group("late", _("已逾期"), "bad", []),
        "now": Group("now", _("马上回"), "wait", []),
        "later": Group("later", _("已约时间"), "calm", []),
    }
    for task in tasks:
        row = _owed(task, task.due_at or limits.get(task.pk), now)
        groups[_place(row, now)].rows.append(row)
    for group in groups.values():
        group.rows.sort(key=lambda row: row.due or row.task.made_at)
    return [group for group in groups.values() if group.rows]


def _place(row: Owed, now: datetime) -> str:
    if row.task.broken_at is not None or (row.due is not None and row.due < now):
        return "late"
    return "later" if row.task.reason == "promised" else "now"


def _owed(task: "Callback", due: datetime | None, now: datetime) -> Owed:
    name, place = task.caller_name or task.contact.caller_name, place_of(task.contact)
    return Owed(
        task=task,
        due=due,
        who=name or place or _("不知道是谁"),
        where=place if name else "",
        number=masked(task.number),
        reason=reason_of(task),
        wait=_wait(task, due, now),
    )


def reason_of(task: "Callback") -> Mark:
    marks = {
        "missed": Mark(_("未接来电"), "bad", "phone-x"),
        "promised": Mark(_("承诺回电"), "calm", "clock"),
        "broken_off": Mark(_("通话中断"), "bad", "wifi-off"),
    }
    return marks.get(task.reason, Mark(task.get_reason_display(), "calm", "phone-outgoing"))


def _wait(task: "Callback", due: datetime | None, now: datetime) -> str:
    if due is None:
        return _("已等 %(time)s") % {"time": span(now - task.made_at)}
    if due < now:
        return _("晚了 %(time)s") % {"time": span(now - due)}
    return _("还有 %(time)s") % {"time": span(due - now)}


def span(time: timedelta) -> str:
    """A stretch of time in its two largest units, as 2 小时 5 分."""
    minutes = max(int(time.total_seconds() // 60), 0)
    if minutes < 60:
        return _("%(n)s 分钟") % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return _("%(hours)s 小时 %(minutes)s 分") % {"hours": hours, "minutes": rest}
    return _("%(days)s 天 %(hours)s 小时") % {"days": hours // 24, "hours": hours % 24}
