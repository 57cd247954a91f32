"""Days of inspection, and the periods they are asked for."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.quality.overview import queries
from sanxiang.quality.overview.domain import enter_inspection, remove_inspection
from sanxiang.quality.overview.period import Period, month_of, parse, quarter_of
from sanxiang.quality.overview.tests.rows import MONDAY

FIRST = date(2026, 3, 2)


def days(site, last=date(2026, 3, 31)):
    found = queries.inspected_days(site.pk, date(2026, 3, 1), last)
    return sorted(date.fromordinal(one).day for one in found)


@pytest.mark.django_db
def test_a_visit_is_all_its_days_and_a_weekly_check_one_a_week(site, supervisor):
    enter_inspection(site=site.pk, first=FIRST, last=None, weekday=1, at=MONDAY, actor=supervisor)
    visit = enter_inspection(
        site=site.pk, first=date(2026, 2, 27), last=FIRST + timedelta(days=2), at=MONDAY, actor=supervisor
    )
    assert days(site) == [1, 2, 3, 4, 9, 16, 23, 30]
    remove_inspection(inspection=visit.pk, at=MONDAY, actor=supervisor)
    remove_inspection(inspection=visit.pk, at=MONDAY, actor=supervisor)
    assert days(site) == [2, 9, 16, 23, 30] and queries.inspection(visit.pk) is None
    kinds = [fact.kind for fact in facts_of(f"inspection:{visit.pk}")]
    assert kinds == ["inspection.entered", "inspection.removed"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"last": None}, "last"),
        ({"last": FIRST - timedelta(days=1)}, "order"),
        ({"last": FIRST + timedelta(days=200)}, "long"),
        ({"last": None, "weekday": 9}, "weekday"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_mend(site, supervisor, wrong, code):
    with pytest.raises(Refused) as fault:
        enter_inspection(site=site.pk, first=FIRST, at=MONDAY, actor=supervisor, **wrong)
    assert fault.value.code == code and fault.value.sentence.endswith("。")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_periods_are_read_as_they_are_written(text, first, last):
    found = parse(text)
    assert (str(found), found.first, found.last) == (text, first, last)
    assert found.next.before == found and found.next.first == last + timedelta(days=1)


@pytest.mark.parametrize("text", ["", "2026", "2026Q5", "2026-13", "0000Q1", "2026Q1 ", "9999Q4"])
def test_what_is_no_period_is_none(text):
    assert parse(text) is None


def test_months_and_quarters_lead_to_each_other():
    spring = quarter_of(date(2026, 5, 17))
    assert spring == Period(date(2026, 4, 1), 3) and month_of(date(2026, 5, 17)).as_quarter == spring
    assert str(spring.as_month(date(2026, 5, 17))) == "2026-05"
    assert str(spring.as_month(date(2027, 1, 1))) == "2026-04"
    since, until = spring.span(ZoneInfo("Asia/Shanghai"))
    assert since.isoformat() == "2026-04-01T00:00:00+08:00" and (until - since).days == 91
