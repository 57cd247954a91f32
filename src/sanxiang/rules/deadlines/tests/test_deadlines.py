"""A promised time is kept or seen to be broken, once, whoever looks and whatever stops."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.rules.deadlines import domain
from sanxiang.rules.deadlines.domain import telling
from sanxiang.rules.deadlines.models import Deadline

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SUBJECT = "callback:00000000-0000-4000-8000-000000000001"


def minutes(number: float) -> datetime:
    return AT + timedelta(minutes=number)


def tell(kind: str, after_minutes: float, subject: str = SUBJECT, **data: str) -> None:
    with transaction.atomic():
        announce(kind=kind, subject=subject, at=minutes(after_minutes), data=data)


def promised(subject: str = SUBJECT) -> Deadline:
    tell("callback.promised", 0, subject, due_at=minutes(30).isoformat())
    return Deadline.objects.get(subject=subject)


def kinds(subject: str = SUBJECT) -> list[str]:
    return [fact.kind for fact in facts_of(subject)]


@pytest.mark.django_db
def test_a_promise_opens_a_time_limit_with_clause_and_edition():
    row = promised()
    assert (row.clause, row.due_at, row.state) == ("OUT-4", minutes(30), "open")
    assert row.edition.startswith("property@")


@pytest.mark.django_db
def test_a_promise_kept_in_time_is_met_and_never_broken_afterwards():
    promised()
    tell("callback.kept", 29)
    assert domain.sweep(minutes(31)) == 0
    assert Deadline.objects.get().state == "met" and "callback.broken" not in kinds()


@pytest.mark.django_db
def test_a_passed_time_is_broken_once():
    promised()
    assert domain.sweep(minutes(29)) == 1  # the warning
    assert domain.sweep(minutes(30)) == 1
    assert domain.sweep(minutes(31)) == 0
    assert kinds().count("deadline.broken") == kinds().count("callback.broken") == 1


@pytest.mark.django_db
def test_a_call_made_too_late_is_broken_even_if_no_worker_looked():
    promised()
    tell("callback.kept", 45)
    assert Deadline.objects.get().state == "broken"


@pytest.mark.django_db
def test_news_that_comes_late_counts_by_when_it_happened():
    promised()
    domain.sweep(minutes(60))
    tell("callback.kept", 20)
    assert Deadline.objects.get().state == "met" and kinds()[-1] == "deadline.met"


@pytest.mark.django_db
def test_a_cancelled_promise_is_not_broken():
    promised()
    tell("callback.cancelled", 10, why="resident rang again")
    assert domain.sweep(minutes(60)) == 0 and Deadline.objects.get().state == "cancelled"


@pytest.mark.django_db
def test_a_missed_call_has_the_rulebooks_own_limit():
    tell("callback.opened", 0, reason="missed")
    row = Deadline.objects.get()
    assert row.clause == "ANS-7" and row.due_at > AT


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [RuntimeError("no such site"), IntegrityError("no such row")])
def test_a_row_that_fails_stands_back_and_blocks_nobody(monkeypatch, fault):
    other = SUBJECT[:-1] + "2"
    promised()
    promised(other)
    whole = telling.announce_all

    def fail(facts):
        if any(fact.subject == SUBJECT for fact in facts):
            raise fault
        whole(facts)

    monkeypatch.setattr(telling, "announce_all", fail)
    assert domain.sweep(minutes(30)) == 1
    assert Deadline.objects.get(subject=other).state == "broken"
    monkeypatch.setattr(telling, "announce_all", whole)
    assert domain.sweep(minutes(30)) == 0
    assert domain.sweep(minutes(31)) == 1
    assert Deadline.objects.get(subject=SUBJECT).state == "broken"


@pytest.mark.django_db(transaction=True)
def test_of_three_workers_one_breaks_each_limit():
    subjects = [f"{SUBJECT[:-2]}{number:02}" for number in range(20)]
    for subject in subjects:
        promised(subject)
    dealt: list[int] = []

    def work() -> None:
        try:
            dealt.append(domain.sweep(minutes(40)))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(dealt) == 20
    assert all(kinds(subject).count("callback.broken") == 1 for subject in subjects)
