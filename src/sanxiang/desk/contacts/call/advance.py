"""The state machine of one call: an event in, the next state and the commands out. No I/O, no clock.

Any order of well-formed events is taken: one that can't be true is noted in `anomalies` and changes
nothing else. Replayed events give the state that was lived.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sanxiang.desk.contacts.call import consults, holds, life
from sanxiang.desk.contacts.call.commands import Command
from sanxiang.desk.contacts.call.routing import follow
from sanxiang.desk.contacts.call.state import Anomaly, Call, Outcome
from sanxiang.desk.contacts.events import Event


class Step(NamedTuple):
    call: Call
    commands: tuple[Command, ...]


_HANDLERS: Mapping[str, Callable[[Call, Event, datetime], Outcome]] = {
    "offered": life.offered,
    "queued": life.queued,
    "alerting": life.alerting,
    "answered": life.answered,
    "recording": life.recording,
    "hung_up": life.hung_up,
    "ended": life.ended,
    "held": holds.held,
    "retrieved": holds.retrieved,
    "muted": holds.muted,
    "unmuted": holds.unmuted,
    "consulted": consults.consulted,
    "consult_answered": consults.consult_answered,
    "consult_failed": consults.consult_failed,
    "transferred": consults.transferred,
}


def advance(call: Call, event: Event) -> Step:
    """Return the state after `event` and what the line must do. Never raises on a checked event."""
    last = call.last_at
    at = event.at if last is None or event.at >= last else last
    outcome = _outcome(call, event, at)
    if isinstance(outcome, str):
        note = Anomaly(event.at, event.event, outcome)
        return Step(call._replace(anomalies=(*call.anomalies, note)), ())
    after, commands = outcome
    return Step(after, (*commands, *follow(call, after)))


def fold(events: Iterable[Event], call: Call | None = None) -> Call:
    """Return the state after `events`, from `call` or from nothing."""
    call = call or Call()
    for event in events:
        call = advance(call, event).call
    return call


def _outcome(call: Call, event: Event, at: datetime) -> Outcome:
    if call.ended_at is not None:
        return "after the end"
    if call.status == "new" and event.event != "offered":
        return "before offered"
    if call.hung_up_at is not None and event.event != "ended":
        return "after the hang-up"
    handler = _HANDLERS.get(event.event)
    return "unknown event" if handler is None else handler(call, event, at)
