"""What the desk keeps: database, registers, spool, recordings, work waiting."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from sanxiang.kernel.clock import clock
from sanxiang.kernel.words import gettext
from sanxiang.site import migration
from sanxiang.site.doctor.finding import Finding, fail, ok, warn
from sanxiang.site.home import home

LATE = timedelta(minutes=1)
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"}
MANY = 10_000
FAR_S = 2.0


def database() -> Iterator[Finding]:
    """Reached, writable, of this version, on a disk of its own."""
    what = gettext("数据库")
    try:
        with transaction.atomic():  # on SQLite this waits for whoever writes, and tells when that is too long
            connection.ensure_connection()
        waiting = migration.waiting()
    except (DatabaseError, sqlite3.Error) as fault:
        said = " ".join(str(fault).split())
        yield fail(what, said, gettext("检查 SANXIANG_DATABASE_URL，数据库是否在运行、可以登录。"))
        return
    if waiting:
        said = gettext("还有 %(count)d 步更新没有做：%(first)s …", count=len(waiting), first=waiting[0])
        yield fail(what, said, gettext("运行 sanxiang migrate（或重新 sanxiang run）。"))
        return
    yield from _sqlite(what) if connection.vendor == "sqlite" else _postgresql(what)


def _sqlite(what: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA quick_check(1)")
        sound = cursor.fetchone()[0]
    said = f"SQLite {sqlite3.sqlite_version}　{mode}　{connection.settings_dict['NAME']}"
    if sound != "ok":
        yield fail(what, f"{said}　{sound}", gettext("文件有损坏：停下三响，用最近的备份恢复。"))
    elif mode != "wal":
        yield fail(what, said, gettext("应是 WAL 方式：把数据文件夹放到本机磁盘上。"))
    elif _filesystem(home()) in NETWORK:
        yield fail(what, said, gettext("SQLite 不能放在网络盘上：换到本机磁盘，或改用 PostgreSQL。"))
    else:
        yield ok(what, said)


def _postgresql(what: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now(), current_setting('server_version')")
        there, version = cursor.fetchone()
    apart = (there - clock.now()).total_seconds()
    said = gettext("PostgreSQL %(version)s，时钟相差 %(apart).1f 秒", version=version, apart=apart)
    if abs(apart) > FAR_S:
        yield fail(what, said, gettext("给两台机器都启用网络校时。"))
    else:
        yield ok(what, said)


def spool() -> Iterator[Finding]:
    """Have the line's reports arrived in the registers?"""
    from sanxiang.desk.contacts.domain.calls import spool_position
    from sanxiang.lines.intake import REFUSED
    from sanxiang.lines.spool import read_from

    what = gettext("线路记录")
    folder = home() / "spool"
    left = sum(1 for _ in islice(read_from(folder, spool_position(folder.name)), MANY))
    if (folder / REFUSED).exists():
        said = gettext("有读不懂的记录，保存在 %(file)s", file=folder / REFUSED)
        yield warn(what, said, gettext("看过后把它移走，并请告诉我们。"))
    if left > 100:
        said = gettext("有 %(count)d 条还没有入库", count=left)
        yield fail(what, said, gettext("看 logs/intake.log；三响没有运行时，启动后会自动补上。"))
    else:
        yield ok(what, gettext("全部入库") if left == 0 else gettext("有 %(count)d 条正在入库", count=left))


def recordings() -> Iterator[Finding]:
    """Are there recordings that should be there and aren't?"""
    from sanxiang.desk.contacts import queries

    what = gettext("录音")
    faulty = queries.recordings_oldest_first().exclude(fault="")
    count = faulty.count()
    if count:
        said = gettext("%(count)d 段录音缺失、过短或打不开", count=count)
        yield warn(what, said, gettext("在登记本里打开这些通话查看原因；多半是磁盘曾满或进程被强行结束。"))
    else:
        yield ok(
            what, gettext("%(count)d 段，检查过的都完好", count=queries.recordings_oldest_first().count())
        )


def work() -> Iterator[Finding]:
    """Is what follows from calls (scores, time limits) being done?"""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    what = gettext("后续工作")
    now = clock.now()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    late = waiting.filter(enqueued_at__lt=now - LATE, run_after__lt=now - LATE).count()
    late += waiting.filter(enqueued_at__lt=now - LATE, run_after__year__gte=9000).count()
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    if late:
        said = gettext("%(count)d 件等了一分钟以上", count=late)
        yield fail(what, said, gettext("看 logs/work.log；三响没有运行时，启动后会自动补上。"))
    elif failed:
        said = gettext("%(count)d 件试了多次仍失败", count=failed)
        yield warn(what, said, gettext("看 logs/work.log 里的原因。"))
    else:
        yield ok(what, gettext("没有积压"))


def _filesystem(path: Path) -> str:
    """The kind of file system that holds `path`; "" where that can't be seen."""
    mounts = Path("/proc/mounts")
    if not mounts.is_file():
        return ""
    found = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    inside = [(point, kind) for point, kind in found if path.is_relative_to(point)]
    return max(inside, key=lambda one: len(one[0]))[1] if inside else ""
