"""Who calls and where from, before the answer."""

from datetime import timedelta

import pytest

from sanxiang.desk.contacts.domain import callbacks, register
from sanxiang.desk.contacts.tests.rows import answered_call, missed_call
from sanxiang.office.estate.domain import add_resident
from sanxiang.web.console.tests.conftest import CALLED, CALLER, NOW

pytestmark = pytest.mark.django_db


def test_a_number_on_file_is_greeted_by_name_and_shown_masked(console, unit) -> None:
    card = console.form("card/", **{"from": CALLER})
    assert 'data-address="王先生"' in card
    assert "听力不好，请慢慢说" in card
    assert "+86138****5678" in card
    assert CALLER not in card


def test_a_flat_where_several_live_tells_the_flat_not_the_person(console, unit, site) -> None:
    add_resident(
        site=site.pk, name="王秀英", surname="王", address_as="女士", units=[unit], phones=[], at=CALLED
    )
    card = console.form("card/", unit=str(unit.pk))
    assert 'data-address=""' in card
    assert "3栋2单元1001" in card
    assert "王秀英" in card
    named = console.form("card/", unit=str(unit.pk), caller_name="王秀英")
    assert 'data-address="王女士"' in named


def test_an_unknown_number_says_what_to_ask(console, site) -> None:
    card = console.form("card/", **{"from": "+8613911112222"})
    assert "未知号码" in card
    assert "请问清姓名和房号" in card
    assert "没有来往记录" in card


def test_a_withheld_number(console, site) -> None:
    assert "号码未显示" in console.form("card/", place="")


@pytest.mark.parametrize("unit_id", ["x", "-1", "99999999999999999999"])
def test_a_senseless_unit_is_no_unit(console, site, unit_id: str) -> None:
    assert "号码未显示" in console.form("card/", unit=unit_id)


def test_open_return_calls_and_last_contacts_in_a_fixed_number_of_queries(
    console, unit, site, operator, queries_of
) -> None:
    def ring() -> str:
        return console.form("card/", **{"from": CALLER, "unit": str(unit.pk), "call": "c-now"})

    def before(number: int) -> None:
        row = answered_call(f"c-{number}", CALLED + timedelta(minutes=number), site=site, unit=unit.pk)
        fields = {"category": "repair", "summary": f"第{number}次报修"}
        register.note(contact_id=row.pk, fields=fields, revision=0, at=NOW, actor=operator)
        due = NOW + timedelta(minutes=30)
        callbacks.promise(
            contact_id=row.pk, due_at=due, number=CALLER, note=f"回复{number}", at=NOW, actor=operator
        )

    before(1)
    one = queries_of(ring)
    before(2)
    before(3)
    assert queries_of(ring) == one
    card = ring()
    assert all(text in card for text in ("第1次报修", "第3次报修", "回复2", "承诺回电"))


def test_a_missed_call_is_shown_as_owed(console, site) -> None:
    missed_call("m-1", CALLED, site=site)
    assert "未接来电" in console.form("card/", **{"from": CALLER})


def test_a_colleague_who_is_asked_sees_what_is_noted(console, call, operator) -> None:
    register.note(contact_id=call.pk, fields={"summary": "想改签约日期"}, revision=0, at=NOW, actor=operator)
    assert "想改签约日期" in console.form("card/", **{"from": CALLER, "call": "c-1"})
