"""Writing a backup while calls go on."""

import contextlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sanxiang import __version__
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.site.backup import postgresql, sqlite
from sanxiang.site.backup.archive import Writer

DATABASE = "database"
# The spool after the database and before the recordings: an event is then in one of the two at least.
FOLDERS = ("spool", "rulebook", "prompts")
FILES = ("sanxiang.env", "line.toml", "demo.json")


@dataclass(frozen=True)
class Made:
    rows: int
    recordings: int
    bytes: int


def make_backup(path: Path, *, recordings: bool = True) -> Made:
    """Write the backup of this installation to `path`. Refused when there is a file already or no room."""
    if path.exists():
        raise Refused(gettext("%(path)s 已经存在，请换一个文件名。", path=path))
    try:
        writer = Writer(path)
    except OSError as fault:
        raise _no_room(path, fault) from fault
    try:
        manifest = _write(writer, Path(settings.HOME), path.parent, recordings)
        writer.finish(manifest)
    except OSError as fault:
        raise _no_room(path, fault) from fault
    finally:
        writer.give_up()
    sounds = sum(name.startswith("recordings/") for name in writer.files)
    return Made(rows=sum(manifest["rows"].values()), recordings=sounds, bytes=path.stat().st_size)


def _write(writer: Writer, home: Path, beside: Path, recordings: bool) -> dict[str, Any]:
    rows = _database(writer, beside)
    writer.add_text("secret.json", json.dumps({"secret_key": settings.SECRET_KEY}))
    for name in FILES:
        if (home / name).is_file():
            writer.add_file(name, home / name)
    for folder in (*FOLDERS, *(["recordings"] if recordings else [])):
        for file in _files(home / folder):
            with contextlib.suppress(FileNotFoundError):  # its time was up between the list and now
                writer.add_file(file.relative_to(home).as_posix(), file)
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "version": __version__,
        "made_at": clock.now().isoformat(),
        "database": connection.vendor,
        "migrations": sorted(applied),
        "rows": rows,
    }


def _database(writer: Writer, beside: Path) -> dict[str, int]:
    with tempfile.TemporaryDirectory(prefix=".sanxiang-backup-", dir=beside) as name:
        folder = Path(name)
        if connection.vendor == "sqlite":
            rows = sqlite.copy(Path(connection.settings_dict["NAME"]), folder / "db.sqlite3")
        else:
            rows = postgresql.dump(folder)
        for file in _files(folder):
            writer.add_file(f"{DATABASE}/{file.name}", file)
    return rows


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _no_room(path: Path, fault: OSError) -> Refused:
    return Refused(gettext("写不了备份 %(path)s：%(fault)s。", path=path, fault=fault.strerror or fault))
