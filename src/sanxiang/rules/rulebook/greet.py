"""Which words the operator opens with: by festival, else by the hour (ANS-4)."""

from datetime import datetime

from sanxiang.rules.rulebook.model import Festival, Greeting, Text

MonthDay = tuple[int, int]


def opening(greeting: Greeting, at: datetime, lunar: MonthDay | None = None) -> Text:
    """Return the words for {opening}. `at`: the site's own time; `lunar`: that day's lunar month and day.

    A lunar festival beats a solar one; without `lunar` only solar ones are known. Before the first hour
    of the day the last one of the evening still holds.
    """
    solar = (at.month, at.day)
    for festival in sorted(greeting.festivals, key=lambda one: not one.lunar):
        if _falls(festival, lunar if festival.lunar else solar):
            return festival.opening
    hours = [row for row in greeting.hours if row.start <= at.time()]
    return (hours or greeting.hours)[-1].opening


def _falls(festival: Festival, day: MonthDay | None) -> bool:
    if day is None:
        return False
    if festival.start <= festival.until:
        return festival.start <= day <= festival.until
    return day >= festival.start or day <= festival.until
