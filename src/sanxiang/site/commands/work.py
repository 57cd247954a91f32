"""Do the work that follows: time limits, scores, housekeeping. One part of `run`; several may run at once."""

import argparse
import signal

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now and end")


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.kernel.clock import clock
    from sanxiang.kernel.work.worker import Worker
    from sanxiang.site.chores import chores

    worker = Worker(clock)
    if args.once:
        for chore in chores():
            chore.run_if_due(clock)
        while worker.step():
            pass
        return 0
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(worker, "running", False))
    worker.run(chores())
    return 0
