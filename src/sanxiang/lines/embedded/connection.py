"""One browser's WebSocket: messages out in order, messages in within bounds."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

OUTBOX = 500  # messages a browser may lag behind before it is let go
RATE, BURST = 20.0, 120.0  # messages a second, and at once (a browser's ICE candidates come in a bunch)
LAST_WORDS_S = 2.0

Message = dict[str, Any]


class TooMuch(Exception):
    """A browser that sends too many messages, or something that is no message."""


class Connection:
    """`send` puts a message on its way and returns; `messages` gives what comes in, checked for shape."""

    def __init__(self, socket: ServerConnection) -> None:
        self._socket = socket
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue(OUTBOX)
        self._writer = asyncio.create_task(self._write())
        self._allowance, self._counted = BURST, time.monotonic()

    def send(self, message: Mapping[str, Any]) -> None:
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        try:
            self._outbox.put_nowait(text)
        except asyncio.QueueFull:
            self._writer.cancel()

    async def messages(self) -> AsyncIterator[Message]:
        """Messages until the browser goes. Raises TooMuch."""
        try:
            async for data in self._socket:
                self._count()
                yield _parsed(data)
        except ConnectionClosed:
            return

    async def first(self, seconds: float) -> Message | None:
        """The first message, or None when the browser goes or says nothing for so long. Raises TooMuch."""
        try:
            return _parsed(await asyncio.wait_for(self._socket.recv(), seconds))
        except (TimeoutError, ConnectionClosed):
            return None

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Send what is waiting, then close."""
        if not self._writer.done():
            await self._outbox.put(None) if not self._outbox.full() else self._writer.cancel()
            await asyncio.wait([self._writer], timeout=LAST_WORDS_S)
        self._writer.cancel()
        await self._socket.close(code, reason)

    async def _write(self) -> None:
        try:
            while (text := await self._outbox.get()) is not None:
                await self._socket.send(text)
        except ConnectionClosed:
            return
        except asyncio.CancelledError:
            self._socket.transport.abort()  # too far behind: it comes back and gets the state anew
            raise

    def _count(self) -> None:
        now = time.monotonic()
        self._allowance = min(BURST, self._allowance + (now - self._counted) * RATE) - 1
        self._counted = now
        if self._allowance < 0:
            raise TooMuch


def _parsed(data: str | bytes) -> Message:
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        raise TooMuch from None
    if not isinstance(message, dict) or not isinstance(message.get("t"), str):
        raise TooMuch
    return message
