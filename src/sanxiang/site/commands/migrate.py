"""Bring the database to this version. A SQLite database is copied to backups/ first."""

import argparse

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only tell what is still to do; status 1 if so")


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.kernel.words import gettext
    from sanxiang.site import migration

    waiting = migration.waiting()
    if args.check:
        print("\n".join(waiting) or gettext("数据库已是最新。"))
        return 1 if waiting else 0
    migration.migrate()
    print(
        gettext("数据库已更新：%(count)d 步。", count=len(waiting))
        if waiting
        else gettext("数据库已是最新。")
    )
    return 0
