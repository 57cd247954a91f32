"""A line's events become the register row: once each, in any order of arrival."""

import json
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from sanxiang.desk.contacts.domain import calls
from sanxiang.desk.contacts.events import Event, event_of
from sanxiang.desk.contacts.models import Callback, CallEvent, Contact
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.office.people.domain import add_site, add_staff

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def site(db):
    site = add_site(name="云杉花园", company="云杉物业", desk_name="云杉花园客服中心", at=AT)
    for number, name in (("8001", "李静"), ("8002", "陈明")):
        add_staff(number=number, name=name, role="operator", site=site.pk, password="sanxiang-3-rings", at=AT)
    return site


def event(name: str, after_s: float, **data: object) -> Event:
    at = (AT + timedelta(seconds=after_s)).isoformat()
    return event_of({"at": at, "event": name, "eid": f"{name}-{after_s}", **data})


def offered(site, **more: object) -> Event:
    return event(
        "offered", 0, line="general", direction="in",
        **{"call": "c-1", "from": "13800005678", "to": "95533", "site": site.pk, **more},
    )  # fmt: skip


def tell(*events: Event) -> Contact:
    for one in events:
        calls.record_event(call_id="c-1", event=one, eid=one.data["eid"])
    return Contact.objects.get(call_id="c-1")


def answered_call(site) -> list[Event]:
    return [
        offered(site),
        event("alerting", 0.2, staff="8001"),
        event("answered", 6.0, staff="8001"),
        event("held", 20.0, by="staff"),
        event("retrieved", 30.0, by="staff"),
        event("hung_up", 66.0, by="customer", why="caller_left"),
        event("ended", 66.1),
    ]


def test_an_answered_call_has_its_figures_and_waits_to_be_written_up(site):
    row = tell(*answered_call(site))
    assert (row.rings, row.ring_s, row.hold_s, row.talk_s) == (2, 6.0, 10.0, 50.0)
    assert (row.state, row.hung_up_by, row.staff.name) == ("to_close", "customer", "李静")
    assert not Callback.objects.exists()


def test_the_same_events_twice_add_nothing(site):
    first = tell(*answered_call(site))
    facts = len(facts_of(f"contact:{first.pk}"))
    again = tell(*answered_call(site))
    assert again.pk == first.pk
    assert CallEvent.objects.count() == 7 and len(facts_of(f"contact:{first.pk}")) == facts


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_events_that_arrive_in_another_order_give_the_same_row(site, order):
    told = [offered(site), *answered_call(site)[2:3], *answered_call(site)[5:]]
    row = tell(*(told[index] for index in order))
    assert (row.rings, row.state, row.from_number) == (2, "to_close", "13800005678")
    assert not Callback.objects.filter(cancelled_at=None).exists()


def test_a_missed_call_owes_a_return_call(site):
    row = tell(
        offered(site, caller_name="王芳"),
        event("hung_up", 30.0, by="customer", why="caller_left"),
        event("ended", 30.1),
    )
    owed = Callback.objects.get()
    assert row.state == "missed"
    assert (owed.reason, owed.number, owed.caller_name) == ("missed", "13800005678", "王芳")


def test_a_call_that_breaks_off_owes_a_return_call_but_one_that_staff_ended_does_not(site):
    tell(*answered_call(site)[:3], event("hung_up", 9.0, by="staff", why="staff_left"), event("ended", 9.1))
    assert not Callback.objects.exists()
    for one in (
        offered(site, call="c-2"),
        event("answered", 2.0, staff="8001"),
        event("hung_up", 9.0, by="system", why="watchdog"),
        event("ended", 9.1),
    ):
        calls.record_event(call_id="c-2", event=one, eid=f"2-{one.data['eid']}")
    assert Callback.objects.get().reason == "broken_off"


def test_an_imported_call_of_a_desk_without_registers_owes_nothing(site):
    tell(offered(site, register=False), event("hung_up", 30.0, by="customer"), event("ended", 30.1))
    assert not Callback.objects.exists()


def test_facts_of_a_call_tell_nothing_personal(site):
    row = tell(*answered_call(site))
    told = json.dumps([dict(fact.data) for fact in facts_of(f"contact:{row.pk}")])
    assert "13800005678" not in told
