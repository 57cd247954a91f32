"""The other side of the door: a caller's and an operator's page as programs, over real WebSocket and WebRTC.

For the virtual resident, the load generator and tests. Times are monotonic seconds of this machine.
"""

import asyncio
import contextlib
import json
import secrets
import time
from collections.abc import Callable
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from .media.g711 import Law
from .media.peer import Peer
from .media.settings import MediaSettings

Message = dict[str, Any]


class Refused(Exception):
    """The line refused a request; the text is its code."""


class Page:
    """A page at the line. `seen` keeps every message with its time of arrival; `peer` is its voice."""

    def __init__(self, url: str, ticket: str, media: MediaSettings, *, session: str | None = None) -> None:
        self.session = session or secrets.token_hex(8)
        self.seen: list[tuple[float, Message]] = []
        self.peer: Peer | None = None
        self.laws: tuple[Law, ...] = (Law.U,)
        self.welcome: Message = {}
        self._url, self._ticket, self._media = url, ticket, media
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._number = 0
        self._news = asyncio.Condition()

    async def __aenter__(self) -> Self:
        """Say hello. Raises Refused with the line's code."""
        self._socket = await connect(self._url, compression=None)
        await self._send({"t": "hello", "ticket": self._ticket, "session": self.session})
        self._reader = asyncio.create_task(self._read())
        _, first = await self.wait(lambda m: m["t"] in ("welcome", "error"))
        if first["t"] == "error":
            await self.close()
            raise Refused(first["code"])
        self.welcome = first
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self.leave()
        if self.peer is not None:
            await self.peer.close()

    def renew(self) -> None:
        """Be another page from the next hello on."""
        self.session = secrets.token_hex(8)
        self.seen.clear()

    async def leave(self) -> None:
        """Close the WebSocket only, as a broken network does."""
        if self._reader is not None:
            self._reader.cancel()
        if self._socket is not None:
            await self._socket.close()

    async def ask(self, kind: str, **more: Any) -> Message:
        """Send a request and wait for its `ok`. Raises Refused with the code."""
        self._number += 1
        number = self._number
        await self._send({"t": kind, "n": number, **more})
        _, reply = await self.wait(lambda m: m.get("n") == number and m["t"] in ("ok", "error", "pong"))
        if reply["t"] == "error":
            raise Refused(reply["code"])
        return reply

    async def wait(
        self, wanted: Callable[[Message], bool], *, since: float = 0.0, seconds: float = 10.0
    ) -> tuple[float, Message]:
        """The first message that came after `since` and is `wanted`, with its time. Raises TimeoutError."""
        async with asyncio.timeout(seconds), self._news:
            while True:
                for at, message in self.seen:
                    if at >= since and wanted(message):
                        return at, message
                await self._news.wait()

    async def voice(self, kind: str, **more: Any) -> Message:
        """Make an offer in a request of this kind, take the answer and begin to talk (silence at first)."""
        if self.peer is not None:
            await self.peer.close()
        self.peer = Peer(self._media, laws=self.laws)
        return await self.ask(kind, sdp=await self.peer.offer(), **more)

    async def connected(self, seconds: float = 15.0) -> Peer:
        """The voice, once it flows. Raises TimeoutError."""
        assert self.peer is not None
        async with asyncio.timeout(seconds):
            await self.peer.opened.wait()
        return self.peer

    async def _send(self, message: Message) -> None:
        assert self._socket is not None
        await self._socket.send(json.dumps(message, ensure_ascii=False))

    async def _read(self) -> None:
        assert self._socket is not None
        with contextlib.suppress(ConnectionClosed):
            async for data in self._socket:
                message = json.loads(data)
                if message["t"] == "sdp" and self.peer is not None:
                    await self.peer.accept(message["sdp"])
                    self.peer.run()
                async with self._news:
                    self.seen.append((time.monotonic(), message))
                    self._news.notify_all()


class Caller(Page):
    """A resident's page."""

    call_id: str = ""

    async def call(self, *, name: str = "", phone: str = "") -> str:
        """Press call; return the call's id."""
        reply = await self.voice("call", name=name, phone=phone)
        self.call_id = reply["call"]
        return self.call_id

    async def phase(self, name: str, *, since: float = 0.0, seconds: float = 15.0) -> tuple[float, Message]:
        """Wait for a phase of the call; return when it came and its message."""
        return await self.wait(
            lambda m: m["t"] == "state" and m["phase"] == name, since=since, seconds=seconds
        )

    async def hang_up(self) -> None:
        await self.ask("hangup")


class Operator(Page):
    """An operator's console."""

    async def ready(self) -> None:
        """Give a voice and take calls."""
        await self.voice("media")
        await self.connected()
        await self.ask("ready")

    async def ring(self, *, since: float = 0.0, seconds: float = 15.0) -> tuple[float, Message]:
        """Wait until it rings."""
        return await self.wait(lambda m: m["t"] == "ring", since=since, seconds=seconds)

    async def status(self, name: str, *, since: float = 0.0) -> Message:
        """Wait for the call's snapshot to have this status."""
        found = await self.wait(lambda m: m["t"] == "call" and m["call"]["status"] == name, since=since)
        return dict(found[1]["call"])
