"""The voice process: `main` runs it until it is told to stop. It needs no database."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from pathlib import Path

from sanxiang.kernel.clock import clock

from .exchange import Embedded
from .restart import mend_recordings, recent_records
from .settings import LineSettings, read_settings
from .signalling import Door

log = logging.getLogger("sanxiang.line")

NICE = -5
SWITCH_S = 0.001  # a thread that writes recordings may keep the voices waiting for no longer
END_S = 5.0


def main(home: Path | None = None, host: str | None = None, port: int | None = None) -> int:
    """Run the line; what isn't given comes from Django's settings. Returns the exit status."""
    from django.conf import settings as site

    chosen = read_settings(
        home or Path(site.HOME),
        host=host or os.environ.get("SANXIANG_LINE_HOST", "") or "127.0.0.1",
        port=site.SANXIANG_LINE_PORT if port is None else port,
        url=site.SANXIANG_URL,
    )
    _take_precedence()
    with _runner() as runner:
        return runner.run(serve(chosen))


async def serve(settings: LineSettings) -> int:
    """Take calls until SIGTERM or SIGINT, then end them in order."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    exchange = Embedded(settings, clock)
    await recover(exchange)
    exchange.start()
    door = Door(exchange)
    try:
        await door.open()
    except OSError as fault:
        log.error("The line can't listen on %s:%d: %s", settings.host, settings.port, fault)
        await exchange.close()
        return 1
    log.info("The line listens on %s:%d.", settings.host, door.port)
    await stopping.wait()
    log.info("The line ends.")
    door.shut()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(_end(exchange, door), END_S)
    return 0


async def _end(exchange: Embedded, door: Door) -> None:
    await exchange.close()
    await door.close()


async def recover(exchange: Embedded) -> None:
    """Mend recordings and end the calls that the last process left open."""
    home = exchange.settings.home
    records = await asyncio.to_thread(recent_records, home / "spool", clock.now())
    until = await asyncio.to_thread(mend_recordings, records, home / "recordings")
    ended = await exchange.recover(records, until)
    if ended:
        log.warning("%d calls were cut off when the line stopped; they are to be rung back.", len(ended))


def _take_precedence() -> None:
    """Voices before everything else on this machine, where that is permitted."""
    sys.setswitchinterval(SWITCH_S)
    # What is loaded now stays: looking through all of it for garbage took a tenth of a second of every voice.
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError):
        os.nice(NICE)


def _runner() -> asyncio.Runner:
    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)
