"""The in-memory twin under the contract suite."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.ports import Arrival, RequestRefused
from sanxiang.lines.player.twin import STEP_S, Twin, TwinSink
from sanxiang.lines.switchboard.agents import Profile
from sanxiang.lines.switchboard.figures import Figures
from tests.contract.harness import Times, take_part

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class TwinHarness:
    times = Times()

    def __init__(self) -> None:
        self.sink = TwinSink()
        self.twin = self._start(START)

    def _start(self, at: datetime) -> Twin:
        times = self.times
        figures = Figures(
            max_calls=times.max_calls,
            consult_for_s=times.consult_for_s,
            reconnect_s=times.reconnect_s,
            caller_away_s=times.caller_away_s,
            caller_voice_s=times.caller_voice_s,
            wrapup_s=times.wrapup_s,
            unanswered_limit=times.unanswered_limit,
            queue_word_s=20.0,
            goodbye_s=6.0,
        )
        return Twin(figures, start=at, sink=self.sink)

    async def sign_in(self, staff: str, *, lines: tuple[str, ...] = ("general",)) -> None:
        profile = Profile(staff=staff, name=staff, lines=frozenset(lines))
        await self.twin.sign_in(profile, f"tab-{staff}")
        await self.twin.voice_back(f"staff:{staff}")

    async def call(self, *, line: str = "general", emergency: bool = False, name: str = "") -> str:
        arrival = Arrival(
            line=line,
            line_name="服务中心",
            cycle_s=5.0,
            ring_for_s=self.times.ring_for_s,
            give_up_s=self.times.give_up_s,
            emergency=emergency,
            caller_name=name,
            place="3栋2单元1001",
        )
        return await self.twin.offer(arrival)

    async def ask(self, verb: str, staff: str, *rest: Any, **more: Any) -> str | None:
        try:
            if verb == "hang_up":
                await self.twin.hang_up(*rest, staff=staff)
            else:
                await getattr(self.twin, verb)(staff, *rest, **more)
        except RequestRefused as refused:
            return refused.code
        return None

    async def caller_hangs_up(self, call: str) -> None:
        await self.twin.hang_up(call)

    async def wait(self, seconds: float) -> None:
        await self.twin.wait(seconds)

    async def until(self, true: Callable[[], bool], *, within: float = 5.0) -> None:
        for _ in range(round(within / STEP_S)):
            if true():
                return
            await self.twin.wait(STEP_S)
        assert true()

    def events(self, call: str) -> list[Event]:
        return self.twin.events(call)

    def agent_events(self, staff: str) -> list[tuple[str, str]]:
        return self.twin.agent_events(staff)

    def told(self, staff: str) -> list[dict[str, Any]]:
        return [dict(message) for message in self.twin.screens.staffs.get(staff, [])]

    def told_caller(self, call: str) -> list[dict[str, Any]]:
        return [dict(message) for message in self.twin.screens.callers.get(call, [])]

    def hears(self, party: str) -> frozenset[str] | str | None:
        return self.twin.media.hears(party)

    async def speak(self, party: str) -> None:
        self.twin.media.speak(party)

    async def lose(self, party: str) -> None:
        kind, _, key = party.partition(":")
        if kind == "staff":
            await self.twin.screen_gone(key, f"tab-{key}")
        await self.twin.voice_lost(party)

    async def come_back(self, staff: str) -> dict[str, Any]:
        profile = self.twin.core.agents[staff].profile
        state = await self.twin.sign_in(profile, f"tab-{staff}")
        await self.twin.voice_back(f"staff:{staff}")
        return state

    async def crash(self) -> None:
        self.twin = self._start(self.twin.clock.now())
        await self.twin.recover(list(self.sink.records))


@asynccontextmanager
async def open_twin() -> AsyncIterator[TwinHarness]:
    yield TwinHarness()


take_part("player", open_twin)
