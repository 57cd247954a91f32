"""The rows of the staff list: who, as what, for which lines, and where they are now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sanxiang.web.console.words import reasons
from sanxiang.web.pages.register_words import Mark
from sanxiang.web.pages.staff_forms import LANGUAGES

if TYPE_CHECKING:
    from sanxiang.office.people.queries import PresentState, Staff


@dataclass(frozen=True, slots=True)
class Certified:
    """One certificate. `when`: now, later or over."""

    key: str
    name: str
    from_day: date
    until_day: date | None
    when: str


@dataclass(frozen=True, slots=True)
class Row:
    staff: "Staff"
    languages: str
    lines: list[Certified]
    state: Mark
    since: Any
    may_change: bool


def row_of(now: "PresentState", *, lines: Mapping[str, str], today: date, may_change: bool) -> Row:
    return Row(
        staff=now.staff,
        languages=languages_of(now.staff),
        lines=[one for one in certified(now.staff, lines, today) if one.when == "now"],
        state=state_of(now),
        since=now.since if now.staff.is_active and now.state != "logged_off" else None,
        may_change=may_change,
    )


def languages_of(staff: "Staff") -> str:
    return _("、").join(str(LANGUAGES.get(code, code)) for code in staff.languages)


def certified(staff: "Staff", lines: Mapping[str, str], today: date) -> list[Certified]:
    """All certificates of one member of staff; those of a line that is gone show its key."""
    return [
        Certified(
            key=one.line,
            name=lines.get(one.line, one.line),
            from_day=one.from_day,
            until_day=one.until_day,
            when=_when(one.from_day, one.until_day, today),
        )
        for one in staff.certificates.all()
    ]


def _when(first: date, last: date | None, today: date) -> str:
    if last is not None and last < today:
        return "over"
    return "later" if first > today else "now"


def state_of(now: "PresentState") -> Mark:
    """The person's present state in a word; who left has none."""
    if not now.staff.is_active:
        return Mark(_("已停用"), "calm", "ban")
    if now.state == "not_ready":
        reason = reasons().get(now.reason)
        return Mark(_("示忙 · %(reason)s") % {"reason": reason} if reason else _("示忙"), "wait", "clock")
    return STATES[now.state]() if now.state in STATES else Mark(now.state, "calm", "user")


STATES = {
    "logged_off": lambda: Mark(_("未签入"), "calm", "moon"),
    "ready": lambda: Mark(_("示闲"), "good", "check"),
    "busy": lambda: Mark(_("通话中"), "wait", "phone-call"),
    "wrapup": lambda: Mark(_("话后整理"), "wait", "edit"),
}
