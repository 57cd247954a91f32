"""Receiving hints in a web process: one connection a process, shared by all its streams."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator

import psycopg
from django.conf import settings
from django.db import connection

from sanxiang.kernel.push.publish import CHANNEL, hub_token

log = logging.getLogger("sanxiang.push")
RECONNECT = "*"  # told to every screen after a gap: fetch everything anew
RETRY_S = 1.0


class Hints:
    """Fans the hints of this installation out to the streams of one web process."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str]] = set()
        self._task: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def subscribe(self) -> Iterator[asyncio.Queue[str]]:
        """A queue of topics while the block lasts; `*` means that hints may have been lost."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=1000)
        self._queues.add(queue)
        self._start()
        try:
            yield queue
        finally:
            self._queues.discard(queue)
            if not self._queues and self._task is not None:
                self._task.cancel()  # nobody listens: the connection is not held open for nothing

    def _start(self) -> None:
        if self._task is None or self._task.done() or self._task.cancelling():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        source = _from_postgresql if connection.vendor == "postgresql" else _from_hub
        while self._queues:
            try:
                async for topic in source():
                    self._spread(topic)
            except (OSError, psycopg.Error) as fault:
                log.info("hints are away, trying again: %s", fault)
            await asyncio.sleep(RETRY_S)
            self._spread(RECONNECT)

    def _spread(self, topic: str) -> None:
        for queue in self._queues:
            with contextlib.suppress(asyncio.QueueFull):  # that screen is far behind; it fetches anew
                queue.put_nowait(topic)


async def _from_hub() -> AsyncIterator[str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", settings.SANXIANG_HUB_PORT)
    try:
        writer.write(f"{hub_token()}\n".encode())
        while line := await reader.readline():
            yield line.decode().strip()
    finally:
        writer.close()


async def _from_postgresql() -> AsyncIterator[str]:
    params = connection.get_connection_params()
    params.pop("cursor_factory", None)
    params.pop("context", None)
    async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as listener:
        await listener.execute(f"LISTEN {CHANNEL}")
        async for notice in listener.notifies():
            for topic in notice.payload.split("\n"):
                yield topic


hints = Hints()
