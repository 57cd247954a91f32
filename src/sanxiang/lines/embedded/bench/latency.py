"""How soon it rings, how soon the caller is heard, and how true the times are that the line writes down."""

import asyncio
import math
import random
from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from sanxiang.lines.embedded.clients import Caller, Operator
from sanxiang.lines.spool import read_from

from .child import LineProcess
from .crowd import Crowd

Truth = dict[str, float]


async def measure(line: LineProcess, *, background: int, rounds: int) -> dict[str, Any]:
    """Dial `rounds` times while `background` calls go on."""
    truths: dict[str, Truth] = {}
    async with Crowd(line) as crowd:
        await crowd.grow(background)
        await asyncio.sleep(2.0)  # the first seconds of many connections are not what is asked for
        for _ in range(rounds):
            call, truth = await _one(*await crowd.pages())
            truths[call] = truth
        await crowd.end()
    errors = _errors(line, truths)
    return {
        "background_calls": background,
        "rounds": rounds,
        "press_to_ring_ms": spread([t["press_to_ring"] * 1000 for t in truths.values()]),
        "answer_to_audio_ms": spread([t["answer_to_audio"] * 1000 for t in truths.values()]),
        "press_to_ringback_ms": spread([t["press_to_ringback"] * 1000 for t in truths.values()]),
        "time_error_ms": {kind: round(max(found) * 1000, 1) for kind, found in errors.items()},
    }


async def _one(caller: Caller, operator: Operator) -> tuple[str, Truth]:
    """One call as the resident and the operator live it, with their own times."""
    pressed = monotonic()
    dialling = asyncio.create_task(caller.call())
    rung, _ = await operator.ring(since=pressed)
    call = await dialling
    peer = await caller.connected()
    while not peer.heard:
        await asyncio.sleep(0.002)
    ringing, _ = await caller.phase("ringing")
    await asyncio.sleep(random.uniform(0.2, 0.4))
    assert operator.peer is not None
    operator.peer.heard.clear()
    picked_up = monotonic()
    await operator.ask("answer", call=call)
    while not operator.peer.heard:
        await asyncio.sleep(0.002)
    connected, _ = await caller.phase("connected")
    await asyncio.sleep(random.uniform(0.2, 0.4))
    held_for = await _hold(caller, operator, call)
    await asyncio.sleep(random.uniform(0.1, 0.2))
    await caller.hang_up()
    ended, _ = await caller.phase("ended")
    await operator.leave()
    return call, {
        "press_to_ring": rung - pressed,
        "press_to_ringback": peer.heard[0].at - pressed,
        "answer_to_audio": operator.peer.heard[0].at - picked_up,
        "ring": connected - ringing,
        "hold": held_for,
        "talk": ended - connected,
    }


async def _hold(caller: Caller, operator: Operator, call: str) -> float:
    asked = monotonic()
    await operator.ask("hold", call=call)
    held, _ = await caller.phase("held", since=asked)
    await asyncio.sleep(random.uniform(0.1, 0.3))
    asked = monotonic()
    await operator.ask("retrieve", call=call)
    back, _ = await caller.phase("connected", since=asked)
    return back - held


def _errors(line: LineProcess, truths: dict[str, Truth]) -> dict[str, list[float]]:
    """By how much the written times of each call differ from what its caller lived."""
    times: dict[str, dict[str, datetime]] = {call: {} for call in truths}
    for entry in read_from(line.home / "spool"):
        record = entry.record
        if record.get("call") in times:
            times[record["call"]].setdefault(record["event"], datetime.fromisoformat(record["at"]))
    spans = {"ring": ("offered", "answered"), "hold": ("held", "retrieved"), "talk": ("answered", "hung_up")}
    return {
        kind: [
            abs((times[call][last] - times[call][first]).total_seconds() - truth[kind])
            for call, truth in truths.items()
        ]
        for kind, (first, last) in spans.items()
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and worst."""
    ordered = sorted(values)
    at = math.ceil(0.95 * len(ordered)) - 1
    return {
        "median": round(ordered[len(ordered) // 2], 1),
        "p95": round(ordered[at], 1),
        "worst": round(ordered[-1], 1),
    }
