"""Building an installation from a backup: everything is checked before anything takes its place."""

import os
import shutil
from pathlib import Path
from typing import Any

from sanxiang import __version__
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.site import environment
from sanxiang.site.backup import sqlite
from sanxiang.site.backup.archive import read_manifest, unpack
from sanxiang.site.home import prepare


def restore(path: Path, home: Path) -> dict[str, Any]:
    """Fill `home` (and the database that SANXIANG_DATABASE_URL names) from a backup; returns its manifest.

    Refused for a home that isn't empty, a damaged backup, a database with rows, or counts that differ.
    """
    _need_empty(home)
    manifest = read_manifest(path)
    _need_known(manifest)
    fresh = home.with_name(f".{home.name}.restoring-{os.getpid()}")
    prepare(fresh)
    try:
        unpack(path, manifest, fresh)
        _place(fresh, home, manifest)
    except OSError as fault:
        raise Refused(
            gettext("恢复到 %(home)s 失败：%(fault)s。", home=home, fault=fault.strerror or fault)
        ) from fault
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def _need_known(manifest: dict[str, Any]) -> None:
    made = manifest["version"]
    if _parts(made) > _parts(__version__):
        raise Refused(
            gettext("备份由三响 %(made)s 写成，这里是 %(ours)s：请先升级。", made=made, ours=__version__)
        )


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]


def _need_empty(home: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refused(
            gettext("%(home)s 不是空文件夹：恢复只写入空文件夹，请用 --home 指定另一个。", home=home)
        )


def _place(fresh: Path, home: Path, manifest: dict[str, Any]) -> None:
    server = os.environ.get("SANXIANG_DATABASE_URL", "").startswith("postgres")
    data = fresh / "database"
    kept = data / "db.sqlite3"
    if manifest["database"] == "sqlite":
        _compare(manifest["rows"], sqlite.check(kept))
    elif not server:
        raise Refused(
            gettext("这份备份来自 PostgreSQL：请用 SANXIANG_DATABASE_URL 指定一个空的 PostgreSQL 数据库。")
        )
    if server:
        from sanxiang.site.backup.server import fill

        _compare(manifest["rows"], fill(data, manifest, fresh))
    else:
        kept.replace(fresh / "db.sqlite3")
    shutil.rmtree(data)
    _point_here(fresh / environment.FILE)
    if home.exists():
        home.rmdir()
    home.parent.mkdir(parents=True, exist_ok=True)
    fresh.replace(home)


def _point_here(settings: Path) -> None:
    """A restored copy must never work on the database of the installation it was copied from."""
    if not settings.is_file():
        return
    name = "SANXIANG_DATABASE_URL"
    lines = [f"# {line}" if line.strip().startswith(name) else line for line in _lines(settings)]
    if os.environ.get(name):
        lines.append(f"{name}={os.environ[name]}")
    settings.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _compare(expected: dict[str, int], found: dict[str, int]) -> None:
    for table, count in expected.items():
        if table != "django_migrations" and found.get(table) != count:
            raise Refused(
                gettext(
                    "表 %(table)s 应有 %(count)d 行，恢复后是 %(found)s 行，没有采用。",
                    table=table,
                    count=count,
                    found=found.get(table),
                )
            )
