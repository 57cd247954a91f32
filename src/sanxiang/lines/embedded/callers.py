"""What a caller's page asks for: call, candidates, hang up. It may come back within a call by its session."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sanxiang.desk.contacts.call import customer_of
from sanxiang.desk.contacts.ports import Arrival, RequestRefused

from .connection import Connection, Message
from .exchange import Embedded
from .media.leg import check_offer, later

CALLS_A_MINUTE = 6
NAME, PHONE = 40, 24
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\ud800-\udfff]")
_NOT_PHONE = re.compile(r"[^0-9+*#]")


class CallerPage:
    """One open page of a caller. `ticket` is checked; `session` is the page's own random word."""

    def __init__(self, exchange: Embedded, page: Connection, ticket: Mapping[str, Any], session: str) -> None:
        self._exchange, self._page, self._ticket, self.session = exchange, page, ticket, session
        self._dialled: deque[float] = deque(maxlen=CALLS_A_MINUTE)
        self.call: str | None = None

    def begin(self) -> Message:
        """Take up the call that the session left a moment ago, if any; return the page's state."""
        old = self._exchange.screens.add_caller(self.session, self._page)
        if old is not None:
            old.send({"t": "error", "code": "taken"})
            later(old.close(1000, "taken"))
        going_on = self._exchange.switchboard.core.going_on()
        self.call = next((live.id for live in going_on if live.session == self.session), None)
        return {"call": self.call}

    def resume(self) -> None:
        """After the welcome: let the switchboard show where the call stands."""
        self._exchange.switchboard.call_of(self.session)

    async def end(self) -> None:
        """The page has gone."""
        if self._exchange.screens.remove_caller(self.session, self._page) and self.call is not None:
            self._exchange.switchboard.caller_gone(self.call)

    async def handle(self, message: Message) -> Message:
        """Do what a message asks; return what to add to the `ok`. Raises RequestRefused, OfferRefused."""
        kind = message["t"]
        if kind == "call":
            return await self._call(message)
        if kind == "ice":
            await self._ice(message.get("candidate"))
        elif kind == "hangup":
            await self._hang_up()
        elif kind != "ping":
            raise RequestRefused("not_allowed")
        return {}

    async def _call(self, message: Message) -> Message:
        offer = str(message.get("sdp") or "")
        check_offer(offer)
        going_on = self._exchange.switchboard.call_of(self.session)
        if going_on is None:
            self._count()
            going_on = await self._exchange.switchboard.offer(self._arrival(message), self.session)
        self.call = going_on
        cycle_s = float(self._ticket["cycle_s"])
        self._exchange.voices.cadence(customer_of(going_on), float(self._ticket.get("on_s") or 1.0), cycle_s)
        answer = await self._exchange.give_leg(going_on, offer)
        if answer is not None:
            self._page.send({"t": "sdp", "sdp": answer})
        return {"call": going_on}

    def _count(self) -> None:
        """A page that dials again and again keeps others from the desk."""
        now = time.monotonic()
        if len(self._dialled) == CALLS_A_MINUTE and now - self._dialled[0] < 60:
            raise RequestRefused("busy")
        self._dialled.append(now)

    def _arrival(self, message: Message) -> Arrival:
        ticket = self._ticket
        return Arrival(
            line=ticket["line"],
            line_name=ticket.get("line_name") or "",
            site=ticket.get("site"),
            place=ticket.get("place") or "",
            unit=ticket.get("unit"),
            link=ticket.get("link"),
            emergency=bool(ticket.get("emergency")),
            language=ticket.get("language"),
            cycle_s=float(ticket["cycle_s"]),
            ring_for_s=float(ticket["ring_for_s"]),
            give_up_s=float(ticket["give_up_s"]),
            caller_name=_CONTROL.sub("", str(message.get("name") or "")).strip()[:NAME],
            phone=_NOT_PHONE.sub("", str(message.get("phone") or ""))[:PHONE] or None,
        )

    async def _ice(self, candidate: Any) -> None:
        if self.call is not None and (candidate is None or isinstance(candidate, dict)):
            await self._exchange.voices.add_ice(customer_of(self.call), candidate)

    async def _hang_up(self) -> None:
        if self.call is None:
            raise RequestRefused("gone")
        with suppress(asyncio.CancelledError):
            await self._exchange.switchboard.hang_up(self.call)
