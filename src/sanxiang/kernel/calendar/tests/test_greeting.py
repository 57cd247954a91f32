"""Greetings by hour and festival, against the calendars of years that are known and not known."""

from datetime import UTC, date, datetime

import pytest

from sanxiang.kernel.calendar.festivals import FESTIVALS
from sanxiang.kernel.calendar.greeting import festival_of, greeting_of

SHANGHAI = "Asia/Shanghai"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+08:00")


@pytest.mark.parametrize(
    ("clock", "hello"),
    [
        ("00:00", "您好"),
        ("04:59", "您好"),
        ("05:00", "早上好"),
        ("09:00", "上午好"),
        ("11:29", "上午好"),
        ("11:30", "中午好"),
        ("13:30", "下午好"),
        ("17:59", "下午好"),
        ("18:00", "晚上好"),
        ("23:59", "晚上好"),
    ],
)
def test_the_hour_chooses_the_word(clock: str, hello: str) -> None:
    assert greeting_of(at(f"2026-11-23T{clock}"), SHANGHAI).hello == hello


def test_the_zone_of_the_desk_counts() -> None:
    assert greeting_of(datetime(2026, 11, 23, 23, 0, tzinfo=UTC), SHANGHAI).hello == "早上好"
    assert greeting_of(datetime(2026, 11, 23, 23, 0, tzinfo=UTC), UTC).hello == "晚上好"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        greeting_of(datetime(2026, 11, 23, 9, 0), SHANGHAI)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "festival"),
    [
        ("2026-01-01", "new_year"),
        ("2026-01-02", "new_year"),  # a day off by the official calendar
        ("2026-02-15", "spring"),  # days off begin before the eve
        ("2026-02-16", "lunar_eve"),
        ("2026-02-17", "spring"),
        ("2026-02-24", "spring"),
        ("2026-02-25", None),
        ("2026-03-03", "lantern"),
        ("2026-04-05", "tomb_sweeping"),
        ("2026-05-01", "labour"),
        ("2026-06-19", "dragon_boat"),
        ("2026-09-25", "mid_autumn"),
        ("2026-10-01", "national"),
        ("2026-10-10", None),  # worked instead of a day off: an ordinary day
        ("2026-10-18", "double_ninth"),
        ("2026-11-23", None),
        ("2027-02-05", "lunar_eve"),  # not in the official calendar yet: the dates themselves
        ("2027-02-06", "spring"),
        ("2027-09-15", "mid_autumn"),
        ("2025-10-06", "mid_autumn"),  # falls among the seven days of the national holiday
        ("2025-07-25", None),  # a leap sixth month
        ("2025-12-25", "christmas"),
    ],
)
def test_the_festival_of_a_day(day: str, festival: str | None) -> None:
    found = festival_of(date.fromisoformat(day))
    assert (found.key if found else None) == festival


def test_a_year_beyond_the_tables_has_its_solar_festivals() -> None:
    assert festival_of(date(2150, 2, 10)) is None
    national = festival_of(date(2150, 10, 1))
    assert national is not None
    assert national.key == "national"


def test_nobody_is_wished_joy_of_a_solemn_day() -> None:
    said = greeting_of(at("2026-04-05T09:30"), SHANGHAI)
    assert (said.hello, said.festival, said.wish) == ("上午好", "tomb_sweeping", "")


def test_new_year_is_wished() -> None:
    said = greeting_of(at("2026-02-17T08:00"), SHANGHAI)
    assert (said.hello, said.wish) == ("早上好", "新春快乐")


def test_every_festival_comes_in_a_year() -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert {found.key for day in days if (found := festival_of(day))} == {one.key for one in FESTIVALS}
