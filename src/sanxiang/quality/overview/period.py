"""A month or a quarter of the calendar, as pages name it: "2026-03", "2026Q1". Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHAPE = re.compile(r"(\d{4})(?:Q([1-4])|-(0[1-9]|1[0-2]))")


@dataclass(frozen=True, slots=True)
class Period:
    """`months` is 1 or 3, from the month of `first` on."""

    first: date
    months: int

    @property
    def is_quarter(self) -> bool:
        return self.months == 3

    @property
    def quarter(self) -> int:
        return (self.first.month + 2) // 3

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Period":
        return Period(_moved(self.first, self.months), self.months)

    @property
    def before(self) -> "Period":
        return Period(_moved(self.first, -self.months), self.months)

    @property
    def as_quarter(self) -> "Period":
        return Period(date(self.first.year, self.quarter * 3 - 2, 1), 3)

    def as_month(self, today: date) -> "Period":
        """The month of `today` if it lies within, else the first one."""
        return month_of(today if self.first <= today <= self.last else self.first)

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment and the first moment after it."""
        return _midnight(self.first, zone), _midnight(self.next.first, zone)

    def __str__(self) -> str:
        return f"{self.first:%Y}Q{self.quarter}" if self.is_quarter else f"{self.first:%Y-%m}"


def month_of(day: date) -> Period:
    return Period(day.replace(day=1), 1)


def quarter_of(day: date) -> Period:
    return month_of(day).as_quarter


def parse(text: str) -> Period | None:
    """Read "2026Q1" or "2026-03"; None for anything else."""
    found = SHAPE.fullmatch(text)
    if found is None or not 1970 <= int(found[1]) <= 9000:
        return None
    year = int(found[1])
    return (
        Period(date(year, int(found[2]) * 3 - 2, 1), 3)
        if found[2]
        else Period(date(year, int(found[3]), 1), 1)
    )


def _moved(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
