"""The clock stands for a lawful reason, and more time is given by who may, with a reason."""

from types import SimpleNamespace

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.rules.deadlines import domain
from sanxiang.rules.deadlines.models import Deadline, Pause
from sanxiang.rules.deadlines.queries import clocks_of
from sanxiang.rules.deadlines.tests.running import SUBJECT, due, kinds, lay_down, limit, local, opened, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _book(monkeypatch):
    lay_down(monkeypatch, limit())


def test_two_working_days_end_at_midnight_of_the_second():
    opened("03-06 10:00")  # a Friday
    assert due() == "03-11 00:00"


def test_waiting_for_the_resident_stops_the_clock():
    opened()
    tell("case.waiting", "03-03 09:00", reason="resident")
    assert domain.sweep(local("03-20 00:00")) == 0 and Deadline.objects.get().state == "paused"
    tell("case.resumed", "03-05 09:00")
    assert (due(), Deadline.objects.get().state) == ("03-07 00:00", "open")
    assert kinds() == ["opened", "paused", "resumed"]
    stood = Pause.objects.get()
    assert (stood.reason, stood.by, stood.until) == ("resident", "staff:8001", local("03-05 09:00"))


@pytest.mark.parametrize("data", [{}, {"reason": " "}, {"reason": "busy"}])
def test_without_a_lawful_reason_it_runs_on(data):
    opened()
    tell("case.waiting", "03-03 09:00", **data)
    assert Deadline.objects.get().state == "open" and kinds() == ["opened"]


def test_a_second_pause_while_it_stands_changes_nothing():
    opened()
    for reason in ("resident", "parts"):
        tell("case.waiting", "03-03 09:00", reason=reason)
    assert Pause.objects.count() == 1 and kinds() == ["opened", "paused"]


def test_what_is_solved_while_the_clock_stands_is_in_time():
    opened()
    tell("case.waiting", "03-03 09:00", reason="parts")
    tell("case.solved", "03-20 09:00")
    assert Deadline.objects.get().state == "met" and Pause.objects.get().until == local("03-20 09:00")


def test_a_pause_heard_of_late_takes_the_breach_back():
    opened()
    domain.sweep(local("03-05 00:30"))
    tell("case.waiting", "03-04 09:00", reason="parts")
    assert Deadline.objects.get().state == "paused"
    assert kinds() == ["opened", "broken", "escalated", "reopened", "paused"]
    tell("case.resumed", "03-06 09:00")
    assert due() == "03-07 00:00"  # the day of the pause goes on on the day it ended


def test_a_pause_after_the_time_was_over_saves_nothing():
    opened()
    tell("case.waiting", "03-05 09:00", reason="parts")
    assert Deadline.objects.get().state == "broken" and not Pause.objects.exists()


def person(role="manager", site_id=None, is_active=True):
    return SimpleNamespace(username="9001", role=role, site_id=site_id, is_active=is_active)


def extend(until="03-10 12:00", reason="等厂家", at="03-03 09:00", actor=None):
    row = Deadline.objects.get()
    return domain.extend(
        deadline_id=row.pk, until=local(until), reason=reason, at=local(at), actor=actor or person()
    )


def test_more_time_is_given_with_a_reason_and_told():
    opened()
    extend()
    assert (due(), Deadline.objects.get().extended) == ("03-10 12:00", 1)
    told = facts_of(SUBJECT)[-1]
    assert (told.kind, told.actor, told.data["reason"]) == ("deadline.extended", "staff:9001", "等厂家")
    tell("case.waiting", "03-09 09:00", reason="parts")
    tell("case.resumed", "03-11 09:00")
    assert due() == "03-12 12:00"  # two days later, at the hour that was named


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": "  "}, "refused"), ({"until": "03-03 10:00"}, "refused"),
        ({"actor": person("supervisor")}, "forbidden"), ({"actor": person(is_active=False)}, "forbidden"),
        ({"at": "03-05 09:00"}, "gone"),
    ],
)  # fmt: skip
def test_more_time_is_refused(change, code):
    opened()
    with pytest.raises(Refused) as refused:
        extend(**change)
    assert refused.value.code == code and due() == "03-05 00:00"


def test_while_it_stands_no_time_is_given():
    opened()
    tell("case.waiting", "03-03 09:00", reason="parts")
    with pytest.raises(Refused):
        extend()


def test_another_sites_manager_may_not():
    opened()
    Deadline.objects.update(site=3)
    with pytest.raises(Refused):
        extend(actor=person(site_id=4))
    assert extend(actor=person(site_id=3)).extended == 1


def test_a_page_shows_each_clock_with_its_clause(django_assert_num_queries):
    for number in range(3):
        tell("case.opened", "03-02 10:00", f"case:{number}")
    tell("case.waiting", "03-03 09:00", "case:1", reason="parts")
    tell("case.solved", "03-03 09:00", "case:2")
    with django_assert_num_queries(2):
        found = clocks_of(["case:0", "case:1", "case:2"], local("03-04 10:00"))
    runs, stands, met = (found[f"case:{number}"][0] for number in range(3))
    assert (runs.title.zh, runs.calendar, runs.left, runs.stands_for) == ("期限", "working_days", 0, "")
    assert (stands.left, stands.stands_since, stands.stands_for) == (1, local("03-03 09:00"), "parts")
    assert (met.row.state, met.left) == ("met", 0)
