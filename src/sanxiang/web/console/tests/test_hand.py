"""The keys of an ordinary phone, through the web server into the register."""

import pytest

from sanxiang.desk.contacts.models import Callback, Contact, Line
from sanxiang.office.people.queries import present_states

pytestmark = pytest.mark.django_db


def test_ring_answer_and_hang_up_make_a_row(console, operator) -> None:
    call = console.post("hand/begin/in/", line="general", number="139 0000-0001").json()["call"]
    assert (call["status"], call["from"], call["exchange"]) == ("alerting", "13900000001", "by_hand")
    assert call["cycle_s"] == 5.0
    key = f"hand/{call['id']}"
    assert console.post(f"{key}/answer/").json()["call"]["status"] == "connected"
    assert console.post(f"{key}/hold/").json()["call"]["held_since"]
    assert console.post(f"{key}/retrieve/").json()["call"]["held_since"] is None
    assert console.get(f"{key}/").json()["call"]["staff"] == "8001"
    over = console.post(f"{key}/caller_hangup/").json()["call"]
    assert (over["status"], over["by"]) == ("ended", "customer")
    row = Contact.objects.get(call_id=call["id"])
    assert (row.exchange, row.staff.username, row.state) == ("by_hand", "8001", "to_close")


def test_a_caller_who_gave_up_is_owed_a_return_call(console, operator) -> None:
    call = console.post("hand/begin/in/", number="13900000001").json()["call"]
    console.post(f"hand/{call['id']}/caller_hangup/")
    assert Callback.objects.get().reason == "missed"


def test_a_return_call_by_hand(console, operator) -> None:
    call = console.post("hand/begin/out/", number="13900000001", callback="b-1").json()["call"]
    assert (call["direction"], call["status"], call["from"]) == ("out", "offered", "13900000001")
    assert console.post(f"hand/{call['id']}/answer/").json()["call"]["status"] == "connected"


def test_a_key_that_can_not_be_true_is_refused_in_a_sentence(console, operator) -> None:
    call = console.post("hand/begin/in/").json()["call"]
    console.post(f"hand/{call['id']}/caller_hangup/")
    answer = console.post(f"hand/{call['id']}/answer/")
    assert (answer.status_code, answer.json()["code"]) == (409, "gone")
    assert answer.json()["sentence"].endswith("。")


def test_unknown_keys_and_calls_and_numbers(console, operator) -> None:
    call = console.post("hand/begin/in/").json()["call"]
    assert console.post(f"hand/{call['id']}/explode/").status_code == 404
    assert console.post("hand/none/answer/").json()["code"] == "not_yet"
    for number in ("12ab", "+", "1" * 17, "１２３"):
        answer = console.post("hand/begin/in/", number=number)
        assert (answer.status_code, answer.json()["code"]) == (400, "number")


def test_without_a_line_it_says_where_to_add_one(console, operator) -> None:
    Line.objects.all().delete()
    answer = console.post("hand/begin/in/")
    assert (answer.status_code, answer.json()["code"]) == (400, "no_line")


def test_the_own_state_is_kept_where_no_line_keeps_it(console, operator, site) -> None:
    console.post("hand/state/ready/")
    assert present_states(site.pk)[0].state == "ready"
    console.post("hand/state/not_ready/", reason="meal")
    assert (present_states(site.pk)[0].state, present_states(site.pk)[0].reason) == ("not_ready", "meal")
