"""Do the work that follows: time limits, scores, housekeeping. One part of `run`; several may run at once."""

import argparse
import os
import signal

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now and end")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--quick", action="store_true", help="leave what takes long to another worker")
    part.add_argument("--slow", action="store_true", help="only what takes long: listening to recordings")


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.kernel.clock import clock
    from sanxiang.kernel.work.worker import QUICK, SLOW, Worker
    from sanxiang.site.chores import chores

    worker = Worker(clock)
    if args.quick or args.slow:
        worker.queues = SLOW if args.slow else QUICK
    if args.slow:
        worker.poll_s = 1.0
        os.nice(10)  # voices come first
    due = [] if args.slow else chores()
    if args.once:
        for chore in due:
            chore.run_if_due(clock)
        while worker.step():
            pass
        return 0
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(worker, "running", False))
    worker.run(due)
    return 0
