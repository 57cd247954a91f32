"""Make the demo estate on an empty desk: an estate with residents, staff, lines and a few past calls."""

import argparse

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(args: argparse.Namespace) -> int:
    setup_django()
    import os

    from sanxiang.kernel.words import gettext
    from sanxiang.site import migration
    from sanxiang.site.demo import make_once, sign_ins

    migration.migrate()
    if not make_once(print):
        print(gettext("已有员工档案，演示小区不再建立。"))
    print("\n".join(sign_ins(os.environ["SANXIANG_URL"])))
    return 0
