"""An ordinary phone, kept by keys, under the contract suite: what the caller does, the operator reports."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sanxiang.desk.contacts.events import Event, event_of
from sanxiang.desk.contacts.ports import Arrival, RequestRefused
from sanxiang.kernel.clock import FixedClock
from sanxiang.lines.by_hand.exchange import ByHand
from sanxiang.lines.player.twin import TwinSink
from tests.contract.harness import Times, take_part
from tests.contract.twin import START


class ByHandHarness:
    times = Times()

    def __init__(self) -> None:
        self.sink, self.clock = TwinSink(), FixedClock(START)
        self.phone = ByHand(self.sink, self._history, self.clock)
        self._at = ""

    async def _history(self, call: str) -> Sequence[Event]:
        return self.events(call)

    async def sign_in(self, staff: str, *, lines: tuple[str, ...] = ("general",)) -> None:
        self._at = self._at or staff

    async def call(self, *, line: str = "general", emergency: bool = False, name: str = "") -> str:
        """The phone rings in front of whoever signed in first."""
        arrival = Arrival(line=line, cycle_s=5.0, ring_for_s=15.0, give_up_s=60.0, caller_name=name)
        return await self.phone.ring(self._at, arrival)

    async def ask(self, verb: str, staff: str, *rest: Any, **more: Any) -> str | None:
        try:
            if verb == "hang_up":
                await self.phone.hang_up(*rest, staff=staff)
            else:
                await getattr(self.phone, verb)(staff, *rest, **more)
        except RequestRefused as refused:
            return refused.code
        return None

    async def caller_hangs_up(self, call: str) -> None:
        await self.phone.hang_up(call)

    async def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)

    async def until(self, true: Callable[[], bool], *, within: float = 5.0) -> None:
        assert true()

    def events(self, call: str) -> list[Event]:
        mine = (one for one in self.sink.records if one["stream"] == "call" and one["call"] == call)
        return [event_of(dict(record)) for record in mine]


@asynccontextmanager
async def open_by_hand() -> AsyncIterator[Any]:
    yield ByHandHarness()


take_part("by_hand", open_by_hand, can=frozenset({"hold", "mute", "consult"}))
