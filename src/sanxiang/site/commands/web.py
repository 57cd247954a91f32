"""Serve the screens only: one part of `run`, for several machines."""

import argparse
import os

from sanxiang.site import environment
from sanxiang.site.setup import setup_django

GRACEFUL_S = 3  # an open stream of hints would hold the end for ever


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (SANXIANG_HOST; default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (SANXIANG_PORT; default 8000)")


def run(args: argparse.Namespace) -> int:
    environment.choose(host=args.host, port=args.port)
    setup_django()
    from sanxiang.site.run.ports import need_free

    need_free(["SANXIANG_PORT"])
    import uvicorn

    uvicorn.run(
        "sanxiang.site.asgi:application",
        host=environment.host(),
        port=environment.port("SANXIANG_PORT"),
        lifespan="off",
        log_config=None,  # the settings' own logging
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACEFUL_S,
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("SANXIANG_TRUSTED_PROXIES", "127.0.0.1"),
    )
    return 0
