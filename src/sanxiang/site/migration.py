"""Bringing the database to this version, safely: one at a time, with a copy to go back to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sanxiang import __version__
from sanxiang.kernel.clock import clock
from sanxiang.kernel.facts.partitions import make_ahead
from sanxiang.site.home import home

COPIES = 3
LOCK = 0x53616E78  # "Sanx", the number of PostgreSQL's advisory lock


def waiting() -> list[str]:
    """The steps that this database has still to take, as "people.0002_…"."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, backwards in plan if not backwards]


def migrate() -> None:
    """Take the waiting steps, each in its own transaction. Of several machines one does it at a time."""
    with _alone():
        if waiting() and connection.vendor == "sqlite":
            _keep_copy(Path(connection.settings_dict["NAME"]), clock.now())
        call_command("migrate", interactive=False, verbosity=0)
        make_ahead(clock.now().date())
    connection.close()


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _keep_copy(path: Path, now: datetime) -> None:
    if not path.is_file() or not connection.introspection.table_names():
        return
    folder = home() / "backups"
    copy = folder / f"before-{__version__}-{now:%Y%m%d-%H%M%S}.sqlite3"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.chmod(0o600)
    for old in sorted(folder.glob("before-*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-COPIES]:
        old.unlink()
