"""Judge calls again by the rulebook as it stands, or by an earlier edition. Earlier results stay."""

import argparse
from datetime import date

from sanxiang.site.cores import cores
from sanxiang.site.setup import setup_django

MOST_JOBS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`[--since DAY] [--edition ID] [--listen] [--jobs N]`."""
    parser.add_argument(
        "--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="only calls since then"
    )
    parser.add_argument("--edition", metavar="ID", help="as results name it (default: the one in force)")
    parser.add_argument(
        "--listen",
        action="store_true",
        help="first analyse recordings that are not yet, or by an earlier version",
    )
    parser.add_argument("--jobs", type=int, default=min(cores(), MOST_JOBS), help="processes at once")


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.kernel.clock import clock
    from sanxiang.kernel.words import gettext
    from sanxiang.quality.scoring.chunk import edition_named
    from sanxiang.quality.scoring.rescoring import Progress, rescore
    from sanxiang.rules.editions.domain import take_in

    edition = args.edition or take_in(clock.now()).edition
    edition_named(edition)
    if args.listen:
        _listen(args.since)

    told_at = clock.monotonic()

    def told(progress: Progress) -> None:
        nonlocal told_at
        if clock.monotonic() - told_at > 2:
            told_at = clock.monotonic()
            print(f"{progress.done}/{progress.total}", flush=True)

    came_to = rescore(edition, at=clock.now(), since=args.since, jobs=max(args.jobs, 1), told=told)
    said = gettext(
        "按 %(edition)s 看了 %(done)s 通电话，新增 %(added)s 个评分。",
        edition=edition,
        done=came_to.done,
        added=came_to.added,
    )
    print(said)
    return 0


def _listen(since: date | None) -> None:
    from sanxiang.desk.contacts.scorable import ended_calls
    from sanxiang.kernel.clock import clock
    from sanxiang.quality.scoring.domain import listen

    for calls in ended_calls(since=since, chunk=100):
        for call in calls:
            listen(call, at=clock.now())
