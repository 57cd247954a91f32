"""The console's page: who may open it, and what it knows before a call comes."""

import json
import re

import pytest
from django.test import Client

from sanxiang.desk.contacts.tests.rows import answered_call, staff_of
from sanxiang.kernel.facts.models import FactRow
from sanxiang.lines.tickets import read_ticket
from sanxiang.office.people.domain import certify, record_presence
from sanxiang.web.console.tests.conftest import CALLED, NOW, Console

pytestmark = pytest.mark.django_db


def desk_of(console: Console) -> dict:
    page = console.client.get("/console/").content.decode()
    found = re.search(r'<script id="desk" type="application/json">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def test_who_is_not_signed_in_is_shown_the_way(site) -> None:
    page = Client().get("/console/")
    assert (page.status_code, page["Location"]) == (302, "/accounts/login/?next=/console/")


def test_a_script_whose_session_is_over_gets_a_sentence(site) -> None:
    answer = Client().get("/console/unclosed/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert "重新登录" in answer.json()["sentence"]


def test_who_takes_no_calls_is_told_whom_to_ask(site) -> None:
    inspector = staff_of(None, "6001", "吴督导", "inspector")
    answer = Console(inspector).get("")
    assert answer.status_code == 403
    assert "请主管更改岗位" in answer.json()["sentence"]


def test_the_page_knows_rules_greetings_and_colleagues(console, site) -> None:
    staff_of(site, "8002", "王芳", "operator")
    staff_of(site, "8100", "赵敏", "supervisor")
    desk = desk_of(console)
    assert (desk["rules"]["rings"], desk["rules"]["best"], desk["rules"]["sorry_after"]) == (3, [2, 3], 6)
    assert (desk["rules"]["hold_s"], desk["rules"]["call_s"], desk["rules"]["release_s"]) == (15, 180, 10)
    assert desk["greetings"][0]["say"] == "您好，早上好，翠湖花园客服中心李静，请讲。"
    assert "{caller}" in desk["greetings"][0]["known"]
    assert "让您久等了" in desk["greetings"][0]["late"]
    assert desk["greetings"][0]["out"] == "您好，早上好，我是安居物业翠湖花园客服中心的李静。"
    assert desk["lines"]["general"] == {"name": "客服热线", "on_s": 1.0, "cycle_s": 5.0, "emergency": False}
    assert desk["colleagues"]["8100"] == {"name": "赵敏", "supervisor": True}
    assert "400-820-1234" in desk["sentences"]["wrong_number"]
    assert [step["id"] for step in desk["procedure"]][:3] == ["greet", "identify", "listen"]
    assert desk["readback"]["digits"]["1"] == "幺"


def test_the_page_speaks_the_chosen_language(console) -> None:
    console.client.cookies["language"] = "en"
    desk = desk_of(console)
    assert desk["greetings"][0]["say"].startswith("Good morning, 翠湖花园客服中心, 李静 speaking")
    assert desk["procedure"][0]["title"] == "Greet, name the desk and yourself"


def test_every_category_has_its_key_and_every_reason_its_digit(console) -> None:
    page = console.client.get("/console/").content.decode()
    keys = re.findall(r'name="category" value="(\w+)" data-key="(.)"', page)
    assert keys[:2] == [("advice", "1"), ("repair", "2")]
    assert len(keys) == 12
    assert re.findall(r'data-reason="(\w+)" data-key="(\d)"', page)[0] == ("break", "1")


def test_the_own_state_on_record_is_known(console, operator) -> None:
    record_presence(event_id="e-1", number="8001", state="ready", reason="", at=CALLED)
    desk = desk_of(console)
    assert desk["presence"] == {"state": "ready", "reason": "", "since": CALLED.timestamp() * 1000}


def test_the_ticket_names_the_lines_and_where_the_line_is(console, operator) -> None:
    certify(
        number="8001", line="general", from_day=CALLED.date(), until_day=None, at=CALLED, actor="staff:8100"
    )
    answer = console.post("ticket/").json()
    ticket = read_ticket(answer["ticket"])
    assert (ticket["staff"], ticket["lines"]) == ("8001", ["general"])
    assert re.fullmatch(r"ws://testserver:\d+/line", answer["url"])


def test_calls_to_close_are_listed_with_as_many_queries_for_three_as_for_one(
    console, site, queries_of
) -> None:
    answered_call("c-1", CALLED, site=site)
    one = queries_of(lambda: console.get("unclosed/"))
    answered_call("c-2", CALLED, site=site)
    answered_call("c-3", CALLED, site=site)
    assert queries_of(lambda: console.get("unclosed/")) == one
    calls = console.get("unclosed/").json()["calls"]
    assert {call["id"] for call in calls} == {"c-1", "c-2", "c-3"}
    assert (calls[0]["status"], calls[0]["by"]) == ("ended", "customer")


def test_only_ones_own_calls_wait_for_one(console, site) -> None:
    staff_of(site, "8002", "王芳", "operator")
    answered_call("c-9", CALLED, site=site, staff="8002")
    assert console.get("unclosed/").json()["calls"] == []


def test_the_desk_is_asked_anew(console) -> None:
    desk = console.get("desk/").json()
    assert desk["now"] == NOW.timestamp() * 1000


def test_opening_the_page_leaves_no_fact(console) -> None:
    before = FactRow.objects.count()
    console.client.get("/console/")
    assert FactRow.objects.count() == before
