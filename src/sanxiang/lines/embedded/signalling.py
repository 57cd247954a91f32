"""The line's door for browsers: a WebSocket at /line, a health report at /health, and nothing else."""

import json
import logging
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from sanxiang.desk.contacts.ports import RequestRefused
from sanxiang.lines.tickets import TicketBad, TicketExpired, read_ticket

from .callers import CallerPage
from .connection import Connection, Message, TooMuch
from .exchange import Embedded
from .health import report
from .media.leg import OfferRefused
from .operators import OperatorPage

log = logging.getLogger("sanxiang.line")

PATH, HEALTH = "/line", "/health"
HELLO_S = 5.0
MAX_MESSAGE = 64 * 1024
PING_S = 10.0
SESSION = 80
POLICY = 1008

Page = CallerPage | OperatorPage


class Door:
    """`open` begins to listen, `shut` lets nobody else in, `close` ends it."""

    def __init__(self, exchange: Embedded) -> None:
        self._exchange = exchange
        self._server: Server | None = None

    async def open(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        settings = self._exchange.settings
        self._server = await serve(
            self._talk,
            settings.host,
            settings.port,
            process_request=self._admit,
            max_size=MAX_MESSAGE,
            max_queue=16,
            ping_interval=PING_S,
            ping_timeout=PING_S,
            close_timeout=2.0,
            compression=None,
            server_header=None,
        )

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(next(iter(self._server.sockets)).getsockname()[1])

    def shut(self) -> None:
        """Let nobody else in; whoever is in stays."""
        if self._server is not None:
            self._server.close(close_connections=False)

    async def close(self) -> None:
        for page in self._exchange.screens.pages():
            await page.close(1001, "shutdown")
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    # before the WebSocket

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        path = urlsplit(request.path).path
        if path == HEALTH:
            return _json(report(self._exchange))
        if path != PATH:
            return socket.respond(HTTPStatus.NOT_FOUND, "Not here.\n")
        if not _origin_fits(request.headers, self._exchange.settings.url):
            return socket.respond(HTTPStatus.FORBIDDEN, "This page may not use the line.\n")
        return None

    # the WebSocket

    async def _talk(self, socket: ServerConnection) -> None:
        connection = Connection(socket)
        try:
            page = await self._hello(connection)
            if page is not None:
                await self._serve_page(connection, page)
        except TooMuch:
            log.warning("A browser was let go: too many messages, or none that can be read.")
            await connection.close(POLICY, "messages")
        finally:
            await connection.close()

    async def _hello(self, connection: Connection) -> Page | None:
        message = await connection.first(HELLO_S)
        if message is None or message["t"] != "hello":
            await connection.close(POLICY, "hello")
            return None
        try:
            ticket = read_ticket(str(message.get("ticket") or ""))
            session = str(message.get("session") or "")[:SESSION]
            if len(session) < 8:
                raise TicketBad("no session")
            page = _page(self._exchange, connection, ticket, session)
            state = await page.begin() if isinstance(page, OperatorPage) else page.begin()
        except (TicketBad, KeyError) as fault:
            code = "expired" if isinstance(fault, TicketExpired) else "bad_ticket"
            connection.send({"t": "error", "code": code})
            await connection.close(POLICY, code)
            return None
        ice = list(self._exchange.settings.media.browser_servers)
        connection.send({"t": "welcome", "you": ticket, "now": _ms(), "state": state, "ice": ice})
        page.resume()
        return page

    async def _serve_page(self, connection: Connection, page: Page) -> None:
        try:
            async for message in connection.messages():
                await self._request(connection, page, message)
        finally:
            await page.end()

    async def _request(self, connection: Connection, page: Page, message: Message) -> None:
        number = message.get("n") if isinstance(message.get("n"), int) else None
        try:
            more = await page.handle(message)
        except (RequestRefused, OfferRefused) as refusal:
            connection.send({"t": "error", "code": refusal.code} | _numbered(number))
            return
        except Exception:
            log.exception("A request failed: %s", message["t"])
            connection.send({"t": "error", "code": "fault"} | _numbered(number))
            return
        if message["t"] == "ping":
            connection.send({"t": "pong", "now": _ms()} | _numbered(number))
        elif number is not None:
            connection.send({"t": "ok", "n": number, **more})


def _page(exchange: Embedded, connection: Connection, ticket: dict[str, Any], session: str) -> Page:
    if ticket.get("kind") == "staff":
        return OperatorPage(exchange, connection, ticket, session)
    if ticket.get("kind") == "caller":
        return CallerPage(exchange, connection, ticket, session)
    raise TicketBad("neither caller nor staff")


def _numbered(number: int | None) -> Message:
    return {} if number is None else {"n": number}


def _ms() -> int:
    return round(time.time() * 1000)


def _origin_fits(headers: Headers, url: str) -> bool:
    """A page of this machine under whatever name, or of the address people type; no page at all is fine."""
    origin = headers.get("Origin")
    if origin is None:
        return True
    here = urlsplit("//" + headers.get("Host", "")).hostname
    named = urlsplit(origin)
    return named.scheme in ("http", "https") and named.hostname in (here, urlsplit(url).hostname)


def _json(content: dict[str, Any]) -> Response:
    body = json.dumps(content).encode()
    headers = Headers({"Content-Type": "application/json", "Content-Length": str(len(body))})
    headers["Connection"] = "close"
    return Response(HTTPStatus.OK, "OK", headers, body)
