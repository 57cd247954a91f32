"""Writing in the register from the console."""

import pytest

from sanxiang.desk.contacts.models import Contact
from sanxiang.desk.contacts.tests.rows import answered_call, staff_of
from sanxiang.office.people.domain import add_site
from sanxiang.web.console.tests.conftest import CALLED, Console

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_saved_and_read_back(console, call) -> None:
    saved = console.post("calls/c-1/note/", fields={"summary": "厨房漏水", "category": "repair"}, revision=0)
    assert saved.json() == {"revision": 1}
    row = console.get("calls/c-1/").json()
    assert (row["revision"], row["fields"]["summary"], row["state"]) == (1, "厨房漏水", "to_close")


def test_two_wordings_of_one_row_are_both_given_back(console, call) -> None:
    console.post("calls/c-1/note/", fields={"summary": "厨房漏水"}, revision=0)
    answer = console.post("calls/c-1/note/", fields={"summary": "卫生间漏水"}, revision=0)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert (answer.json()["theirs"]["summary"], answer.json()["revision"]) == ("厨房漏水", 1)
    assert Contact.objects.get(call_id="c-1").summary == "厨房漏水"


def test_a_call_whose_events_are_on_their_way_is_waited_for(console, site) -> None:
    for answer in (console.get("calls/none/"), console.post("calls/none/note/", fields={}, revision=0)):
        assert (answer.status_code, answer.json()["code"]) == (409, "not_yet")


def test_a_row_of_another_site_is_closed_to_us(console, call) -> None:
    other = add_site(name="另一处", company="安居物业", desk_name="另一处客服中心", at=CALLED)
    stranger = Console(staff_of(other, "8101", "何远", "operator"))
    answer = stranger.post("calls/c-1/note/", fields={"summary": "x"}, revision=0)
    assert answer.status_code == 403
    assert Contact.objects.get(call_id="c-1").summary == ""


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "\xff"])
def test_what_is_no_object_is_refused(console, call, body: str) -> None:
    answer = console.client.post(
        "/console/calls/c-1/note/",
        body,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_closing_wants_a_category_and_says_how_to_give_one(console, call) -> None:
    answer = console.post("calls/c-1/close/", fields={}, revision=0)
    assert (answer.status_code, answer.json()["code"]) == (400, "category")
    assert "数字键" in answer.json()["sentence"]


def test_closing(console, call) -> None:
    answer = console.post("calls/c-1/close/", fields={"category": "advice"}, revision=0).json()
    assert (answer["state"], answer["fields"]["category"]) == ("closed", "advice")
    again = console.post("calls/c-1/note/", fields={"summary": "补记"}, revision=answer["revision"])
    assert (again.status_code, again.json()["code"]) == (409, "closed")


def test_a_call_that_goes_on_can_not_be_closed(console, site, operator) -> None:
    answered_call("c-2", CALLED, site=site, over=False)
    answer = console.post("calls/c-2/close/", fields={"category": "advice"}, revision=0)
    assert answer.json()["code"] == "going_on"


def test_a_wrong_number_is_one_key_and_one_record(console, call) -> None:
    answer = console.post("calls/c-1/wrong-number/").json()
    assert (answer["state"], answer["fields"]["category"]) == ("closed", "wrong_number")
    assert answer["fields"]["summary"]
