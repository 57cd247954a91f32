"""The switchboard: calls and operators in memory, for every line that carries voice itself.

Give it a sink, media and screens; pass on requests and losses; call `tick` some ten times a second.
Requests raise RequestRefused. Each runs to its end even when the asker stops waiting for it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sanxiang.desk.contacts.events import Record
from sanxiang.desk.contacts.ports import Arrival, Clock, EventSink, Media, Notify
from sanxiang.kernel.ids import new_id
from sanxiang.lines.switchboard import answering, arriving, consulting, losses, presence, recovery, screens
from sanxiang.lines.switchboard import staffing as desk
from sanxiang.lines.switchboard.agents import Agent, Profile
from sanxiang.lines.switchboard.core import Core
from sanxiang.lines.switchboard.ending import finish
from sanxiang.lines.switchboard.figures import Figures
from sanxiang.lines.switchboard.live import LiveCall
from sanxiang.lines.switchboard.timers import run_due

T = TypeVar("T")
Verb = Callable[[Core, Agent, LiveCall], Coroutine[Any, Any, None]]


class Switchboard:
    """An `Exchange`. `exchange`: its name in `offered`; `recordings`: the folder recordings go under."""

    def __init__(
        self,
        *,
        sink: EventSink,
        media: Media,
        notify: Notify,
        clock: Clock,
        figures: Figures,
        recordings: Path,
        exchange: str,
        make_id: Callable[[], str] = lambda: str(new_id()),
    ) -> None:
        self.core = Core(
            sink=sink,
            media=media,
            notify=notify,
            clock=clock,
            figures=figures,
            recordings=recordings,
            new_id=make_id,
            exchange=exchange,
            max_calls=figures.max_calls,
        )
        self._running: set[asyncio.Task[Any]] = set()

    # Callers

    async def offer(self, arrival: Arrival, session: str = "") -> str:
        """See Exchange. `session`: the caller's page, which may come back by it."""
        return await self._run(arriving.arrive(self.core, arrival, session))

    def call_of(self, session: str) -> str | None:
        """The call of a caller's page that has come back; their page is shown all again."""
        for live in self.core.going_on():
            if session and live.session == session:
                losses.caller_back(self.core, live)
                self.core.notify.caller(live.id, screens.caller_state(live))
                return live.id
        return None

    def admitted(self, call: str) -> bool:
        """Whether the call is carried: a caller without a place needs no leg yet."""
        live = self.core.calls.get(call)
        return live is not None and live.admitted

    def caller_gone(self, call: str) -> None:
        """The caller's page has closed; the call is over unless it comes back soon."""
        live = self.core.calls.get(call)
        if live is not None and not live.over and live.away_due is None:
            live.away_due = self.core.in_s(self.core.figures.caller_away_s)

    # Operators

    async def sign_in(self, profile: Profile, session: str) -> dict[str, Any]:
        """An operator's page says hello, for the first time or again. Returns its `state`."""
        return await self._run(desk.sign_in(self.core, profile, session))

    async def sign_out(self, staff: str) -> None:
        """Leave for good. Refused (`busy`) during a call."""
        await self._run(desk.sign_out(self.core, self.core.agent(staff)))

    async def screen_gone(self, staff: str, session: str) -> None:
        """An operator's page has closed; one that was replaced by another changes nothing."""
        agent = self.core.agents.get(staff)
        if agent is not None:
            losses.screen_gone(self.core, agent, session)
            await self._run(_nothing())

    async def ready(self, staff: str) -> None:
        await self._run(desk.ready(self.core, self.core.agent(staff)))

    async def not_ready(self, staff: str, reason: str) -> None:
        await self._run(desk.not_ready(self.core, self.core.agent(staff), reason))

    async def answer(self, staff: str, call: str) -> None:
        await self._on(answering.answer, staff, call)

    async def decline(self, staff: str, call: str) -> None:
        await self._on(answering.decline, staff, call)

    async def hold(self, staff: str, call: str) -> None:
        await self._on(answering.hold, staff, call)

    async def retrieve(self, staff: str, call: str) -> None:
        await self._on(answering.retrieve, staff, call)

    async def mute(self, staff: str, call: str) -> None:
        await self._on(answering.mute, staff, call)

    async def unmute(self, staff: str, call: str) -> None:
        await self._on(answering.unmute, staff, call)

    async def consult(self, staff: str, call: str, target: str) -> None:
        await self._on(lambda core, agent, live: consulting.consult(core, agent, live, target), staff, call)

    async def join(self, staff: str, call: str) -> None:
        await self._on(consulting.join, staff, call)

    async def complete(self, staff: str, call: str, *, confirmed: bool = False) -> None:
        await self._on(
            lambda core, agent, live: consulting.complete(core, agent, live, confirmed=confirmed), staff, call
        )

    async def cancel_consult(self, staff: str, call: str) -> None:
        await self._on(consulting.cancel, staff, call)

    async def hang_up(self, call: str, staff: str | None = None) -> None:
        if staff is None:
            await self._run(arriving.leave(self.core, self.core.live(call)))
        else:
            await self._on(answering.hang_up, staff, call)

    async def play(self, call: str, name: str) -> None:
        await answering.play(self.core, self.core.live(call), name)

    async def record(self, call: str) -> None:
        live = self.core.live(call)
        await self._run(_locked(live, answering.record(self.core, live)))

    # Media, time, beginning and end

    async def voice_lost(self, party: str) -> None:
        """The media's watchdog misses this party."""
        await self._run(losses.voice_lost(self.core, party))

    async def voice_back(self, party: str) -> None:
        """This party's leg is up, for the first time or again."""
        await self._run(losses.voice_back(self.core, party))

    async def tick(self, now: float | None = None) -> None:
        """Do what is due at `now` (monotonic seconds; default: the clock's)."""
        await self._run(run_due(self.core, self.core.clock.monotonic() if now is None else now))

    def limit(self, max_calls: int) -> None:
        """Carry no more than this from now on; calls that go on are left alone."""
        self.core.max_calls = max_calls

    async def recover(
        self, records: Iterable[Record], last_seen: Callable[[str], datetime | None] = lambda call: None
    ) -> list[str]:
        """Before the first call: end what a crash left open. See `recovery.recover`."""
        return await recovery.recover(self.core, records, last_seen)

    async def close(self) -> None:
        """Going down in order: end every call, tell the callers, sign everybody off."""
        for live in list(self.core.going_on()):
            await asyncio.shield(_locked(live, self._cut_off(live)))
        for agent in list(self.core.agents.values()):
            await presence.enter(self.core, agent, "logged_off")

    async def _cut_off(self, live: LiveCall) -> None:
        if not live.over:  # it may have ended while others were being ended
            await finish(self.core, live, by="system", why="shutdown")

    async def _on(self, verb: Verb, staff: str, call: str) -> None:
        agent, live = self.core.agent(staff), self.core.live(call)
        await self._run(_locked(live, verb(self.core, agent, live)))

    async def _run(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.create_task(self._settled(work))
        self._running.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen: an asker who stopped waiting leaves nobody else to see it

    async def _settled(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return await work
        finally:
            await arriving.settle(self.core)


async def _locked(live: LiveCall, work: Coroutine[Any, Any, None]) -> None:
    async with live.lock:
        await work


async def _nothing() -> None:
    return None
