"""Walking along a calendar: days that count, and worked stretches of the clock."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sanxiang.kernel.calendar.working import LONGEST_REST, Calendar, NoWorkingDay

DAY = timedelta(days=1)


class Counting:
    """Counts days and remembers whether each one that mattered was certain."""

    def __init__(self, calendar: Calendar, *, working: bool) -> None:
        self.calendar, self.working, self.certain = calendar, working, True

    def counts(self, day: date) -> bool:
        return not self.working or self._is_worked(day)

    def _is_worked(self, day: date) -> bool:
        kind = self.calendar.kind(day)
        self.certain = self.certain and kind.certain
        return kind.working

    def between(self, after: date, until: date) -> int:
        """Days that count, `after` left out and `until` taken in."""
        return sum(self.counts(after + n * DAY) for n in range(1, (until - after).days + 1))

    def after(self, day: date, number: int) -> date:
        """The day on which `number` more days have counted. Raises NoWorkingDay."""
        rested = 0
        while number > 0:
            day += DAY
            counted = self.counts(day)
            number -= counted
            rested = 0 if counted else rested + 1
            if rested > LONGEST_REST:
                raise NoWorkingDay(day.isoformat())
        return day

    def rolled(self, day: date) -> date:
        """The day, or the next working day after a day of rest. Raises NoWorkingDay."""
        for n in range(LONGEST_REST):
            if self._is_worked(day + n * DAY):
                return day + n * DAY
        raise NoWorkingDay(day.isoformat())


Piece = tuple[datetime, datetime, bool]
"""A worked stretch of the clock, and whether the day was certain. An empty one stands for a day of rest."""


def worked(start: datetime, calendar: Calendar) -> Iterator[Piece]:
    """The worked stretches from `start` on. Raises NoWorkingDay when there are none for over a year."""
    day, idle = calendar.day_of(start), 0
    while idle < LONGEST_REST:
        stretches, certain = calendar.open_hours(day), calendar.kind(day).certain
        idle = 0 if stretches else idle + 1
        if not stretches:
            yield start, start, certain
        for since, until in stretches:
            if until > start:
                yield max(since, start), until, certain
        day += DAY
    raise NoWorkingDay(day.isoformat())
