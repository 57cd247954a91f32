"""The embedded exchange: switchboard, voices, spool and screens put together."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from datetime import datetime
from typing import Any

from sanxiang.desk.contacts.call import customer_of
from sanxiang.desk.contacts.events import Record
from sanxiang.desk.contacts.ports import Clock
from sanxiang.kernel.clock import clock as system_clock
from sanxiang.lines.spool import Spool
from sanxiang.lines.switchboard.engine import Switchboard

from .media.leg import Leg
from .media.voices import Voices
from .overload import Gate
from .screens import Screens
from .settings import LineSettings

log = logging.getLogger("sanxiang.line")

TICK_S = 0.1


class SpoolSink:
    """The switchboard's `EventSink`: what was written outlives this process, and a sync follows at once.

    No voice waits for the disk: readers see to it that only what is durable gets into the database.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    async def write(self, record: Record) -> None:
        await self._spool.write(record)


class Embedded:
    """`start` and `close` inside the event loop. What browsers ask for goes to `switchboard` and `voices`."""

    def __init__(self, settings: LineSettings, clock: Clock = system_clock) -> None:
        self.settings = settings
        self.spool = Spool(settings.home / "spool", clock)
        self.voices = Voices(
            settings.media,
            on_lost=lambda party: self._behind(self.switchboard.voice_lost(party)),
            on_up=lambda party: self._behind(self.switchboard.voice_back(party)),
            on_fault=self._recorder_failed,
        )
        self.screens = Screens(self._session_of, self._caller_changed)
        self.switchboard = Switchboard(
            sink=SpoolSink(self.spool),
            media=self.voices,
            notify=self.screens,
            clock=clock,
            figures=settings.figures,
            recordings=settings.home / "recordings",
            exchange="embedded",
        )
        self._gate = Gate(settings.figures.max_calls, settings.late_share)
        self._offers: dict[str, str] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._ticking: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.voices.start()
        self._ticking = asyncio.create_task(self._tick())

    async def recover(self, records: Iterable[Record], last_seen: dict[str, datetime]) -> list[str]:
        """Close the books of what a crash left open; return those calls."""
        return await self.switchboard.recover(records, last_seen.get)

    async def close(self) -> None:
        """End every call with a word, finish the recordings, write everything down."""
        if self._ticking is None:
            return
        self._ticking.cancel()
        self._ticking = None
        await self.switchboard.close()
        await self.voices.close()
        self.spool.close()

    # callers' legs

    async def give_leg(self, call: str, offer: str) -> str | None:
        """Answer a caller's offer; None when the call has no place yet: the answer follows when it has."""
        if not self.switchboard.admitted(call):
            self._offers[call] = offer
            return None
        leg, answer = await self.voices.prepare(offer)
        self.attach(call, leg)
        return answer

    def attach(self, call: str, leg: Leg) -> None:
        live = self.switchboard.core.calls.get(call)
        if live is not None:
            self.voices.attach(customer_of(call), leg)

    def _caller_changed(self, call: str) -> None:
        """A caller who waited for a place gets their leg as soon as there is one."""
        live = self.switchboard.core.calls.get(call)
        if live is None or live.over:
            self._offers.pop(call, None)
        elif call in self._offers and live.admitted:
            self._behind(self._late_leg(call, self._offers.pop(call)))

    async def _late_leg(self, call: str, offer: str) -> None:
        answer = await self.give_leg(call, offer)
        if answer is not None:
            self.screens.to_caller(call, {"t": "sdp", "sdp": answer})

    def _session_of(self, call: str) -> str:
        live = self.switchboard.core.calls.get(call)
        return live.session if live is not None else ""

    # faults and time

    def _recorder_failed(self, call: str, reason: str) -> None:
        """From the recorder's thread."""
        self._loop.call_soon_threadsafe(lambda: self._behind(self.switchboard.core.alarm(reason, call=call)))

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            try:
                await self._mind_load()
                await self.switchboard.tick()
            except Exception:  # a fault in one tick must not end all the others
                log.exception("A tick failed.")

    async def _mind_load(self) -> None:
        carried = sum(live.admitted for live in self.switchboard.core.going_on())
        before = self._gate.shut
        self.switchboard.limit(self._gate.look(self.voices.load.late_share, carried, self._loop.time()))
        if self._gate.shut and not before:
            await self.switchboard.core.alarm("overload")

    def _behind(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.ensure_future(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _logged(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except Exception:
            log.exception("Work behind a call failed.")
