"""Ladders, emergencies, editions, the site's own day, and clocks and calendars that were wrong."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from sanxiang.kernel.calendar.working import known_years
from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.facts.models import FactRow
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.rules.deadlines import domain, places
from sanxiang.rules.deadlines.domain.closing import break_rows
from sanxiang.rules.deadlines.models import Deadline, Rule
from sanxiang.rules.deadlines.tests.running import (
    DAY_S,
    SUBJECT,
    due,
    kinds,
    lay_down,
    limit,
    local,
    opened,
    tell,
)
from sanxiang.rules.rulebook.model import OwnDay, Rung

pytestmark = pytest.mark.django_db
HOUR = limit(calendar="elapsed", within_s=3600, warn_before_s=600)


def told():
    return [(fact.data["to"], fact.data["step"]) for fact in facts_of(SUBJECT, kinds=["deadline.escalated"])]


def test_the_ladder_is_climbed_rung_by_rung_and_ends_when_it_is_done(monkeypatch):
    lay_down(monkeypatch, HOUR)
    opened()
    domain.sweep(local("03-02 11:00"))
    assert told() == [("supervisor", 1)]
    assert domain.sweep(local("03-02 11:59")) == 0
    assert (domain.sweep(local("03-02 12:00")), domain.sweep(local("03-02 13:00"))) == (1, 0)
    assert told() == [("supervisor", 1), ("manager", 2)]
    tell("case.solved", "03-02 14:00")
    row = Deadline.objects.get()
    assert (row.state, row.done_at, row.next_step_at) == ("broken", local("03-02 14:00"), None)


@pytest.mark.parametrize("ending", ["case.solved", "case.dropped"])
def test_nobody_is_told_of_what_was_done_late(monkeypatch, ending):
    lay_down(monkeypatch, HOUR)
    opened()
    domain.sweep(local("03-02 11:00"))
    tell(ending, "03-02 11:30")
    assert domain.sweep(local("03-02 15:00")) == 0 and kinds()[-1] == "done_late"


def test_a_stopped_worker_tells_every_rung_when_it_is_back(monkeypatch):
    lay_down(monkeypatch, HOUR)
    opened()
    while domain.sweep(local("03-05 09:00")):
        pass
    assert told() == [("supervisor", 1), ("manager", 2)]


def test_emergencies_go_first(monkeypatch):
    lay_down(monkeypatch, HOUR, limit("LIFT-1", starts="alarm.raised", calendar="elapsed", priority=9))
    for number in range(30):
        tell("case.opened", f"03-02 09:{number:02}", f"case:{number}")
    tell("case.opened", "03-02 09:58", "case:urgent", priority=5)
    tell("alarm.raised", "02-28 09:59", "alarm:1")
    domain.sweep(local("03-02 11:00"), limit=2)
    broken = FactRow.objects.filter(kind="deadline.broken").order_by("id")
    assert [row.subject for row in broken] == ["alarm:1", "case:urgent"]


def test_a_clause_switched_off_later_goes_on_as_it_was(monkeypatch):
    lay_down(monkeypatch, HOUR)
    opened()
    lay_down(monkeypatch)
    tell("case.solved", "03-02 10:30")
    assert Deadline.objects.get().state == "met"


def test_a_clause_changed_later_holds_for_what_begins_later(monkeypatch):
    lay_down(monkeypatch, HOUR)
    opened()
    lay_down(monkeypatch, limit(calendar="elapsed", within_s=60, met_by=("case.closed",)))
    tell("case.opened", "03-02 10:10", "case:2")
    tell("case.solved", "03-02 10:30")
    assert Deadline.objects.get(subject=SUBJECT).state == "met"
    assert Deadline.objects.get(subject="case:2").due_at == local("03-02 10:11")
    assert Rule.objects.count() == 2


def test_one_fact_may_end_one_limit_and_begin_its_like(monkeypatch):
    lay_down(monkeypatch, limit(starts="case.graded", ended_by=("case.graded",)))
    tell("case.graded", "03-02 10:00", grade="minor")
    tell("case.graded", "03-02 11:00", grade="grave")
    assert list(Deadline.objects.order_by("started_at").values_list("state", flat=True)) == [
        "cancelled",
        "open",
    ]


def test_the_rulebook_is_asked_for_the_sites_own_day(monkeypatch):
    asked = lay_down(monkeypatch, HOUR)
    monkeypatch.setitem(places._kept, 7, (float("inf"), places.ZoneInfo("America/New_York")))
    late = datetime(2026, 3, 2, 20, tzinfo=UTC)  # the next morning in Shanghai
    for site in (None, 7):
        with transaction.atomic():
            announce(kind="tea.poured", subject="cup:1", at=late, site=site)
    assert asked == [date(2026, 3, 3), date(2026, 3, 2)]


def test_a_call_is_told_by_its_number_wherever_it_began(monkeypatch):
    lay_down(monkeypatch, HOUR)
    opened(contact="0190-a")
    domain.sweep(local("03-02 11:00"))
    assert {fact.data["contact"] for fact in facts_of(SUBJECT)} == {"0190-a"}


def test_a_promised_day_lasts_until_midnight(monkeypatch):
    lay_down(monkeypatch, limit(due="by", calendar="elapsed"))
    opened(by="2026-03-05")
    assert due() == "03-06 00:00"


def test_the_companys_own_day_of_rest_is_no_working_day(monkeypatch):
    lay_down(
        monkeypatch, limit(), days=[OwnDay(date(2026, 3, 3), False), OwnDay(date(2026, 3, 4), False, "", 9)]
    )
    opened()
    assert due() == "03-06 00:00"


def test_a_due_time_with_estimated_days_is_reckoned_again(monkeypatch):
    lay_down(monkeypatch, limit(within_s=10 * DAY_S))
    start = datetime(known_years()[1], 12, 28, 2, tzinfo=UTC)
    with transaction.atomic():
        announce(kind="case.opened", subject=SUBJECT, at=start)
    before = Deadline.objects.get()
    assert before.provisional and domain.reckon_again(start) == 0
    rest = [OwnDay(date(start.year + 1, 1, day), day < 4) for day in range(1, 9)]  # the notice is out
    lay_down(monkeypatch, limit(within_s=10 * DAY_S), days=rest)
    assert domain.reckon_again(start) == 1 and Deadline.objects.get().due_at > before.due_at
    assert kinds()[-1] == "moved"


def test_a_clock_that_ran_ahead_breaks_nothing_for_good(monkeypatch):
    lay_down(monkeypatch, HOUR)
    opened()
    domain.sweep(local("03-09 10:00"))  # a week ahead
    assert domain.mend_jump(local("03-02 10:05")) == 1
    assert Deadline.objects.get().state == "open" and kinds()[-1] == "reopened"
    assert domain.sweep(local("03-02 10:50")) == 1  # the warning
    assert domain.sweep(local("03-02 11:00")) == 1 and domain.mend_jump(local("03-02 11:01")) == 0


def test_a_warning_that_came_too_early_comes_again(monkeypatch):
    lay_down(monkeypatch, HOUR)
    opened()
    domain.sweep(local("03-02 10:55"))
    domain.mend_jump(local("03-02 10:05"))
    assert domain.sweep(local("03-02 10:50")) == 1 and kinds().count("warned") == 2


def test_a_row_that_stood_back_before_the_clock_was_set_back_is_not_forgotten(monkeypatch):
    lay_down(monkeypatch, HOUR)
    row = opened()
    Deadline.objects.filter(pk=row.pk).update(try_again_at=local("03-09 10:00"))
    assert domain.sweep(local("03-02 11:00")) == 1


def test_a_limit_from_before_rules_were_kept_goes_by_its_edition(monkeypatch):
    lay_down(monkeypatch, HOUR)
    row = opened()
    Deadline.objects.filter(pk=row.pk).update(rule=None)
    tell("case.solved", "03-02 10:30")
    assert Deadline.objects.get().state == "met"


def test_what_stands_elsewhere_costs_no_query(monkeypatch, django_assert_num_queries):
    lay_down(monkeypatch, HOUR)
    for number in range(5):
        tell("case.opened", "03-02 10:00", f"case:{number}")
    for kind, queries in (("case.noted", 1), ("case.solved", 2)):  # the fact, and what stands for its subject
        with transaction.atomic(), django_assert_num_queries(queries):
            announce(kind=kind, subject="case:x", at=local("03-02 10:01"))


@pytest.mark.parametrize("rows", [2, 12])
def test_many_are_broken_with_few_questions(monkeypatch, django_assert_max_num_queries, rows):
    lay_down(monkeypatch, limit(calendar="elapsed", within_s=60, ladder=(Rung(0, "supervisor"),)))
    for number in range(rows):
        tell("case.opened", "03-02 10:00", f"case:{number}")
    with django_assert_max_num_queries(14):
        assert domain.sweep(local("03-02 10:05")) == rows


def test_of_many_only_those_that_still_stand_are_broken(monkeypatch):
    lay_down(monkeypatch, HOUR)
    for number in range(3):
        tell("case.opened", "03-02 10:00", f"case:{number}")
    rows = list(Deadline.objects.order_by("pk"))
    tell("case.solved", "03-02 10:30", "case:1")
    with transaction.atomic():
        assert break_rows(rows, local("03-02 11:00")) == 2
    states = Deadline.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["broken", "met", "broken"]
