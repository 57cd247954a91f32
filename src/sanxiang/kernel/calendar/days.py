"""Days of the solar and of the lunar year. Pure: the day is given."""

from datetime import date

from lunardate import LunarDate

MonthDay = tuple[int, int]
LUNAR_YEARS = range(1901, 2099)  # what the lunar tables cover


def month_day(day: date, *, lunar: bool = False) -> MonthDay | None:
    """Return the month and day of `day` in its year; None for a leap month and beyond the lunar tables.

    A leap month repeats the number of the month before it; festivals are kept in the first of the two.
    """
    if not lunar:
        return day.month, day.day
    if day.year not in LUNAR_YEARS:
        return None
    found = LunarDate.from_solar_date(day.year, day.month, day.day)
    return None if found.is_leap_month else (found.month, found.day)


def falls_within(day: date, start: MonthDay, until: MonthDay, *, lunar: bool = False) -> bool:
    """Whether `day` lies in a yearly stretch, both ends included; it may reach over the end of the year."""
    found = month_day(day, lunar=lunar)
    if found is None:
        return False
    return start <= found <= until if start <= until else found >= start or found <= until
