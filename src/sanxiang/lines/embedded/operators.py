"""What an operator's console asks for: a voice leg, presence, and everything done with a call."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sanxiang.desk.contacts.call import staff_party
from sanxiang.desk.contacts.ports import RequestRefused
from sanxiang.lines.switchboard.agents import Profile

from .connection import Connection, Message
from .exchange import Embedded
from .media.leg import OfferRefused, check_offer, later

REASONS = frozenset({"break", "meal", "training", "other", "counter", "wrapup"})


class OperatorPage:
    """One open console of an operator. Only the latest of theirs may act."""

    def __init__(self, exchange: Embedded, page: Connection, ticket: Mapping[str, Any], session: str) -> None:
        self._exchange, self._page, self.session = exchange, page, session
        self._profile = Profile.of_ticket(ticket)
        self._board = exchange.switchboard
        self.staff = self._profile.staff
        self._calls: dict[str, Callable[[str], Awaitable[None]]] = {
            "answer": lambda call: self._board.answer(self.staff, call),
            "decline": lambda call: self._board.decline(self.staff, call),
            "hold": lambda call: self._board.hold(self.staff, call),
            "retrieve": lambda call: self._board.retrieve(self.staff, call),
            "mute": lambda call: self._board.mute(self.staff, call),
            "unmute": lambda call: self._board.unmute(self.staff, call),
            "join": lambda call: self._board.join(self.staff, call),
            "cancel_consult": lambda call: self._board.cancel_consult(self.staff, call),
            "hangup": lambda call: self._board.hang_up(call, self.staff),
        }
        self._own: dict[str, Callable[[Message], Awaitable[None]]] = {
            "media": self._media,
            "ice": self._ice,
            "ready": self._ready,
            "not_ready": self._not_ready,
            "consult": self._consult,
            "complete": self._complete,
            "sign_out": lambda message: self._board.sign_out(self.staff),
        }

    async def begin(self) -> Message:
        """Take over from any other tab; return the console's state."""
        old = self._exchange.screens.add_staff(self.staff, self.session, self._page)
        if old is not None:
            old.send({"t": "error", "code": "taken"})
            later(old.close(1000, "taken"))
        return await self._board.sign_in(self._profile, self.session)

    def resume(self) -> None:
        """After the welcome: it has said all there is."""

    async def end(self) -> None:
        """The page has gone."""
        if self._exchange.screens.remove_staff(self.staff, self._page):
            await self._board.screen_gone(self.staff, self.session)

    async def handle(self, message: Message) -> Message:
        """Do what a message asks; return what to add to the `ok`. Raises RequestRefused, OfferRefused."""
        kind = message["t"]
        if not self._exchange.screens.is_current(self.staff, self._page):
            raise RequestRefused("taken")
        if kind in self._calls:
            await self._calls[kind](_text(message, "call"))
        elif kind in self._own:
            await self._own[kind](message)
        elif kind != "ping":
            raise RequestRefused("not_allowed")
        return {}

    async def _media(self, message: Message) -> None:
        offer = str(message.get("sdp") or "")
        check_offer(offer)
        answer = await self._exchange.voices.answer(staff_party(self.staff), offer)
        self._page.send({"t": "sdp", "sdp": answer})

    async def _ice(self, message: Message) -> None:
        candidate = message.get("candidate")
        if candidate is None or isinstance(candidate, dict):
            await self._exchange.voices.add_ice(staff_party(self.staff), candidate)

    async def _ready(self, message: Message) -> None:
        """Only with a voice: a call must never be given to somebody who can't talk."""
        if not self._exchange.voices.has_leg(staff_party(self.staff)):
            raise OfferRefused("no_media")
        await self._board.ready(self.staff)

    async def _not_ready(self, message: Message) -> None:
        reason = _text(message, "reason")
        if reason not in REASONS:
            raise RequestRefused("not_allowed")
        await self._board.not_ready(self.staff, reason)

    async def _consult(self, message: Message) -> None:
        await self._board.consult(self.staff, _text(message, "call"), _text(message, "target"))

    async def _complete(self, message: Message) -> None:
        confirmed = message.get("confirmed") is True
        await self._board.complete(self.staff, _text(message, "call"), confirmed=confirmed)


def _text(message: Message, name: str) -> str:
    value = message.get(name)
    if not isinstance(value, str):
        raise RequestRefused("not_allowed")
    return value
