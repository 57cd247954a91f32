"""What the register's list shows, read from its address, so that a list can be bookmarked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused

DAYS = ("today", "yesterday", "week")


@dataclass(frozen=True, slots=True)
class Filters:
    """`day` is one of DAYS and moves with the calendar; `day_from` and `day_to` are ISO dates."""

    text: str = ""
    day: str = ""
    day_from: str = ""
    day_to: str = ""
    category: str = ""
    state: str = ""
    staff: str = ""
    line: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()

    @property
    def address(self) -> str:
        """The query of an address, without what is empty."""
        return urlencode({name: value for name, value in self.named() if value})

    @property
    def link(self) -> str:
        """The list as an address relative to its page."""
        return f"?{self.address}" if self.address else "."

    def leading(self, name: str, key: str) -> str:
        """The same list from a page key on."""
        return f"?{'&'.join(part for part in (self.address, urlencode({name: key})) if part)}"

    def named(self) -> list[tuple[str, str]]:
        """Every filter with its name, the empty ones too."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]

    def but(self, **changes: str) -> "Filters":
        """The same list with something changed; a quick day and own dates exclude each other."""
        if changes.get("day"):
            changes = {"day_from": "", "day_to": "", **changes}
        return replace(self, **changes)

    def days(self, today: date) -> tuple[date | None, date | None]:
        """The first and last day, both included. Refused for what is no date."""
        quick = {
            "today": (today, today),
            "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
            "week": (today - timedelta(days=6), today),
        }
        if self.day in quick:
            return quick[self.day]
        return _date(self.day_from), _date(self.day_to)


def filters_of(query: Mapping[str, str]) -> Filters:
    """Read the filters of an address; own dates win over a quick day."""
    given = {field.name: query.get(field.name, "").strip()[:80] for field in fields(Filters)}
    if given["day_from"] or given["day_to"] or given["day"] not in DAYS:
        given["day"] = ""
    return Filters(**given)


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("没有看懂日期“%(text)s”，请写成 2026-03-02 这样。") % {"text": text}, code="date"
        ) from None
