"""Write database, recordings, rulebook, spool, secret and settings into one file, while calls go on."""

import argparse
from pathlib import Path

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.tar")
    parser.add_argument("--no-recordings", action="store_true", help="leave the recordings out")


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.kernel.words import gettext
    from sanxiang.site.backup.make import make_backup

    made = make_backup(args.file.resolve(), recordings=not args.no_recordings)
    print(
        gettext(
            "已备份到 %(file)s：%(rows)d 行、%(recordings)d 段录音、%(megabytes).1f MB。"
            "文件里有密钥和住户资料，请妥善保管。",
            file=args.file,
            rows=made.rows,
            recordings=made.recordings,
            megabytes=made.bytes / 1e6,
        )
    )
    return 0
