"""The messages that screens get. Times are epoch milliseconds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sanxiang.desk.contacts.call import CONSULTING
from sanxiang.lines.switchboard.agents import Agent
from sanxiang.lines.switchboard.live import LiveCall

Message = dict[str, Any]

PHASES = {
    "new": "ringing",
    "offered": "ringing",
    "queued": "queued",
    "alerting": "ringing",
    "connected": "connected",
    "held": "held",
    "consulting": "transferring",
    "consult_talking": "transferring",
    "conference": "connected",
    "ended": "ended",
}


def ms(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1000)


def snapshot(live: LiveCall) -> Message:
    """All that the console shows of a call."""
    call, arrival = live.call, live.arrival
    return {
        "id": live.id,
        "line": arrival.line,
        "line_name": arrival.line_name,
        "from": arrival.phone,
        "caller_name": arrival.caller_name,
        "place": arrival.place,
        "unit": arrival.unit,
        "status": call.status,
        "direction": call.direction,
        "offered": ms(call.offered_at),
        "answered": ms(call.answered_at),
        "held_since": ms(call.held_since),
        "muted": call.muted,
        "target": call.target,
        "heard": {"customer": live.heard[0], "target": live.heard[1]},
        "staff": call.staff,
        "ended": ms(call.ended_at),
        "by": call.hung_up_by,
        "why": call.why,
    }


def call_message(live: LiveCall) -> Message:
    return {"t": "call", "call": snapshot(live)}


def ring(live: LiveCall, consult_from: str | None = None) -> Message:
    arrival = live.arrival
    return {
        "t": "ring",
        "call": live.id,
        "line": arrival.line,
        "line_name": arrival.line_name,
        "from": arrival.phone,
        "caller_name": arrival.caller_name,
        "place": arrival.place,
        "unit": arrival.unit,
        "link": arrival.link,
        "offered": ms(live.call.offered_at),
        "cycle_s": arrival.cycle_s,
        "consult_from": consult_from,
    }


def ringing_at(live: LiveCall, staff: str) -> Message | None:
    """The ring that this operator's screen must show now, if any."""
    if live.call.alerting == staff:
        return ring(live)
    if live.call.status == "consulting" and live.call.target == staff:
        return ring(live, live.call.staff)
    return None


def caller_state(live: LiveCall) -> Message:
    """What the caller's page shows. `why`: for an end, who or what; for a wait, what for."""
    call = live.call
    return {
        "t": "state",
        "call": live.id,
        "phase": "held" if _waits_for_operator(live) else PHASES[call.status],
        "position": live.position,
        "why": _why(live),
        "since": ms(call.last_at),
        "callback": call.wants_callback,
    }


def _waits_for_operator(live: LiveCall) -> bool:
    return live.call.status == "connected" and f"staff:{live.call.staff}" in live.lost


def _why(live: LiveCall) -> str | None:
    call = live.call
    if call.status == "ended":
        return call.why or {"customer": "caller_left", "staff": "staff_left"}.get(call.hung_up_by or "")
    if not live.admitted:
        return "full"
    if live.waiting:
        return "vanished" if live.again else None
    if _waits_for_operator(live):
        return "reconnecting"
    return call.status if call.status in CONSULTING else None


def presence(agent: Agent) -> Message:
    return {"t": "presence", **presence_state(agent)}


def presence_state(agent: Agent) -> Message:
    return {"state": agent.presence, "reason": agent.reason, "since": ms(agent.since)}


def board(agents: Iterable[Agent], waiting: int) -> Message:
    rows = [{"staff": one.staff, "name": one.profile.name, "state": one.presence} for one in agents]
    return {"t": "board", "waiting": waiting, "agents": sorted(rows, key=lambda row: row["staff"])}
