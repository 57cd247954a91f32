"""One run a home."""

import os
import signal
import subprocess
import sys

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.site.run.lock import HomeLock

HOLD = """
import sys, subprocess, time
from pathlib import Path
from sanxiang.site.run.lock import HomeLock
lock = HomeLock(Path(sys.argv[1]))
lock.take()
part = subprocess.Popen(["sleep", "{seconds}"], pass_fds=(lock.descriptor,))
print(part.pid, flush=True)
time.sleep(60)
"""


def _holder(home, seconds):
    code = HOLD.replace("{seconds}", str(seconds))
    held = subprocess.Popen([sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE, text=True)
    return held, int(held.stdout.readline())


def test_a_second_run_is_refused_and_told_who_has_the_home(tmp_path):
    held, part = _holder(tmp_path, 30)
    try:
        with pytest.raises(Refused, match=f"进程 {held.pid}"):
            HomeLock(tmp_path).take(wait_s=0)
    finally:
        held.kill()
        os.kill(part, signal.SIGKILL)
        held.wait()


def test_parts_left_by_a_killed_run_are_waited_for(tmp_path):
    held, _part = _holder(tmp_path, 1.0)
    held.kill()
    held.wait()
    lock = HomeLock(tmp_path)
    with pytest.raises(Refused):
        lock.take(wait_s=0)
    lock.take(wait_s=10)
    lock.release()


def test_the_lock_can_be_taken_again_after_it_was_released(tmp_path):
    for _ in range(2):
        lock = HomeLock(tmp_path)
        lock.take(wait_s=0)
        lock.release()
