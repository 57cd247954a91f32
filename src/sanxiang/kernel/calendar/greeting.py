"""What to say on picking up, by the hour and the festival. Pure: the moment and its zone are given."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import chinese_calendar
from lunardate import LunarDate

from sanxiang.kernel.calendar.festivals import FESTIVALS, PARTS, Festival, Part

LUNAR_YEARS = range(1901, 2099)  # what the lunar tables cover


@dataclass(frozen=True, slots=True)
class Greeting:
    """`hello` by the hour, `wish` by the festival ("" for none), in 简体; `part`, `festival`: their keys."""

    part: str
    hello: str
    festival: str = ""
    wish: str = ""


def greeting_of(moment: datetime, tz: str | tzinfo) -> Greeting:
    """Return the greeting for `moment` (aware) as the clock and the calendar stand in `tz`.

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    local = moment.astimezone(ZoneInfo(tz) if isinstance(tz, str) else tz)
    part = _part_of(local)
    festival = festival_of(local.date())
    if festival is None:
        return Greeting(part.key, part.hello)
    return Greeting(part.key, part.hello, festival.key, festival.wish)


def _part_of(local: datetime) -> Part:
    return next(part for part in reversed(PARTS) if part.begins <= local.time())


def festival_of(day: date) -> Festival | None:
    """Return the festival that `day` belongs to: the shortest one wins, then the official days off.

    Years that the official calendar doesn't know yet have their festivals without the days off around them.
    """
    falling = [festival for festival in FESTIVALS if _falls(festival, day)]
    if falling:
        return min(falling, key=lambda festival: festival.days)
    name = _day_off(day)
    return next((one for one in FESTIVALS if name and one.statutory == name), None)


def _falls(festival: Festival, day: date) -> bool:
    return any(
        _month_day(day - timedelta(festival.shift + late), lunar=festival.lunar) == festival.day
        for late in range(festival.days)
    )


def _month_day(day: date, *, lunar: bool) -> tuple[int, int] | None:
    if not lunar:
        return day.month, day.day
    if day.year not in LUNAR_YEARS:
        return None
    found = LunarDate.from_solar_date(day.year, day.month, day.day)
    # A leap month repeats its number; the festival is kept in the first of the two.
    return None if found.is_leap_month else (found.month, found.day)


def _day_off(day: date) -> str:
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return ""
    return str(name) if off and name else ""
