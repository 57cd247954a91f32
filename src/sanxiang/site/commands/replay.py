"""Put call folders through the whole pipeline, as if the line had just lived them. Twice adds nothing."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="DIR", help="a call folder, or a folder of them"
    )


def run(args: argparse.Namespace) -> int:
    """Exit status 0 when every folder was taken; 2 when one could not be read, the others still taken."""
    setup_django()
    from sanxiang.desk.contacts.folder import FolderError, read_folder
    from sanxiang.kernel.words import gettext
    from sanxiang.site import migration
    from sanxiang.site.replay import put_call

    migration.migrate()
    new, known, bad = 0, 0, 0
    for path in _folders(args.folders):
        try:
            is_new = put_call(read_folder(path))
        except FolderError as fault:
            print(fault.sentence, file=sys.stderr)
            bad += 1
        else:
            new, known = new + is_new, known + (not is_new)
    print(gettext("新通话 %(new)d，已有 %(known)d，读不出 %(bad)d。", new=new, known=known, bad=bad))
    return 2 if bad else 0


def _folders(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        inside = [] if (path / "events.ndjson").exists() or not path.is_dir() else sorted(path.iterdir())
        yield from [one for one in inside if one.is_dir()] or [path]
