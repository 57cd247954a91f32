"""Make the demo estate on an empty desk: an estate with residents, staff, lines and a few past calls."""

import argparse

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`[--history N]`."""
    parser.add_argument("--history", type=_count, metavar="N", help="add N made-up calls of the last weeks")


def run(args: argparse.Namespace) -> int:
    setup_django()
    import os

    from sanxiang.kernel.words import gettext
    from sanxiang.site import migration
    from sanxiang.site.demo import make_once, sign_ins

    migration.migrate()
    if not make_once(print):
        print(gettext("已有员工档案，演示小区不再建立。"))
    if args.history:
        from sanxiang.kernel.clock import clock
        from sanxiang.site.demo.history import add_history

        made = add_history(args.history, clock.now(), print)
        print(gettext("已补上最近几周的 %(n)s 通来电，在“服务品质”里看。", n=made))
    print("\n".join(sign_ins(os.environ["SANXIANG_URL"])))
    return 0


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 20_000:
        raise argparse.ArgumentTypeError("write a number from 1 to 20000")
    return number
