"""Start everything on this machine and watch over it: web, voice line, intake and the work that follows."""

import argparse
import asyncio

from sanxiang.site import environment
from sanxiang.site.home import home
from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="make the demo estate at the first start")
    parser.add_argument("--host", help="address to listen on (SANXIANG_HOST; default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port of the screens (SANXIANG_PORT; default 8000)")


def run(args: argparse.Namespace) -> int:
    environment.choose(host=args.host, port=args.port)
    setup_django()
    from sanxiang.site.run.lock import HomeLock

    lock = HomeLock(home())
    lock.take()
    _prepare(demo=args.demo)
    asyncio.run(_keep(lock.descriptor))
    return 0


def _prepare(*, demo: bool) -> None:
    from sanxiang.site import migration
    from sanxiang.site.run.ports import need_free, ports_of_run

    need_free(ports_of_run())
    migration.migrate()
    if demo:
        from sanxiang.site.demo import make_once

        make_once(say)


async def _keep(lock: int) -> None:
    from django.db import connection

    from sanxiang.site.run.crew import Crew
    from sanxiang.site.run.welcome import welcome

    crew = Crew(parts(), logs=home() / "logs", say=say, last=["intake"], keep=[lock])
    if connection.vendor == "sqlite":
        await _open_hub()
    await crew.run(lambda: welcome(say))


def parts() -> dict[str, list[str]]:
    """Name → words after `sanxiang`, of each part. An ordinary phone needs no voice process."""
    work = {"work": ["work", "--quick"], "slow": ["work", "--slow"]}
    if environment.exchange() == "by_hand":
        return {"web": ["web"], **work}
    voice = {"line": ["line", "--no-intake"], "intake": ["intake"], "listen": ["listen"]}
    return {"web": ["web"], **voice, **work}


async def _open_hub() -> None:
    from sanxiang.kernel.push.hub import serve
    from sanxiang.kernel.push.publish import hub_token

    await serve(hub_token(), environment.port("SANXIANG_HUB_PORT"))


def say(sentence: str) -> None:
    print(sentence, flush=True)
