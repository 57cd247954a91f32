"""A row of the register as its list shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from sanxiang.desk.contacts.queries import masked
from sanxiang.web.pages.register_words import Mark, clock_of, hung_up_by, owed_mark, rings_of, state_of

if TYPE_CHECKING:
    from decimal import Decimal

    from sanxiang.desk.contacts.queries import Callback, Contact
    from sanxiang.quality.scoring.models import Score


@dataclass(frozen=True, slots=True)
class Row:
    """What the template prints. `who`: the name, else the place, else the masked number."""

    contact: "Contact"
    who: str
    where: str
    number: str
    line: str
    rings: str
    talk: str
    hold: str
    hung_up: str
    state: Mark
    owed: Mark | None
    score: "Decimal | None"
    provisional: bool
    recorded: bool


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    rows: list[Row]


def days_of(
    rows: "Iterable[Contact]",
    *,
    lines: Mapping[str, str],
    scores: "Mapping[str, Score]",
    now: datetime,
) -> list[Day]:
    """The rows under the day on which they rang. `scores`: by call id."""
    days: list[Day] = []
    for contact in rows:
        day = timezone.localtime(contact.offered_at).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].rows.append(_row(contact, lines, scores, now))
    return days


def _row(
    contact: "Contact",
    lines: Mapping[str, str],
    scores: "Mapping[str, Score]",
    now: datetime,
) -> Row:
    place, number = place_of(contact), masked(contact.phone or contact.from_number)
    result = scores.get(contact.call_id)
    return Row(
        contact=contact,
        who=contact.caller_name or place or number or _("号码未显示"),
        where=place if contact.caller_name else "",
        number=number if contact.caller_name or place else "",
        line=lines.get(contact.line, contact.line),
        rings=rings_of(contact),
        talk=clock_of(contact.talk_s) if contact.answered_at else "",
        hold=clock_of(contact.hold_s) if contact.hold_s else "",
        hung_up=hung_up_by(contact),
        state=state_of(contact),
        owed=_owed(contact.callbacks.all(), now),
        score=result.score if result else None,
        provisional=result is not None and not result.final,
        recorded=_is_recorded(contact),
    )


def place_of(contact: "Contact") -> str:
    """Unit and place of the caller, as far as known."""
    unit = contact.unit_text or (contact.unit.label if contact.unit else "")
    return " · ".join(dict.fromkeys(part for part in (unit, contact.place) if part))


def _is_recorded(contact: "Contact") -> bool:
    kept = getattr(contact, "recording", None)
    return kept is not None and contact.ended_at is not None and kept.fault not in ("missing", "expired")


def _owed(tasks: "Iterable[Callback]", now: datetime) -> Mark | None:
    """The mark of the return call that matters most: an open one before a settled one."""
    ranked = sorted(tasks, key=lambda task: (task.kept_at or task.cancelled_at) is not None)
    return owed_mark(ranked[0], now) if ranked else None
