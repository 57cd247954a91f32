"""A call at the switchboard: its state, and what only the switchboard knows of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sanxiang.desk.contacts.call import WAITING, Call, customer_of
from sanxiang.desk.contacts.distribution import Caller
from sanxiang.desk.contacts.events import to_ms
from sanxiang.desk.contacts.ports import Arrival, Clock, Recorded


@dataclass(slots=True, kw_only=True)
class LiveCall:
    """`wall`, `start`: both clocks when it was offered. `*_due`, `waiting_since`: on the monotonic one.

    `admitted`: carried, not only waiting for a place · `asked`: the operator it is being given to ·
    `overdue`: rang long enough where it rings · `again`: lost its operator · `lost`: parties without
    media · `recorded`: what came of the recording.
    """

    id: str
    arrival: Arrival
    wall: datetime
    start: float
    waiting_since: float
    session: str = ""
    admitted: bool = True
    call: Call = field(default_factory=Call)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked: str | None = None
    overdue: bool = False
    again: bool = False
    tried: set[str] = field(default_factory=set)
    declined: dict[str, float] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    audience: set[str] = field(default_factory=set)
    heard: tuple[bool, bool] = (False, False)
    position: int | None = None
    recorded: Recorded | None = None
    recording: bool = False
    ring_due: float | None = None
    consult_due: float | None = None
    away_due: float | None = None
    voice_due: float | None = None
    word_due: float | None = None
    drop_due: float | None = None

    @property
    def customer(self) -> str:
        return customer_of(self.id)

    @property
    def waiting(self) -> bool:
        return self.call.status in WAITING

    @property
    def over(self) -> bool:
        return self.call.status == "ended"

    def now(self, clock: Clock) -> datetime:
        """The moment on the clock that ran when the call was offered: a clock set anew changes nothing."""
        at = to_ms(self.wall + timedelta(seconds=clock.monotonic() - self.start))
        last = self.call.last_at
        return at if last is None or at >= last else last

    def wants_operator(self) -> bool:
        """Nobody's phone rings for it, or one that rang long enough."""
        unasked = self.asked is None and (self.call.alerting is None or self.overdue)
        return self.admitted and self.waiting and unasked

    def as_caller(self, now: float) -> Caller:
        barred = frozenset(staff for staff, until in self.declined.items() if until > now)
        return Caller(
            call=self.id,
            line=self.arrival.line,
            since=self.start,
            emergency=self.arrival.emergency,
            again=self.again,
            language=self.arrival.language or None,
            tried=frozenset(self.tried),
            barred=barred,
        )
