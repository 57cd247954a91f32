"""When a stretch of time is over: by the clock, by civil days, by working days or by working hours. Pure.

Days are counted as the Civil Code counts them (200 to 203, in our words): the day on which it begins doesn't
count, the last one ends at 24:00, and where a limit says so a last day of rest gives way to the next working
day. While a limit is paused its clock stands: what was left at the pause is left at the resumption.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sanxiang.kernel.calendar.counting import Counting, worked
from sanxiang.kernel.calendar.working import Calendar

ELAPSED, DAYS, WORKING_DAYS = "elapsed", "days", "working_days"
WORKING_HOURS, SAME_DAY = "working_hours", "same_day"
CALENDARS = (ELAPSED, DAYS, WORKING_DAYS, WORKING_HOURS, SAME_DAY)
BY_DAY = frozenset({DAYS, WORKING_DAYS, SAME_DAY})
DAY_S = 86400
_MOMENT = timedelta(microseconds=1)


class Span(NamedTuple):
    """`seconds` of the clock or of working hours; a day's worth each for calendars that count days.

    `roll`: a last day that is a day of rest gives way to the next working day.
    """

    seconds: float = 0.0
    calendar: str = ELAPSED
    roll: bool = False

    @property
    def full(self) -> float:
        """What is left at the start: days where days are counted, else seconds."""
        if self.calendar == SAME_DAY:
            return 0
        return round(self.seconds / DAY_S) if self.calendar == DAYS or self.is_worked_days else self.seconds

    @property
    def is_worked_days(self) -> bool:
        return self.calendar == WORKING_DAYS


class Pause(NamedTuple):
    """From `since` until `until` the clock stands; None: it stands still."""

    since: datetime
    until: datetime | None


class Due(NamedTuple):
    """`certain` is False where a day was only estimated: reckon again when the calendar knows its year."""

    at: datetime
    certain: bool = True


def due(start: datetime, span: Span, calendar: Calendar, pauses: Iterable[Pause] = ()) -> Due:
    """When `span` from `start` is over, in UTC. A pause that still stands is left out: it moves nothing yet.

    Raises NoWorkingDay for a calendar that never works.
    """
    cursor, left, certain = start, span.full, True
    for since, until in _ended(pauses):
        end = _after(cursor, left, span, calendar)
        if since > end.at:
            break  # it was over before the clock was stopped
        gone, sure = _gone(cursor, since, span, calendar)
        cursor, left, certain = until, max(left - gone, 0), certain and sure
    end = _after(cursor, left, span, calendar)
    return Due(end.at, certain and end.certain)


def moved(at: datetime, span: Span, calendar: Calendar, pauses: Iterable[Pause]) -> Due:
    """When a time that somebody named (promised, or an extension) is due after the pauses before it."""
    certain = True
    for since, until in _ended(pauses):
        if since > at:
            break
        left, sure = _gone(since, at, span, calendar)
        end = _after(until, left, span, calendar)
        at = _same_hour(at, end.at, calendar) if span.calendar in BY_DAY else end.at
        certain = certain and sure and end.certain
    return Due(at.astimezone(UTC), certain)


def _same_hour(at: datetime, end: datetime, calendar: Calendar) -> datetime:
    """The hour of `at` on the day that is over at `end`, never before `at`."""
    days = calendar.day_of(end - _MOMENT) - calendar.day_of(at - _MOMENT)
    return at.astimezone(calendar.zone) + max(days, timedelta())


def remaining(now: datetime, at: datetime, span: Span, calendar: Calendar) -> float:
    """What is left until `at`: seconds, seconds worked, or days after today; less than 0 never."""
    return _gone(now, at, span, calendar)[0]


def _ended(pauses: Iterable[Pause]) -> list[tuple[datetime, datetime]]:
    return sorted((since, until) for since, until in pauses if until is not None)


def _after(start: datetime, left: float, span: Span, calendar: Calendar) -> Due:
    if span.calendar in BY_DAY:
        return _after_days(start, int(left), span, calendar)
    if span.calendar == WORKING_HOURS:
        return _after_hours(start, timedelta(seconds=left), calendar)
    return Due((start + timedelta(seconds=left)).astimezone(UTC))


def _after_days(start: datetime, left: int, span: Span, calendar: Calendar) -> Due:
    count = Counting(calendar, working=span.is_worked_days)
    last = count.after(calendar.day_of(start), left)
    if span.roll or span.is_worked_days:
        last = count.rolled(last)
    return Due(calendar.end_of(last), count.certain)


def _after_hours(start: datetime, left: timedelta, calendar: Calendar) -> Due:
    all_certain = True
    for since, until, certain in worked(start, calendar):
        all_certain = all_certain and certain
        if since < until and left <= until - since:
            return Due((since + left).astimezone(UTC), all_certain)
        left -= until - since
    raise AssertionError("worked() goes on or raises")


def _gone(since: datetime, until: datetime, span: Span, calendar: Calendar) -> tuple[float, bool]:
    """What of the span passes between two moments, and whether that is certain."""
    if until <= since:
        return 0, True
    if span.calendar in BY_DAY:
        count = Counting(calendar, working=span.is_worked_days)
        # 24:00 belongs to the day that ends there.
        days = count.between(calendar.day_of(since), calendar.day_of(until - _MOMENT))
        return days, count.certain
    if span.calendar == WORKING_HOURS:
        return _hours_gone(since, until, calendar)
    return (until - since).total_seconds(), True


def _hours_gone(since: datetime, until: datetime, calendar: Calendar) -> tuple[float, bool]:
    total, all_certain = timedelta(), True
    for start, end, certain in worked(since, calendar):
        if start >= until:
            break
        all_certain = all_certain and certain
        total += max(min(end, until) - start, timedelta())
        if end >= until:
            break
    return total.total_seconds(), all_certain
