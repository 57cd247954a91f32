"""Build a home folder from a backup, on a clean machine; every sum and every count is compared."""

import argparse
import os
from pathlib import Path

from sanxiang.site.home import home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.tar")
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help="empty or new folder (default: SANXIANG_HOME)"
    )


def run(args: argparse.Namespace) -> int:
    target = args.home.expanduser().resolve() if args.home else home()
    from sanxiang.site.backup.restore import restore

    manifest = restore(args.file.resolve(), target)
    os.environ["SANXIANG_HOME"] = str(target)
    from sanxiang.site.setup import setup_django

    setup_django()
    from sanxiang.kernel.words import gettext
    from sanxiang.site import migration

    migration.migrate()
    print(
        gettext(
            "已恢复到 %(home)s：%(rows)d 行、%(files)d 个文件，校验和与行数全部相符。",
            home=target,
            rows=sum(manifest["rows"].values()),
            files=len(manifest["files"]),
        )
    )
    return 0
