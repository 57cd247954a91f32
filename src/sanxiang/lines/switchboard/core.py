"""The switchboard's memory, and its pen."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sanxiang.desk.contacts.events import Record, stamp
from sanxiang.desk.contacts.ports import Clock, EventSink, Media, Notify, RequestRefused
from sanxiang.lines.spool import SpoolFull
from sanxiang.lines.switchboard import screens
from sanxiang.lines.switchboard.agents import Agent
from sanxiang.lines.switchboard.figures import Figures
from sanxiang.lines.switchboard.live import LiveCall

log = logging.getLogger("sanxiang.switchboard")


@dataclass(slots=True, kw_only=True)
class Core:
    """`recordings`: the folder that recordings go under; `new_id`: ids of calls and events."""

    sink: EventSink
    media: Media
    notify: Notify
    clock: Clock
    figures: Figures
    recordings: Path
    new_id: Callable[[], str]
    exchange: str
    max_calls: int
    calls: dict[str, LiveCall] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)
    unkept: bool = False
    last_board: screens.Message = field(default_factory=dict)

    def live(self, call: str) -> LiveCall:
        """The call, which still goes on. Raises RequestRefused: gone."""
        live = self.calls.get(call)
        if live is None or live.over:
            raise RequestRefused("gone")
        return live

    def going_on(self) -> Iterator[LiveCall]:
        return (live for live in self.calls.values() if not live.over)

    def agent(self, staff: str) -> Agent:
        """The operator, who is signed in. Raises RequestRefused: absent."""
        agent = self.agents.get(staff)
        if agent is None:
            raise RequestRefused("absent")
        return agent

    def in_s(self, seconds: float) -> float:
        return self.clock.monotonic() + seconds

    async def keep(self, record: Record) -> None:
        """Write `record`. A disk that takes nothing stops no call: it raises the alarm."""
        try:
            await self.sink.write(record)
            self.unkept = False
        except (SpoolFull, OSError) as fault:
            log.error("an event could not be written: %s", fault)
            if not self.unkept:
                self.tell_all(
                    {"t": "alarm", "what": "disk_full" if isinstance(fault, SpoolFull) else "spool"}
                )
            self.unkept = True

    async def alarm(self, what: str, **more: Any) -> None:
        """Tell every screen, and write it down."""
        self.tell_all({"t": "alarm", "what": what})
        at = stamp(self.clock.now())
        await self.keep({"stream": "alarm", "eid": self.new_id(), "what": what, "at": at, **more})

    def tell_all(self, message: screens.Message) -> None:
        for staff in self.agents:
            self.notify.staff(staff, message)


def require(agent: Agent, live: LiveCall, *statuses: str) -> None:
    """Refuse unless the call is in one of `statuses` and this operator handles it."""
    if live.over:
        raise RequestRefused("gone")
    if live.call.staff != agent.staff or live.call.status not in statuses:
        raise RequestRefused("not_allowed")
