"""Time limits reckoned, against an oracle that looks at one day after the other for ten years."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.kernel.calendar import spans
from sanxiang.kernel.calendar.spans import Pause, Span, due, moved, remaining
from sanxiang.kernel.calendar.working import Calendar, NoWorkingDay, known_years

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = ((time(8, 30), time(12)), (time(14), time(18)))
PLACE = Calendar(ZONE, hours=HOURS)
LAST = known_years()[1]
FIRST_DAY, TEN_YEARS = date(LAST - 10, 3, 1), 3652


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def said(found):
    return f"{found.at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def days(number, calendar=spans.DAYS, roll=False):
    return Span(number * spans.DAY_S, calendar, roll)


@cache
def is_worked(day):
    if day.year > LAST:
        return PLACE.kind(day).working
    return chinese_calendar.is_workday(day)


def oracle(start, number, *, working, roll, pauses=()):
    """One day after the other: does it count, is the clock standing, is it enough?"""
    day, counted = start, 0
    while True:
        if day > start and (not working or is_worked(day)):
            counted += not any(since < day <= until for since, until in pauses)
        stands = any(since <= day < until for since, until in pauses)
        if counted >= number and not stands and (not (working or roll) or is_worked(day)):
            return day
        day += timedelta(days=1)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 10])
@pytest.mark.parametrize(
    ("calendar", "working", "roll"),
    [(spans.DAYS, False, False), (spans.DAYS, False, True), (spans.WORKING_DAYS, True, False)],
)
def test_ten_years_day_by_day(number, calendar, working, roll):
    span = days(number, calendar, roll)
    for offset in range(0, TEN_YEARS, 1 if number == 2 else 5):
        day = FIRST_DAY + timedelta(days=offset)
        found = due(datetime.combine(day, time(10), tzinfo=ZONE), span, PLACE).at
        assert found == PLACE.end_of(oracle(day, number, working=working, roll=roll)), day


whole_days = st.integers(0, TEN_YEARS - 200).map(lambda n: FIRST_DAY + timedelta(days=n))


@st.composite
def days_with_pauses(draw):
    start, at, found = draw(whole_days), 0, []
    for _ in range(draw(st.integers(0, 3))):
        since = at + draw(st.integers(0, 5))
        at = since + draw(st.integers(0, 9))
        found.append((start + timedelta(days=since), start + timedelta(days=at)))
    return start, found


@settings(max_examples=150)
@given(days_with_pauses(), st.integers(0, 12), st.booleans(), st.booleans())
def test_pauses_stop_the_days_as_the_oracle_stops_them(drawn, number, working, roll):
    start, stood = drawn
    calendar = spans.WORKING_DAYS if working else spans.DAYS
    hour = iter(range(8, 24))
    begin = datetime.combine(start, time(next(hour)), tzinfo=ZONE)
    pauses, kept = [], []
    for since, until in stood:
        pause = Pause(*(datetime.combine(day, time(next(hour)), tzinfo=ZONE) for day in (since, until)))
        if pause.since > due(begin, days(number, calendar, roll), PLACE, pauses).at:
            break  # it is over: nobody can pause it
        pauses.append(pause)
        kept.append((since, until))
    expected = oracle(start, number, working=working, roll=roll, pauses=kept)
    assert due(begin, days(number, calendar, roll), PLACE, pauses).at == PLACE.end_of(expected)


moments = st.integers(0, 300_000_000).map(lambda s: datetime(2016, 1, 1, tzinfo=ZONE) + timedelta(seconds=s))
any_span = st.builds(
    Span,
    st.integers(1, 20).map(lambda n: n * spans.DAY_S / 2),
    st.sampled_from(spans.CALENDARS),
    st.booleans(),
)


@settings(max_examples=60)
@given(moments, any_span, st.floats(0, 1), st.integers(0, 10**6))
def test_a_pause_never_shortens_and_a_standing_one_moves_nothing(start, span, where, length_s):
    plain = due(start, span, PLACE).at
    since = start + (plain - start) * where
    longer = due(start, span, PLACE, [Pause(since, since + timedelta(seconds=length_s))]).at
    assert plain <= longer
    assert due(start, span, PLACE, [Pause(since, None)]).at == plain
    assert due(start, span, PLACE, [Pause(plain + timedelta(days=1), plain + timedelta(days=9))]).at == plain
    assert moved(plain, span, PLACE, [Pause(since, since)]).at >= plain


@settings(max_examples=60)
@given(moments, any_span, st.integers(0, 10**6))
def test_who_begins_later_is_due_no_earlier(start, span, later_s):
    assert due(start, span, PLACE).at <= due(start + timedelta(seconds=later_s), span, PLACE).at


@settings(max_examples=60)
@given(moments, st.integers(60, 200_000), st.integers(1, 500_000))
def test_in_working_hours_what_is_left_at_a_pause_is_left_after_it(start, seconds, length_s):
    span = Span(seconds, spans.WORKING_HOURS)
    end = due(start, span, PLACE).at
    assert remaining(start, end, span, PLACE) == pytest.approx(seconds)
    since = start + (end - start) / 3
    pause = Pause(since, since + timedelta(seconds=length_s))
    later = due(start, span, PLACE, [pause]).at
    assert remaining(pause.until, later, span, PLACE) == pytest.approx(remaining(since, end, span, PLACE))


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2026-09-24 10:00", Span(600), "2026-09-24 10:10"),
        ("2026-09-24 10:00", Span(2 * spans.DAY_S), "2026-09-26 10:00"),
        ("2026-09-24 10:00", days(2), "2026-09-27 00:00"),  # 24:00 of the 26th
        ("2026-09-24 10:00", days(2, roll=True), "2026-09-29 00:00"),  # the 26th rests until the 28th
        ("2026-09-24 10:00", days(1, spans.WORKING_DAYS), "2026-09-29 00:00"),
        ("2026-09-18 10:00", days(1, spans.WORKING_DAYS), "2026-09-21 00:00"),  # Sunday the 20th is worked
        ("2026-09-24 23:59", Span(0, spans.SAME_DAY), "2026-09-25 00:00"),
        ("2026-09-25 10:00", Span(0, spans.SAME_DAY, True), "2026-09-29 00:00"),
        ("2026-09-24 17:00", Span(7200, spans.WORKING_HOURS), "2026-09-28 09:30"),
        ("2026-09-24 11:30", Span(1800, spans.WORKING_HOURS), "2026-09-24 12:00"),
    ],
)
def test_examples_around_the_mid_autumn_of_2026(start, span, expected):
    assert said(due(local(start), span, PLACE)) == expected


def test_a_day_that_is_only_estimated_makes_the_due_time_provisional():
    start = datetime(LAST, 12, 1, 2, tzinfo=UTC)
    assert due(start, days(5, spans.WORKING_DAYS), PLACE).certain
    assert not due(start, days(40, spans.WORKING_DAYS), PLACE).certain
    assert due(start, days(400), PLACE).certain  # civil days ask no notice
    assert not due(start, Span(200 * 3600, spans.WORKING_HOURS), PLACE).certain


def test_a_named_time_keeps_its_hour_when_it_is_moved():
    at, pause = local("2026-03-06 15:00"), Pause(local("2026-03-05 09:00"), local("2026-03-06 08:00"))
    assert said(moved(at, days(3, spans.WORKING_DAYS), PLACE, [pause])) == "2026-03-09 15:00"
    assert said(moved(at, Span(60), PLACE, [pause])) == "2026-03-07 14:00"


def test_a_calendar_without_working_days_is_refused():
    never = Calendar(UTC, {date(2026, 1, 1) + timedelta(days=n): False for n in range(500)}, HOURS)
    for span in (days(1, spans.WORKING_DAYS), days(1, roll=True), Span(60, spans.WORKING_HOURS)):
        with pytest.raises(NoWorkingDay):
            due(datetime(2026, 1, 2, tzinfo=UTC), span, never)
