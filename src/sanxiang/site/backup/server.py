"""Filling an empty PostgreSQL database from a backup of either kind."""

import os
from pathlib import Path
from typing import Any

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext


def fill(data: Path, manifest: dict[str, Any], home: Path) -> dict[str, int]:
    """Make the tables as they were when the backup was made, load them, and return the rows of each."""
    os.environ["SANXIANG_HOME"] = str(home)
    from sanxiang.site.setup import setup_django

    setup_django()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from sanxiang.site.backup import postgresql

    if MigrationRecorder(connection).has_table():
        raise Refused(gettext("SANXIANG_DATABASE_URL 指定的数据库不是空的：请新建一个空数据库。"))
    for app, name in _last(manifest["migrations"]).items():
        call_command("migrate", app, name, interactive=False, verbosity=0)
    if (data / "db.sqlite3").is_file():
        postgresql.load_sqlite(data / "db.sqlite3")
    else:
        postgresql.load_csv(data)
    return postgresql.rows(set(manifest["rows"]) & set(postgresql.tables()))


def _last(migrations: list[list[str]]) -> dict[str, str]:
    """App → the last of its migrations that had been applied; their names begin with their number."""
    return dict(sorted((app, name) for app, name in migrations))
