"""Nothing of the register is copied out without a reason, beyond the limits, or off the record."""

from datetime import timedelta

import pytest

from sanxiang.desk.contacts.domain import copies
from sanxiang.desk.contacts.tests.rows import START, site_of, staff_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of

pytestmark = pytest.mark.django_db
LIMITS = {"rows": {"paper": 10, "workbook": 20}, "numbers": {"rows_a_day": 15}}


@pytest.fixture
def staff(monkeypatch):
    monkeypatch.setattr(copies, "limits", lambda: LIMITS)
    return staff_of(site_of(), "7001", "周主管", "supervisor")


def take(staff, rows: int, *, form: str = "paper", numbers: bool = False, reason: str = "存档", at=START):
    chosen = {"day": "week"}
    site = staff.site_id
    copies.copy_out(
        form=form, rows=rows, numbers=numbers, reason=reason, chosen=chosen, site=site, at=at, actor=staff
    )


def told(staff):
    return facts_of(f"staff:{staff.username}", kinds=["register.copied"])


def test_a_copy_is_on_record_with_reason_and_count(staff):
    take(staff, 3, reason=" 月末存档 ")
    (fact,) = told(staff)
    assert (fact.actor, fact.at, fact.site) == ("staff:7001", START, staff.site_id)
    assert fact.data == {
        "form": "paper",
        "rows": 3,
        "numbers": False,
        "reason": "月末存档",
        "chosen": {"day": "week"},
    }


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"rows": 1, "reason": " "}, "写明打印或导出的原因"),
        ({"rows": 11}, "选中 11 行，一次最多 10 行"),
        ({"rows": 21, "form": "workbook"}, "一次最多 20 行"),
        ({"rows": 16, "form": "workbook", "numbers": True}, "还可带出 15 行，选中 16 行"),
    ],
)
def test_what_may_not_go_is_refused_and_no_fact(staff, options, sentence):
    with pytest.raises(Refused, match=sentence):
        take(staff, **options)
    assert told(staff) == []


def test_whole_numbers_are_counted_over_a_day(staff):
    take(staff, 10, numbers=True)
    take(staff, 10)  # masked: not counted
    assert copies.numbers_left(staff, START) == 5
    with pytest.raises(Refused, match="还可带出 5 行"):
        take(staff, 6, numbers=True, at=START + timedelta(hours=23))
    take(staff, 10, numbers=True, at=START + timedelta(hours=24))
    assert copies.numbers_left(staff, START + timedelta(hours=24)) == 5


def test_the_shipped_limits_are_figures():
    shipped = copies.limits()
    assert 0 < shipped["numbers"]["rows_a_day"] <= shipped["rows"]["paper"] <= shipped["rows"]["workbook"]
