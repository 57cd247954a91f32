"""Scored calls as columns, with their circumstances; as many queries for three calls as for one."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from sanxiang.desk.contacts.models import CallLink, Line
from sanxiang.desk.contacts.tests.rows import site_of, staff_of
from sanxiang.office.estate import domain as estate
from sanxiang.quality.overview.domain import enter_inspection
from sanxiang.quality.overview.gather import gather, newest, with_traits
from sanxiang.quality.overview.period import month_of
from sanxiang.quality.overview.tests.rows import MONDAY, every, scored, signed_off
from sanxiang.quality.overview.verdicts import table_of

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
MARCH = month_of(date(2026, 3, 1))
HOUR = timedelta(hours=1)


def detailed(site, most=5000):
    return newest(gather(site.pk, MARCH, ZONE), site.pk, MARCH, ZONE, most)


def test_only_finally_scored_calls_of_the_site_and_the_period_count(site, operator):
    scored(site, operator, every(60, 3))
    scored(site, operator, [MONDAY - timedelta(days=7)], name="feb")
    scored(site, operator, [MONDAY + 5 * HOUR], name="open", final=False)
    elsewhere = site_of("别处")
    scored(elsewhere, staff_of(elsewhere, "8101"), every(60, 2))
    found = gather(site.pk, MARCH, ZONE)
    assert len(found) == 3 and set(found.calls.day) == {date(2026, 3, 2).toordinal()}
    moments = [round(row.offered_s, 3) for row in found.rows]
    assert moments == [at.timestamp() for at in every(60, 3)]


def test_a_month_begins_at_the_sites_midnight(site, operator):
    first = MONDAY.replace(day=1, hour=0) - timedelta(hours=8)
    scored(site, operator, [first - timedelta(seconds=1), first])
    found = gather(site.pk, MARCH, ZONE)
    assert list(found.calls.day) == [date(2026, 3, 1).toordinal()]


def test_the_newest_final_result_counts(site, operator):
    scored(site, operator, every(60, 2), score=50)
    scored(site, operator, every(60, 2), score=80, number=2)
    scored(site, operator, every(60, 1), score=10, number=3, final=False)
    assert list(gather(site.pk, MARCH, ZONE).calls.score) == [80, 80]


def test_points_lost_are_those_that_were_not_left(site, operator):
    scored(site, operator, every(60, 1), letters="mxn")
    scored(site, operator, [MONDAY + 3 * HOUR], letters="xmo", left=4)
    table = table_of(detailed(site))
    assert table.clauses == ("ANS-1", "TLK-14", "TLK-8")
    assert table.verdict.tolist() == [[1, 0, 2], [2, 0, 1]]
    assert table.lost.tolist() == [[0, 0, 10], [6, 0, 0]]


def test_only_the_newest_calls_are_looked_at_closely(site, operator):
    scored(site, operator, every(60, 5))
    found = detailed(site, most=2)
    assert [row.call_id for row in found.rows] == ["8001-0302T040000", "8001-0302T050000"]
    assert all(final.details for final in found.finals) and len(detailed(site_of("空"))) == 0


def test_known_is_who_the_desk_could_see(site, operator):
    unit = estate.add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=MONDAY)
    estate.add_resident(
        site=site.pk,
        name="王建华",
        surname="王",
        address_as="先生",
        units=[unit],
        phones=["+86154"],
        at=MONDAY,
    )
    line = Line.objects.create(site=site, key="general", name="热线")
    link = CallLink.objects.create(token="t", line=line, unit=unit, made_at=MONDAY)
    scored(site, operator, every(60, 1), from_number="+86154")
    scored(site, operator, every(60, 1), name="b", link=link)
    scored(
        site, operator, every(60, 1), name="c", from_number="+86999", unit=unit
    )  # found out during the call
    assert list(with_traits(site.pk, MARCH, ZONE).traits["known"]) == [1, 1, 0]


def test_busy_counts_also_the_calls_that_nobody_answered(site, operator):
    scored(site, operator, every(120, 4))
    for number in range(3):
        scored(site, operator, [MONDAY - timedelta(seconds=10)], name=f"m{number}", final=False)
    assert list(with_traits(site.pk, MARCH, ZONE).traits["busy"]) == [1, 0, 0, 0]


def test_the_first_and_the_last_hour_come_from_signing_in_and_off(site, operator):
    start, end = MONDAY, MONDAY + 8 * HOUR
    signed_off(operator, start - 12 * HOUR, start)
    signed_off(operator, end, None)
    scored(site, operator, [start + HOUR / 2, start + 4 * HOUR, end - HOUR / 2])
    assert list(with_traits(site.pk, MARCH, ZONE).traits["late"]) == [0, -1, 1]


def test_inspected_days_are_those_that_were_entered(site, operator, supervisor):
    enter_inspection(site=site.pk, first=date(2026, 3, 1), last=None, weekday=1, at=MONDAY, actor=supervisor)
    enter_inspection(site=site.pk, first=date(2026, 3, 3), last=date(2026, 3, 3), at=MONDAY, actor=supervisor)
    scored(site, operator, every(24 * 60, 8))
    assert list(with_traits(site.pk, MARCH, ZONE).traits["inspected"]) == [1, 1, 0, 0, 0, 0, 0, 1]


def test_calls_out_are_not_compared(site, operator):
    scored(site, operator, every(60, 2), direction="out")
    assert len(with_traits(site.pk, MARCH, ZONE)) == 0 and len(gather(site.pk, MARCH, ZONE)) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_are_as_many_however_many_calls(site, operator, count, django_assert_num_queries):
    scored(site, operator, every(60, count), letters="mxm")
    with django_assert_num_queries(4):
        table_of(detailed(site))
    with django_assert_num_queries(5):
        with_traits(site.pk, MARCH, ZONE)
