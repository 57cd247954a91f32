"""Quarters of the year, in the zone of the site. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHAPE = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """`number` 1 to 4. Written "2026Q1"."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment and the first moment after it."""
        return _midnight(self.first, zone), _midnight(self.next.first, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def parse(text: str) -> Quarter:
    """Read "2026Q1". Raises ValueError for anything else."""
    found = SHAPE.fullmatch(text)
    if found is None or found[1] == "0000":
        raise ValueError(text)
    return Quarter(int(found[1]), int(found[2]))
