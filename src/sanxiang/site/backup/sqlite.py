"""SQLite's part of a backup: the whole file, copied while others write."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext


def copy(source: Path, target: Path) -> dict[str, int]:
    """Copy the database as it stands at one moment. Returns the rows of each table."""
    with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(target)) as kept:
        live.backup(kept)  # in one step: in WAL mode a reader holds up no writer
        kept.execute("PRAGMA journal_mode=DELETE")  # one file, without its companions
        return rows(kept)


def check(path: Path) -> dict[str, int]:
    """The rows of each table of a restored file. Refused when SQLite finds it damaged."""
    with closing(sqlite3.connect(path)) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise Refused(gettext("恢复出来的数据库有损坏：%(verdict)s", verdict=verdict))
        return rows(database)


def rows(database: sqlite3.Connection) -> dict[str, int]:
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables(database)
    }


def tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [name for (name,) in found]
