"""The `Exchange` port over an ordinary phone. Nothing is kept between two keys: a call is its events."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sanxiang.desk.contacts.call import TALKING, WAITING, Call, advance, fold
from sanxiang.desk.contacts.events import Event, Record, stamp, to_ms, to_record
from sanxiang.desk.contacts.ports import Arrival, Clock, EventSink, RequestRefused
from sanxiang.kernel.ids import new_id
from sanxiang.lines.by_hand.told import hung_up_data, offered_data, refusal

History = Callable[[str], Awaitable[Sequence[Event]]]
"""The events of a call so far, in time order; empty for a call nobody knows."""


class ByHand:
    """What the operator reports becomes events. The phone is out of reach: nothing is played or recorded.

    Raises RequestRefused where the key can't be true now.
    """

    def __init__(self, sink: EventSink, history: History, clock: Clock) -> None:
        self._sink, self._history, self._clock = sink, history, clock

    async def offer(self, arrival: Arrival) -> str:
        """A phone rings; whose, `ring` tells."""
        return await self._open(arrival, "in", arrival.phone, arrival.called)

    async def ring(self, staff: str, arrival: Arrival) -> str:
        """The phone in front of `staff` rings. Returns the call's id."""
        call = await self.offer(arrival)
        await self._tell(call, "alerting", staff=staff)
        return call

    async def dial(self, arrival: Arrival) -> str:
        """`arrival.phone` is dialled on the ordinary phone; `answer` tells that somebody picked up there."""
        return await self._open(arrival, "out", None, arrival.phone)

    async def ready(self, staff: str) -> None:
        await self._agent(staff, "agent_ready", "")

    async def not_ready(self, staff: str, reason: str) -> None:
        await self._agent(staff, "agent_not_ready", reason)

    async def answer(self, staff: str, call: str) -> None:
        """Picked up: the call that rings, or by the consulted colleague."""
        now = await self._call(call)
        if now.status == "consulting" and now.target == staff:
            await self._tell(call, "consult_answered", target=staff)
            return
        if now.status not in WAITING:
            raise RequestRefused("taken" if now.status != "ended" else "gone")
        await self._tell(call, "answered", staff=staff)

    async def decline(self, staff: str, call: str) -> None:
        """Not for me: it rings on, for whoever is at the phone."""
        now = await self._call(call)
        if now.status == "consulting" and now.target == staff:
            await self._tell(call, "consult_failed", target=staff, reason="declined")
        elif now.alerting == staff:
            await self._tell(call, "queued", queue=now.line)
        else:
            raise RequestRefused("gone")

    async def hold(self, staff: str, call: str) -> None:
        await self._by_handler(staff, call, "held", by="staff")

    async def retrieve(self, staff: str, call: str) -> None:
        await self._by_handler(staff, call, "retrieved", by="staff")

    async def mute(self, staff: str, call: str) -> None:
        await self._by_handler(staff, call, "muted", by="staff")

    async def unmute(self, staff: str, call: str) -> None:
        await self._by_handler(staff, call, "unmuted", by="staff")

    async def consult(self, staff: str, call: str, target: str) -> None:
        now = await self._mine(staff, call)
        if now.target is not None:
            raise RequestRefused("consulting")
        if now.held_since is None:
            await self._tell(call, "held", by="staff")
        await self._tell(call, "consulted", staff=staff, target=target)

    async def join(self, staff: str, call: str) -> None:
        """The colleague has picked up and the three speak together."""
        now = await self._mine(staff, call)
        if now.target is None:
            raise RequestRefused("not_allowed")
        if now.status == "consulting":
            await self._tell(call, "consult_answered", target=now.target)
        await self._tell(call, "retrieved", by="staff")

    async def complete(self, staff: str, call: str, *, confirmed: bool = False) -> None:
        """Left to the colleague. Nobody can hear for us who has spoken: the operator's word is needed."""
        now = await self._mine(staff, call)
        if now.target is None:
            raise RequestRefused("not_allowed")
        if not confirmed:
            raise RequestRefused("not_heard")
        attended = now.status != "consulting"
        await self._tell(call, "transferred", **{"from": staff}, target=now.target, attended=attended)

    async def cancel_consult(self, staff: str, call: str) -> None:
        now = await self._mine(staff, call)
        if now.target is None:
            raise RequestRefused("not_allowed")
        reason = "no_answer" if now.status == "consulting" else "failed"
        await self._tell(call, "consult_failed", target=now.target, reason=reason)

    async def hang_up(self, call: str, staff: str | None = None) -> None:
        """Over: by `staff`, or by the other party."""
        now = await self._call(call)
        if staff is not None and now.staff not in (None, staff):
            raise RequestRefused("not_allowed")
        await self._tell(call, "hung_up", **hung_up_data(now, by_staff=staff is not None))
        await self._tell(call, "ended")

    async def play(self, call: str, name: str) -> None:
        raise RequestRefused("not_allowed")

    async def record(self, call: str) -> None:
        raise RequestRefused("not_allowed")

    async def state(self, call: str) -> Call:
        """The call as its events tell. A call nobody knows has the status `new`."""
        return fold(await self._history(call))

    async def _open(self, arrival: Arrival, direction: str, caller: str | None, called: str | None) -> str:
        call = str(new_id())
        await self._tell(call, "offered", **offered_data(arrival, direction, caller, called))
        return call

    async def _call(self, call: str) -> Call:
        now = await self.state(call)
        if now.status in ("new", "ended"):
            raise RequestRefused("gone")
        return now

    async def _mine(self, staff: str, call: str) -> Call:
        now = await self._call(call)
        if now.status not in TALKING or now.staff != staff:
            raise RequestRefused("not_allowed")
        return now

    async def _by_handler(self, staff: str, call: str, event: str, **data: Any) -> None:
        await self._mine(staff, call)
        await self._tell(call, event, **data)

    async def _tell(self, call: str, event: str, **data: Any) -> None:
        at = to_ms(self._clock.now())
        known = await self.state(call)
        told = Event(at, event, {"call": call, "eid": str(new_id()), **data})
        if len(advance(known, told).call.anomalies) > len(known.anomalies):
            raise RequestRefused(refusal(known))
        await self._sink.write(to_record(call, told))

    async def _agent(self, staff: str, event: str, reason: str) -> None:
        at = self._clock.now()
        record: Record = {
            "stream": "agent",
            "eid": str(new_id()),
            "staff": staff,
            "event": event,
            "reason": reason,
            "at": stamp(at),
        }
        await self._sink.write(record)
