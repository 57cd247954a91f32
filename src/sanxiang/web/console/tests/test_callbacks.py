"""Return calls from the console: promised, offered, taken, kept, given up."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sanxiang.desk.contacts.domain import callbacks
from sanxiang.desk.contacts.models import Callback
from sanxiang.desk.contacts.tests.rows import answered_call, missed_call, staff_of
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.office.people.domain import add_site
from sanxiang.web.console.due import due_rows
from sanxiang.web.console.tests.conftest import CALLED, CALLER, NOW, Console

pytestmark = pytest.mark.django_db


def test_promised_in_minutes(console, call) -> None:
    answer = console.post(
        "calls/c-1/promise/", minutes=30, number="13900000001", name="王先生", note="水费"
    ).json()
    task = Callback.objects.get(pk=answer["callback"])
    assert (task.due_at, task.number, task.note) == (NOW + timedelta(minutes=30), "13900000001", "水费")
    assert answer["due"] == (NOW + timedelta(minutes=30)).timestamp() * 1000


def test_promised_for_a_time(console, call) -> None:
    due = NOW + timedelta(hours=2)
    answer = console.post("calls/c-1/promise/", at=due.timestamp() * 1000).json()
    assert Callback.objects.get(pk=answer["callback"]).due_at == due


@pytest.mark.parametrize(
    "when", [{}, {"minutes": "x"}, {"at": "15:30"}, {"at": 9e18}, {"minutes": -5}, {"minutes": 999999}]
)
def test_a_time_that_can_not_be_is_refused_with_what_to_write(console, call, when: dict) -> None:
    answer = console.post("calls/c-1/promise/", **when)
    assert answer.status_code == 400
    assert answer.json()["sentence"]
    assert Callback.objects.count() == 0


def test_taking_one_shows_the_number_and_is_on_record(console, site) -> None:
    contact = missed_call("m-1", CALLED, site=site)
    task = Callback.objects.get()
    answer = console.post(f"callbacks/{task.pk}/take/").json()
    assert answer["number"] == CALLER
    opened = facts_of(f"contact:{contact.pk}", kinds=["personal_data.opened"])
    assert (opened[0].actor, opened[0].data["reason"]) == ("staff:8001", "回电")


def test_kept_and_given_up(console, site) -> None:
    missed_call("m-1", CALLED, site=site)
    missed_call("m-2", CALLED, site=site)
    first, second = Callback.objects.all()
    console.post(f"callbacks/{first.pk}/keep/", call="c-7")
    refused = console.post(f"callbacks/{second.pk}/cancel/", why=" ")
    assert (refused.status_code, "为什么" in refused.json()["sentence"]) == (400, True)
    console.post(f"callbacks/{second.pk}/cancel/", why="已到前台办妥")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.kept_by_call, second.cancelled_why) == ("c-7", "已到前台办妥")


@pytest.mark.parametrize("verb", ["take", "keep", "cancel"])
def test_another_sites_are_closed_to_us_and_unknown_ones_are_said(console, site, verb: str) -> None:
    missed_call("m-1", CALLED, site=site)
    other = add_site(name="另一处", company="安居物业", desk_name="另一处客服中心", at=CALLED)
    stranger = Console(staff_of(other, "8101", "何远", "operator"))
    assert stranger.post(f"callbacks/{Callback.objects.get().pk}/{verb}/").status_code == 403
    assert console.post(f"callbacks/{uuid4()}/{verb}/").status_code == 404


def test_the_list_masks_numbers_and_takes_as_many_queries_for_three_as_for_one(
    console, site, queries_of
) -> None:
    missed_call("m-1", CALLED, site=site)
    one = queries_of(lambda: console.get("callbacks/"))
    missed_call("m-2", CALLED, site=site)
    missed_call("m-3", CALLED, site=site)
    assert queries_of(lambda: console.get("callbacks/")) == one
    page = console.get("callbacks/").content.decode()
    assert page.count("owed-row ") == 3
    assert CALLER not in page


def test_nothing_owed_says_so(console) -> None:
    assert "没有欠着的回电" in console.get("callbacks/").content.decode()


def test_the_most_pressing_come_first(site, operator) -> None:
    contact = answered_call("c-1", CALLED, site=site)
    made = CALLED - timedelta(hours=2)
    for note, minutes in (("later", 120), ("soon", 5), ("late", -10)):
        due = NOW + timedelta(minutes=minutes)
        callbacks.promise(
            contact_id=contact.pk, due_at=due, number=CALLER, note=note, at=made, actor=operator
        )
    missed_call("m-1", CALLED, site=site)
    rows = due_rows(Callback.objects.select_related("contact"), now=NOW)
    assert [row.pressing for row in rows] == ["late", "due", "due", "later"]
    assert [row.task.note for row in rows] == ["late", "", "soon", "later"]
