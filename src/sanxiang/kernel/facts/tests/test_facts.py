"""A fact is written with the change it tells of, or not at all."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from sanxiang.kernel.facts import domain, partitions
from sanxiang.kernel.facts.facts import Fact, Later, Wire
from sanxiang.kernel.facts.queries import facts_of, facts_of_any

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEEN: list[Fact] = []
TABLE = (
    Wire(
        "tea.",
        now=(SEEN.append,),
        later=(Later("sanxiang.kernel.facts.tests.test_facts.drink", "urgent"),),
        hints=("tea:{site}",),
    ),
)


def drink(fact: Fact) -> None:
    SEEN.append(fact)


@pytest.fixture(autouse=True)
def _table(settings, monkeypatch):
    SEEN.clear()
    settings.SANXIANG_WIRING = f"{__name__}.TABLE"
    monkeypatch.setattr(domain, "import_string", lambda path: TABLE)
    domain.wires.cache_clear()
    yield
    domain.wires.cache_clear()


@pytest.mark.django_db
def test_a_fact_is_followed_in_the_same_transaction_and_by_a_task_row():
    with transaction.atomic():
        made = domain.announce(kind="tea.poured", subject="cup:1", at=AT, site=7, data={"leaf": "龙井"})
        assert [made] == SEEN
        row = DBTaskResult.objects.get()
    assert (row.queue_name, row.args_kwargs["args"][1]) == ("urgent", str(made.id))
    assert facts_of("cup:1") == [made]


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_leaves_neither_fact_nor_task():
    with pytest.raises(RuntimeError), transaction.atomic():
        domain.announce(kind="tea.poured", subject="cup:2", at=AT)
        raise RuntimeError
    assert facts_of("cup:2") == [] and not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_announced():
    with pytest.raises(domain.NotInTransaction, match=r"tea\.poured of cup:3"):
        domain.announce(kind="tea.poured", subject="cup:3", at=AT)


def test_ids_of_a_month_fall_between_the_lowest_ids_of_its_ends():
    january, february = partitions.months_from(date(2026, 1, 31), 1)
    low, high = partitions.lowest_id(january), partitions.lowest_id(february)
    stamp = int(datetime(2026, 1, 31, 23, 59, 59, 999000, tzinfo=UTC).timestamp() * 1000)
    last = UUID(int=(stamp << 80) | (2**80 - 1))
    assert low < last < high


@pytest.mark.django_db
def test_partitions_are_made_ahead_once():
    if connection.vendor != "postgresql":
        assert partitions.make_ahead(date(2026, 11, 5)) == 0
        return
    assert partitions.make_ahead(date(2031, 11, 5), months=3) == 3
    assert partitions.make_ahead(date(2031, 11, 5), months=3) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'facts_fact'::regclass")
        assert cursor.fetchone()[0] >= 4


@pytest.mark.django_db
def test_the_trail_of_several_subjects_is_in_one_order():
    for subject in ("cup:1", "pot:1", "cup:1", "cup:2"):
        with transaction.atomic():
            domain.announce(kind="tea.poured", subject=subject, at=AT)
    assert [fact.subject for fact in facts_of_any(["cup:1", "pot:1"])] == ["cup:1", "pot:1", "cup:1"]
    assert facts_of_any([]) == []
