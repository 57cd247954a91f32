"""Take what the line reported from the spool into the database. Started by `run` and by `line`."""

import argparse

from sanxiang.site.home import home
from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.lines.intake import main

    main(home())
    return 0
