"""Days of rest as they were announced, and a year that nobody has announced yet."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from sanxiang.kernel.calendar.working import Calendar, estimated, known_years, statutory

LAST = known_years()[1]


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-01-01", False), ("2026-01-04", True),  # a Sunday that is worked
        ("2026-02-14", True), ("2026-02-15", False), ("2026-02-23", False), ("2026-02-24", True),
        ("2026-02-28", True), ("2026-05-05", False), ("2026-05-09", True), ("2026-06-19", False),
        ("2026-09-20", True), ("2026-10-07", False), ("2026-10-08", True), ("2026-10-10", True),
        ("2025-02-08", True), ("2024-02-09", True), ("2020-01-31", False), ("2016-10-08", True),
        ("2026-11-21", False), ("2026-11-23", True),
    ],
)  # fmt: skip
def test_days_of_the_notices(day, working):
    assert statutory(date.fromisoformat(day))[:2] == (working, True)


def test_a_year_without_a_notice_is_estimated_and_says_so():
    day = date(LAST + 1, 1, 1)
    assert statutory(day) == estimated(day) and not statutory(day).certain and not statutory(day).working
    spring = [estimated(date(2027, 2, number)) for number in range(1, 12)]
    assert [kind.working for kind in spring[:8]] == [True] * 4 + [False] * 4  # the 5th is the eve


def test_the_end_of_the_last_known_year_may_still_change():
    assert not statutory(date(LAST, 12, 31)).certain and statutory(date(LAST, 12, 1)).certain


def test_the_companys_own_day_holds_over_the_notice():
    own = Calendar(UTC, {date(2026, 10, 1): True, date(LAST + 1, 3, 1): False})
    assert own.kind(date(2026, 10, 1))[:2] == (True, True)
    assert own.kind(date(LAST + 1, 3, 1))[:2] == (False, True)


def test_a_day_ends_at_midnight_where_the_place_is():
    shanghai = Calendar(ZoneInfo("Asia/Shanghai"))
    assert shanghai.end_of(date(2026, 3, 2)) == datetime(2026, 3, 2, 16, tzinfo=UTC)
    at = datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=0)))
    assert shanghai.day_of(at) == date(2026, 3, 3)
