"""One `sanxiang run` a home folder.

The lock is the kernel's, on an open file that the parts inherit: it is free as soon as the last of them
has gone, however they went, and never stale.
"""

import fcntl
import json
import os
import time
from pathlib import Path

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext

WAIT_S = 12.0  # parts of a starter that was killed take up to 8 s to end


class HomeLock:
    """Held from `take` until this process and all it hands `descriptor` to have ended."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.descriptor = os.open(home / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self, *, wait_s: float = WAIT_S) -> None:
        """Refused when another run has this home; parts left over by a killed run are waited for."""
        until = time.monotonic() + wait_s
        while not self.is_free():
            owner = self._owner()
            if _alive(owner) or time.monotonic() > until:
                raise Refused(_running(self._home, owner), code="running")
            time.sleep(0.1)
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, json.dumps({"pid": os.getpid()}).encode(), 0)

    def release(self) -> None:
        os.close(self.descriptor)

    def is_free(self) -> bool:
        """Lock it if nobody else has; True when it is ours now."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _owner(self) -> int:
        try:
            return int(json.loads(os.pread(self.descriptor, 1000, 0))["pid"])
        except (ValueError, KeyError, TypeError):  # the other one has taken it this very moment
            return 0


def running(home: Path) -> bool:
    """Whether a run has this home now."""
    lock = HomeLock(home)
    try:
        return not lock.is_free()
    finally:
        lock.release()


def _alive(pid: int) -> bool:
    if pid <= 0:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _running(home: Path, pid: int) -> str:
    return gettext(
        "%(home)s 已有三响在运行（进程 %(pid)s）。请先停下它，或用 SANXIANG_HOME 指定另一个文件夹。",
        home=home,
        pid=pid,
    )
