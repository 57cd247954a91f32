"""Lunar and solar days against the calendars of years that are known."""

from datetime import date, timedelta

import pytest

from sanxiang.kernel.calendar.days import falls_within, month_day


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        ("2025-01-29", (1, 1)),
        ("2026-02-16", (12, 29)),  # a twelfth month of 29 days: this is the eve
        ("2026-02-17", (1, 1)),
        ("2026-03-03", (1, 15)),
        ("2026-06-19", (5, 5)),
        ("2026-09-25", (8, 15)),
        ("2027-02-06", (1, 1)),
        ("2025-07-25", None),  # the leap sixth month
        ("2150-01-01", None),  # beyond the tables
    ],
)
def test_lunar_days(day: str, lunar: tuple[int, int] | None) -> None:
    assert month_day(date.fromisoformat(day), lunar=True) == lunar


def test_a_solar_day_is_itself() -> None:
    assert month_day(date(2150, 10, 1)) == (10, 1)


def test_every_lunar_new_year_falls_between_20_january_and_21_february() -> None:
    day = date(1901, 1, 1)
    found = []
    while day.year < 2099:
        if month_day(day, lunar=True) == (1, 1):
            found.append(day)
        day += timedelta(days=1)
    assert len(found) == 198
    assert all((1, 20) <= (one.month, one.day) <= (2, 21) for one in found)


def test_a_stretch_may_reach_over_the_end_of_the_year() -> None:
    stretch = ((12, 31), (1, 2))
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 2), date(2027, 1, 3)]
    assert [falls_within(day, *stretch) for day in days] == [False, True, True, False]
    eve_to_third = ((12, 29), (1, 3))
    days = [date(2026, 2, 15), date(2026, 2, 16), date(2026, 2, 19), date(2026, 2, 20)]
    assert [falls_within(day, *eve_to_third, lunar=True) for day in days] == [False, True, True, False]


def test_a_leap_month_has_no_festival() -> None:
    assert not falls_within(date(2025, 7, 25), (6, 1), (6, 30), lunar=True)
