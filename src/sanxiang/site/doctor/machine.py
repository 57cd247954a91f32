"""The machine: home folder, disk, clock, time zone."""

import os
import shutil
import subprocess
import time
import zoneinfo
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sanxiang.kernel.clock import clock
from sanxiang.kernel.words import gettext
from sanxiang.site.doctor.finding import Finding, fail, ok, warn
from sanxiang.site.home import FOLDERS, home
from sanxiang.site.retention import limits, room_taken

HOUR_OF_SOUND = 2 * 2 * 8000 * 3600  # bytes: two channels of 16 bits at 8,000 Hz
TIGHT, FULL = 10e9, 1e9
STEP_S = 0.05
BUILT_AFTER = datetime.fromisoformat("2025-01-01T00:00:00+00:00")


def folder() -> Iterator[Finding]:
    """May this program write where it must, and nobody else read the secret?"""
    what = gettext("数据文件夹")
    shut = [name for name in ("", *FOLDERS) if not _writable(home() / name)]
    if shut:
        yield fail(
            what,
            gettext("%(home)s 不能写入：%(names)s", home=home(), names=" ".join(shut) or "."),
            gettext("用 chown 把文件夹交给运行三响的用户。"),
        )
        return
    open_ = [
        name for name in ("secret.json", "demo.json", "sanxiang.env") if _readable_by_others(home() / name)
    ]
    if open_ and _readable_by_others(home()):
        names = " ".join(open_)
        todo = gettext("运行 chmod 700 %(home)s", home=home())
        yield fail(what, gettext("别的用户读得到 %(names)s", names=names), todo)
        return
    yield ok(what, str(home()))


def disk() -> Iterator[Finding]:
    """How long will there be room for recordings?"""
    free = shutil.disk_usage(home()).free
    taken = room_taken(home() / "recordings")
    days, gigabytes = limits()
    says = gettext(
        "剩余 %(free).1f GB，可录约 %(hours)d 小时；录音已占 %(taken).2f GB"
        "（保留 %(days)s 天，上限 %(limit)s GB，0 为不限）",
        free=free / 1e9,
        hours=int(free / HOUR_OF_SOUND),
        taken=taken / 1e9,
        days=f"{days:g}",
        limit=f"{gigabytes:g}",
    )
    todo = gettext("清理磁盘，或设 SANXIANG_RECORDINGS_DAYS、SANXIANG_RECORDINGS_GB 少留录音。")
    if free < FULL:
        yield fail(gettext("磁盘"), says, todo)
    elif free < TIGHT:
        yield warn(gettext("磁盘"), says, todo)
    else:
        yield ok(gettext("磁盘"), says)


def time_of_day() -> Iterator[Finding]:
    """Is the clock right, steady and kept so? Rings and promises are timed by it."""
    what = gettext("时钟")
    todo = gettext("启用网络校时：timedatectl set-ntp true")
    now = clock.now()
    if now < BUILT_AFTER:
        yield fail(what, gettext("系统时间是 %(now)s，早于本程序", now=now.isoformat()), todo)
        return
    drift = _drift()
    if abs(drift) > STEP_S:
        yield warn(what, gettext("时钟正在跳动（0.2 秒内差 %(drift).3f 秒）", drift=drift), todo)
        return
    synchronized = _synchronized()
    if synchronized is False:
        yield warn(what, gettext("没有校时，会渐渐走偏"), todo)
    else:
        said = gettext("已校时") if synchronized else gettext("走得均匀；是否校时看不到")
        yield ok(what, f"{now.astimezone():%Y-%m-%d %H:%M:%S %z}　{said}")


def zone() -> Iterator[Finding]:
    from django.conf import settings

    try:
        here = zoneinfo.ZoneInfo(settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        todo = gettext("把 SANXIANG_TIME_ZONE 改为 Asia/Shanghai 这样的名称。")
        yield fail(gettext("时区"), gettext("没有时区 %(zone)s", zone=settings.TIME_ZONE), todo)
        return
    yield ok(gettext("时区"), f"{settings.TIME_ZONE}　{clock.now().astimezone(here):%H:%M}")


def _writable(path: Path) -> bool:
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)


def _readable_by_others(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o044)


def _drift() -> float:
    """How far the wall clock went apart from the steady one in 0.2 s."""
    began, steady = time.time(), time.monotonic()
    time.sleep(0.2)
    return (time.time() - began) - (time.monotonic() - steady)


def _synchronized() -> bool | None:
    """What the system says of its own clock; None where it can't be asked."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    command = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(said)
