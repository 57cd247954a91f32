"""The resident's page: who may call, what a dead link says, where a missed caller leaves a number."""

import json
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from sanxiang.desk.contacts.domain import calls, lines
from sanxiang.desk.contacts.events import event_of
from sanxiang.desk.contacts.models import Callback, CallLink, Line
from sanxiang.kernel.clock import clock
from sanxiang.lines.tickets import read_ticket
from sanxiang.office.estate.domain import add_unit
from sanxiang.office.people.domain import add_site

AT = clock.now() - timedelta(days=1)


@pytest.fixture
def line(db: None) -> Line:
    site = add_site(
        name="云杉花园", company="云杉物业", desk_name="云杉花园客服中心", phone="057100000000", at=AT
    )
    return lines.add_line(site=site.pk, key="general", name="客服热线", at=AT)


@pytest.fixture
def link(line: Line) -> CallLink:
    unit = add_unit(site=line.site_id, code="3-2-1001", label="3栋2单元1001", at=AT)
    return lines.make_link(line=line, unit_id=unit.pk, at=AT)


def missed(link: CallLink, call: str = "c-1") -> None:
    begun = {"call": call, "line": "general", "direction": "in", "from": None, "to": None, "link": link.pk}
    for name, data in (("offered", begun), ("ended", {})):
        event = event_of({"at": AT.isoformat(), "event": name, "eid": f"{call}-{name}", **data})
        calls.record_event(call_id=call, event=event, eid=f"{call}-{name}")


def leave(link: CallLink, **said: str) -> HttpResponse:
    body = json.dumps(said)
    return Client().post(
        f"/call/{link.token}/number/", body, "application/json", headers={"accept": "application/json"}
    )


def test_the_page_tells_desk_place_and_recording_before_the_call(link):
    page = Client().get(f"/call/{link.token}/").content.decode()
    assert "云杉花园客服中心" in page and "3栋2单元1001" in page
    assert page.index("通话会录音") < page.index('data-job="call"')


def test_the_ticket_carries_what_the_line_must_know(link):
    answer = Client().post(f"/call/{link.token}/ticket/").json()
    ticket = read_ticket(answer["ticket"])
    assert (ticket["line"], ticket["place"], ticket["cycle_s"]) == ("general", "3栋2单元1001", 5.0)
    assert answer["url"].startswith("ws://")


@pytest.mark.parametrize("fault", ["unknown", "expired", "revoked", "closed"])
def test_a_dead_link_says_so_and_what_to_do(link, line, fault):
    token = link.token
    if fault == "unknown":
        token = "no-such-link"
    elif fault == "expired":
        CallLink.objects.update(expires_at=AT)
    elif fault == "revoked":
        lines.revoke_link(link_id=link.pk, at=AT, actor="system")
    else:
        Line.objects.update(active=False)
    page = Client().get(f"/call/{token}/")
    ticket = Client().post(f"/call/{token}/ticket/", headers={"accept": "application/json"})
    assert page.status_code == ticket.status_code == (404 if fault == "unknown" else 410)
    assert ticket.json()["sentence"] in page.content.decode()
    assert fault == "unknown" or "057100000000" in ticket.json()["sentence"]


def test_a_missed_caller_leaves_a_number_for_the_return_call(link):
    missed(link)
    assert leave(link, call="c-1", number="138 0000-5678", name="王建华").status_code == 200
    owed = Callback.objects.get()
    assert (owed.number, owed.caller_name) == ("13800005678", "王建华")


def test_a_number_for_a_call_that_is_not_yet_on_file_is_to_be_sent_again(link):
    answer = leave(link, call="c-9", number="13800005678")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_yet")


def test_nobody_leaves_a_number_on_somebody_elses_call(link, line):
    missed(link)
    other = lines.make_link(line=line, place="南门岗亭", at=AT)
    assert leave(other, call="c-1", number="13800005678").status_code == 403
    assert Callback.objects.get().number == ""


@pytest.mark.parametrize("number", ["", "abc", "12"])
def test_what_is_no_number_is_said_so(link, number):
    missed(link)
    answer = leave(link, call="c-1", number=number)
    assert answer.status_code == 400 and "号码" in answer.json()["sentence"]


def test_a_form_without_the_page_s_token_is_refused(link):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/call/{link.token}/ticket/").status_code == 403
