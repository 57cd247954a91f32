"""PostgreSQL's part of a backup: each table as CSV, all of one moment. Needs no pg_dump on the machine.

It is loaded into a database whose tables were made by the same migrations; one that came from SQLite is
loaded from its file, which is the way from one machine to several.
"""

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from sanxiang.kernel.facts.partitions import make_ahead
from sanxiang.site.backup import sqlite

CHUNK = 1024 * 1024
MIGRATIONS = "django_migrations"  # written by migrating itself


def dump(folder: Path) -> dict[str, int]:
    """Write <table>.csv for every table. Returns the rows of each."""
    counts = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in tables():
            # From a query, for a partitioned table can't be copied by its name.
            query = f'SELECT {", ".join(_quoted(_columns(table)))} FROM "{table}"'
            with (
                (folder / f"{table}.csv").open("wb") as out,
                cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)") as copy,
            ):
                for data in copy:
                    out.write(data)
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def load_csv(folder: Path) -> None:
    """Fill the tables from `dump`'s files, all or nothing."""
    files = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    with transaction.atomic(), connection.cursor() as cursor:
        _empty(cursor, files)
        _make_months(_fact_ids(files.get("facts_fact")))
        for table, path in files.items():
            if table != MIGRATIONS:
                _copy_csv(cursor, table, path)
        _set_sequences(cursor, files)


def load_sqlite(path: Path) -> None:
    """Fill the tables from a SQLite database of the same migrations, all or nothing."""
    with closing(sqlite3.connect(path)) as source, transaction.atomic(), connection.cursor() as cursor:
        names = [name for name in sqlite.tables(source) if name != MIGRATIONS]
        _empty(cursor, names)
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")  # SQLite keeps times without their zone
        _make_months(row[0] for row in source.execute("SELECT min(id) FROM facts_fact") if row[0])
        for name in names:
            _copy_rows(cursor, name, source)
        _set_sequences(cursor, names)


def tables() -> list[str]:
    """The tables of this installation; a partitioned one stands for its parts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
            " AND relnamespace = current_schema()::regnamespace ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


def rows(names: Iterable[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [f'"{table}"'],
        )
        return [name for (name,) in cursor.fetchall()]


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _empty(cursor: Any, names: Iterable[str]) -> None:
    # Migrating has written rows of its own (content types, the first queue …).
    kept = ", ".join(f'"{name}"' for name in names if name != MIGRATIONS)
    cursor.execute(f"TRUNCATE {kept} RESTART IDENTITY CASCADE")


def _copy_csv(cursor: Any, table: str, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as text:
        columns = ", ".join(_quoted(next(csv.reader(text))))
    statement = f'COPY "{table}" ({columns}) FROM STDIN (FORMAT csv, HEADER)'
    with path.open("rb") as source, cursor.copy(statement) as copy:
        while data := source.read(CHUNK):
            copy.write(data)


def _copy_rows(cursor: Any, table: str, source: sqlite3.Connection) -> None:
    found = source.execute(f'SELECT * FROM "{table}"')
    columns = ", ".join(_quoted([column[0] for column in found.description]))
    with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in found:
            copy.write_row([_text(value) for value in row])


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    return None if value is None else str(value)


def _set_sequences(cursor: Any, names: Iterable[str]) -> None:
    for table in names:
        for column in _columns(table):
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            (sequence,) = cursor.fetchone()
            if sequence:
                cursor.execute(
                    f'SELECT setval(%s, coalesce((SELECT max("{column}") FROM "{table}"), 0) + 1, false)',
                    [sequence],
                )


def _fact_ids(path: Path | None) -> Iterator[str]:
    if path is not None:
        with path.open(encoding="utf-8", newline="") as text:
            yield from (row["id"] for row in csv.DictReader(text))


def _make_months(ids: Iterable[str]) -> None:
    """Facts go into the partition of their month, so it must be there before they are."""
    oldest = min(ids, default=None)
    if oldest is None:
        return
    first = datetime.fromtimestamp((UUID(oldest).int >> 80) / 1000, tz=UTC)
    today = datetime.now(UTC)
    make_ahead(first.date(), months=(today.year - first.year) * 12 + today.month - first.month + 3)
