"""Run the voice line: its process, the intake of what it reports and the coach. One part of `run`."""

import argparse
import asyncio

from sanxiang.site import environment
from sanxiang.site.home import home
from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-intake", action="store_true", help="only the voice process; its reports wait in the spool"
    )


def run(args: argparse.Namespace) -> int:
    setup_django()
    if args.no_intake:
        return _serve()
    from sanxiang.site.run.crew import Crew

    async def both() -> None:
        parts = {"line": ["line", "--no-intake"], "intake": ["intake"], "listen": ["listen"]}
        await Crew(parts, logs=home() / "logs", say=print, last=["intake"]).run()

    asyncio.run(both())
    return 0


def _serve() -> int:
    from sanxiang.lines.embedded.process import main
    from sanxiang.site.run.ports import need_free

    need_free(["SANXIANG_LINE_PORT"])
    return main(host=environment.host("SANXIANG_LINE_HOST"), port=environment.port("SANXIANG_LINE_PORT"))
