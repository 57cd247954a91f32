"""PostgreSQL keeps facts in one partition a month, cut by the time inside their UUIDv7 ids.

A unique id can't live with partitions by `at`; the id itself begins with its millisecond and can be the cut.
"""

from datetime import UTC, date, datetime
from itertools import pairwise
from uuid import UUID

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = """
CREATE TABLE facts_fact (
    id uuid NOT NULL PRIMARY KEY, at timestamptz NOT NULL, kind varchar(60) NOT NULL,
    subject varchar(120) NOT NULL, site integer NULL, actor varchar(120) NOT NULL, data jsonb NOT NULL
) PARTITION BY RANGE (id)
"""
INDEXES = (
    "CREATE INDEX facts_fact_at ON facts_fact (at)",
    "CREATE INDEX fact_of_subject ON facts_fact (subject, id)",
    # What no month covers (a clock far off) still has a place: a fact is never refused.
    "CREATE TABLE facts_fact_other PARTITION OF facts_fact DEFAULT",
)


def lowest_id(day: date) -> UUID:
    """Return the smallest UUIDv7 that the first moment of `day` (UTC) can have."""
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
    return UUID(int=stamp << 80)


def months_from(day: date, count: int) -> list[date]:
    """Return the first days of `count` + 1 months, beginning with the month of `day`."""
    firsts = []
    for step in range(count + 1):
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        firsts.append(date(year, month + 1, 1))
    return firsts


def make_ahead(day: date, *, months: int = 3) -> int:
    """Make the partitions of the month of `day` and those after it. Returns how many were new."""
    if connection.vendor != "postgresql":
        return 0
    firsts = months_from(day, months)
    return sum(_make(start, end) for start, end in pairwise(firsts))


def _make(start: date, end: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [_name(start)])
        if cursor.fetchone()[0] is not None:
            return 0
        cursor.execute(_partition(start, end))
    return 1


def _name(start: date) -> str:
    return f"facts_fact_{start:%Y_%m}"


def _partition(start: date, end: date) -> str:
    return (
        f"CREATE TABLE {_name(start)} PARTITION OF facts_fact "
        f"FOR VALUES FROM ('{lowest_id(start)}') TO ('{lowest_id(end)}')"
    )


def create_table(schema_editor: BaseDatabaseSchemaEditor, day: date) -> None:
    """The migration's step on PostgreSQL: the table and the partitions of the months from `day` on.

    They must stand before the first row: a month can't be cut out of rows that the default partition holds.
    """
    firsts = months_from(day, 3)
    partitions = [_partition(start, end) for start, end in pairwise(firsts)]
    for sql in (TABLE, *INDEXES, *partitions):
        schema_editor.execute(sql)
