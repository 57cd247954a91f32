"""Pairs of a caller and an operator who talk, each pair on a line of its own."""

import contextlib
from dataclasses import dataclass
from typing import Self

import numpy as np

from sanxiang.lines.embedded.clients import Caller, Operator, Refused
from sanxiang.lines.embedded.media.g711 import RATE, Pcm
from sanxiang.lines.embedded.media.settings import Host, MediaSettings

from .child import LineProcess, caller_ticket, staff_ticket

MEDIA = MediaSettings(hosts=(Host("127.0.0.1", "127.0.0.1"),))


@dataclass(frozen=True, slots=True)
class Pair:
    caller: Caller
    operator: Operator
    call: str


class Crowd:
    """Calls that go on. Their voices are noise, so that nothing on the way can be spared."""

    def __init__(self, line: LineProcess) -> None:
        self._line = line
        self._stack = contextlib.AsyncExitStack()
        self._count = 0
        self._noise = noise(10.0)
        self.pairs: list[Pair] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def pages(self, line: str | None = None) -> tuple[Caller, Operator]:
        """A caller's page that has not dialled and a ready operator, on a line that nobody else has."""
        self._count += 1
        line = line or f"line{self._count}"
        number = str(8000 + self._count)
        operator = Operator(self._line.url, staff_ticket(number, line), MEDIA)
        caller = Caller(self._line.url, caller_ticket(line), MEDIA)
        await self._stack.enter_async_context(operator)
        await self._stack.enter_async_context(caller)
        await operator.ready()
        return caller, operator

    async def grow(self, count: int) -> None:
        """Have `count` calls going on."""
        while len(self.pairs) < count:
            caller, operator = await self.pages()
            call = await caller.call()
            await operator.ring()
            await caller.connected()
            await operator.ask("answer", call=call)
            await caller.phase("connected")
            for page in (caller, operator):
                assert page.peer is not None
                page.peer.keep = False
                page.peer.say_for_ever(self._noise)
            self.pairs.append(Pair(caller, operator, call))

    async def end(self) -> list[str]:
        """Hang all up; return the calls, those that broke before too."""
        for pair in self.pairs:
            with contextlib.suppress(Refused):
                await pair.caller.hang_up()
            await pair.caller.phase("ended")
        calls = [pair.call for pair in self.pairs]
        self.pairs.clear()
        return calls


def noise(seconds: float) -> Pcm:
    rng = np.random.default_rng(1)
    return rng.normal(0, 3000, round(seconds * RATE)).astype(np.int16)
