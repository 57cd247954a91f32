"""The in-memory twin of a line: the real switchboard, on a clock that stands until it is moved."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sanxiang.desk.contacts.events import Event, Record, event_of
from sanxiang.desk.contacts.ports import Message
from sanxiang.kernel.clock import FixedClock
from sanxiang.lines.player.media import TwinMedia
from sanxiang.lines.switchboard.engine import Switchboard
from sanxiang.lines.switchboard.figures import Figures

STEP_S = 0.1


@dataclass(slots=True)
class TwinSink:
    """Keeps records in memory. `fault` is raised after that, as by a disk that is full or broken."""

    records: list[Record] = field(default_factory=list)
    fault: Exception | None = None

    async def write(self, record: Record) -> None:
        await asyncio.sleep(0)  # others run meanwhile, as while a disk writes
        self.records.append(record)
        if self.fault is not None:
            raise self.fault


@dataclass(slots=True)
class TwinScreens:
    """What each screen was told, in order."""

    callers: dict[str, list[Message]] = field(default_factory=dict)
    staffs: dict[str, list[Message]] = field(default_factory=dict)
    replaced: list[tuple[str, str]] = field(default_factory=list)

    def caller(self, call: str, message: Message) -> None:
        self.callers.setdefault(call, []).append(message)

    def staff(self, staff: str, message: Message) -> None:
        self.staffs.setdefault(staff, []).append(message)

    def taken_over(self, staff: str, session: str) -> None:
        self.replaced.append((staff, session))


class Twin(Switchboard):
    """An `Exchange` in memory. Time moves only in `wait`; `sink` outlives a crash when handed on."""

    def __init__(
        self,
        figures: Figures,
        *,
        start: datetime,
        sink: TwinSink | None = None,
        recordings: Path = Path("recordings"),
        **more: Any,
    ) -> None:
        self.clock = FixedClock(start)
        self.media = TwinMedia(self.clock)
        self.screens = TwinScreens()
        self.sink = sink or TwinSink()
        super().__init__(
            sink=self.sink,
            media=self.media,
            notify=self.screens,
            clock=self.clock,
            figures=figures,
            recordings=recordings,
            exchange="player",
            **more,
        )

    async def wait(self, seconds: float) -> None:
        """Let time pass, ticking as a real line does."""
        end = self.clock.elapsed + seconds
        while self.clock.elapsed < end - 1e-9:
            self.clock.advance(min(STEP_S, end - self.clock.elapsed))
            await self.tick()

    def events(self, call: str) -> list[Event]:
        """What was written of a call."""
        mine = (one for one in self.sink.records if one["stream"] == "call" and one["call"] == call)
        return [event_of(dict(record)) for record in mine]

    def agent_events(self, staff: str) -> list[tuple[str, str]]:
        """(event, reason) of what was written of an operator."""
        mine = (one for one in self.sink.records if one["stream"] == "agent" and one["staff"] == staff)
        return [(one["event"], one["reason"]) for one in mine]
