"""All parts that one command starts, from the first start to the ordered end."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

from sanxiang.site.run.logs import PartLog
from sanxiang.site.run.part import Part, Say

END_S = 6.0  # for calls and answers in progress
END_LAST_S = 2.5  # for those that take in what the others wrote while ending

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Crew:
    """`parts`: name → words after `sanxiang`. Those in `last` are ended after the others have gone."""

    def __init__(
        self,
        parts: Mapping[str, Sequence[str]],
        *,
        logs: Path,
        say: Say,
        last: Sequence[str] = (),
        keep: Sequence[int] = (),
    ) -> None:
        watch, self._end_of_us = os.pipe()  # nobody writes: its other end tells the parts when we are gone
        self.parts = [
            Part(name, words, PartLog(logs, name), say, watch, keep) for name, words in parts.items()
        ]
        self._last = [part for part in self.parts if part.name in last]
        self._first = [part for part in self.parts if part.name not in last]
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Begin the end; a second call ends everything hard."""
        if self._stop.is_set():
            for part in self.parts:
                part.end(signal.SIGKILL)
        self._stop.set()

    async def run(self, meanwhile: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        """Start all parts, then keep them running until a signal or `stop`."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.stop)
        running = {part.name: asyncio.create_task(part.run()) for part in self.parts}
        beside = asyncio.create_task(meanwhile() if meanwhile else _nothing())
        await self._stop.wait()
        beside.cancel()
        await _end(self._first, running, END_S)
        await _end(self._last, running, END_LAST_S)
        for part in self.parts:
            part.log.close()


async def _end(parts: Sequence[Part], running: Mapping[str, asyncio.Task[None]], seconds: float) -> None:
    tasks = [running[part.name] for part in parts]
    if not tasks:
        return
    for part in parts:
        part.end()
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for part in parts:
        if running[part.name] in late:
            part.end(signal.SIGKILL)
    if late:
        await asyncio.wait(late)


async def _nothing() -> None:
    return
