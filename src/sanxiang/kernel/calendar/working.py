"""Which days are worked. Pure: the day is given.

The State Council announces the rest days of a year, and the weekends that are worked in exchange, in the
autumn before. `chinese_calendar` holds those notices; a year it doesn't know yet is estimated from the lunar
calendar and marked so, for whoever reckons with it to reckon again once the year is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple

SATURDAY = 5
NOTICE_MAY_REACH_BACK = (12, 26)
"""From here on the next year's notice may still change the last days of a year: New Year's own exchange."""
LONGEST_REST = 400
"""Days in a row without a working day after which a calendar is taken to be wrong."""


class DayKind(NamedTuple):
    """`certain`: announced, not estimated. `name`: of the festival or of the company's own day, or ""."""

    working: bool
    certain: bool
    name: str = ""


class NoWorkingDay(ValueError):
    """The calendar's own days leave no working day for over a year."""


@lru_cache(maxsize=8192)
def statutory(day: date) -> DayKind:
    """The day by the calendar of mainland China."""
    import chinese_calendar

    first, last = known_years()
    if not first <= day.year <= last:
        return estimated(day)
    rest, name = chinese_calendar.get_holiday_detail(day)
    settled = day.year < last or (day.month, day.day) < NOTICE_MAY_REACH_BACK
    return DayKind(not rest, settled, str(name or ""))


@cache
def known_years() -> tuple[int, int]:
    """The first and the last year whose notice is known."""
    from chinese_calendar import constants

    return min(constants.holidays).year, max(constants.holidays).year


def estimated(day: date) -> DayKind:
    """What a year without a notice is taken to be: festivals rest, weekends rest, nothing is exchanged."""
    name = _festivals(day.year).get(day, "")
    return DayKind(not name and day.weekday() < SATURDAY, False, name)


@cache
def _festivals(year: int) -> Mapping[date, str]:
    import holidays

    return {day: str(name) for day, name in holidays.country_holidays("CN", years=year).items()}


Stretch = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working time of one place. `own`: days that the company sets itself, whatever the notice says.

    `hours`: stretches of a working day in time order, in the zone of the place; only limits in working hours
    need them.
    """

    zone: tzinfo
    own: Mapping[date, bool] = field(default_factory=dict)
    hours: tuple[Stretch, ...] = ()

    def kind(self, day: date) -> DayKind:
        own = self.own.get(day)
        return statutory(day) if own is None else DayKind(own, True)

    def day_of(self, at: datetime) -> date:
        """The civil day of a moment, where the place is."""
        return at.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """24:00 of that day."""
        return self._at(day + timedelta(days=1), time.min)

    def open_hours(self, day: date) -> list[tuple[datetime, datetime]]:
        """The worked stretches of a day; none on a day of rest."""
        if not self.kind(day).working:
            return []
        return [(self._at(day, since), self._at(day, until)) for since, until in self.hours]

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)
