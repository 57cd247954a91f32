"""Listen to the calls that go on and coach their operators. One part of `run`, on the line's machine."""

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sanxiang.site.home import home
from sanxiang.site.setup import setup_django

if TYPE_CHECKING:
    from sanxiang.quality.live.follower import Follower

NICE = 15  # behind the voices and the screens, whatever there is to hear
RECENT = 2  # files of the spool: no call that goes on began before them
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(args: argparse.Namespace) -> int:
    os.nice(max(0, NICE - os.nice(0)))
    for name in ONE_THREAD:  # before numpy is there: its helpers would spin on every core
        os.environ[name] = "1"
    setup_django()
    from sanxiang.quality.live.board import Board
    from sanxiang.quality.live.follower import Follower
    from sanxiang.quality.live.queries import limits_now, live_folder
    from sanxiang.quality.live.tuning import tuning

    follower = Follower(home() / "recordings", Board(live_folder()), limits_now, tuning())
    listen(follower, home() / "spool", every_s=tuning().pace.every_s)
    return 0


def listen(follower: "Follower", spool: Path, *, every_s: float) -> None:
    """Until the process is ended."""
    from sanxiang.lines.spooled import read_from

    position = start_of(spool)
    while True:
        began = time.monotonic()
        for entry in read_from(spool, position):
            follower.take(entry.record)
            position = entry.position
        follower.round(began)
        time.sleep(max(every_s / 5, began + every_s - time.monotonic()))


def start_of(spool: Path) -> str:
    """The position from which every call that goes on is told whole."""
    from sanxiang.lines.spooled import spool_files

    recent = spool_files(spool)[-RECENT:]
    return f"{recent[0].name}:0" if recent else ""
