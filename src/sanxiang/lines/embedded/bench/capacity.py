"""How many recorded calls one core carries before one packet in a hundred is late or a recording is short."""

import asyncio
import wave
from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from sanxiang.lines.spool import read_from

from .child import LineProcess
from .crowd import Crowd

LATE_SHARE = 0.01
SHORT_S = 0.3
SETTLE_S = 2.0


async def measure(line: LineProcess, *, steps: tuple[int, ...], hold_s: float) -> dict[str, Any]:
    """Go up the `steps` of calls going on, each held for `hold_s`, until it is too much.

    The last step may be one too many: recordings are judged by a second crowd of the size that was carried.
    """
    rows, beyond = await _climb(line, steps, hold_s)
    good = max((row["calls"] for row in rows if row["late_share"] <= LATE_SHARE), default=0)
    carried: list[str] = []
    if good:
        async with Crowd(line) as crowd:
            await crowd.grow(good)
            await asyncio.sleep(hold_s)
            carried = await crowd.end()
        await asyncio.sleep(SETTLE_S)
    short = short_recordings(line, carried)
    return {
        "calls_per_core": good if not short else 0,
        "reached_limit": rows[-1]["late_share"] > LATE_SHARE,
        "short_recordings": len(short),
        "recordings": len(carried),
        "short_beyond_limit": len(short_recordings(line, beyond)),
        "steps": rows,
    }


async def _climb(
    line: LineProcess, steps: tuple[int, ...], hold_s: float
) -> tuple[list[dict[str, Any]], list[str]]:
    """The figures of each step, and the calls of the climb."""
    rows: list[dict[str, Any]] = []
    async with Crowd(line) as crowd:
        for calls in steps:
            await crowd.grow(calls)
            await asyncio.sleep(SETTLE_S)
            rows.append(await _watch(line, calls, hold_s))
            if rows[-1]["late_share"] > LATE_SHARE:
                break
        calls_made = await crowd.end()
    await asyncio.sleep(SETTLE_S)
    return rows, calls_made


async def _watch(line: LineProcess, calls: int, seconds: float) -> dict[str, Any]:
    before, cpu, begun = (await line.health())["packets"], line.cpu_s(), monotonic()
    await asyncio.sleep(seconds)
    after = (await line.health())["packets"]
    passed = monotonic() - begun
    relayed = after["relayed"] - before["relayed"]
    return {
        "calls": calls,
        "packets_per_s": round(relayed / passed),
        "expected_per_s": calls * 100,
        "late_share": round((after["late"] - before["late"]) / relayed, 5) if relayed else 1.0,
        "dropped": after["dropped"] - before["dropped"],
        "cpu_share": round((line.cpu_s() - cpu) / passed, 3),
    }


def short_recordings(line: LineProcess, calls: Sequence[str]) -> list[str]:
    """Calls whose recording is missing, or shorter by more than 0.3 s than from its beginning to the end."""
    begun: dict[str, datetime] = {}
    ended: dict[str, datetime] = {}
    found: dict[str, float] = {}
    for entry in read_from(line.home / "spool"):
        record = entry.record
        if record.get("event") == "hung_up":
            ended[record["call"]] = datetime.fromisoformat(record["at"])
        if record.get("event") == "recording":
            begun[record["call"]] = datetime.fromisoformat(record["at"])
            with wave.open(str(line.home / "recordings" / record["file"])) as file:
                found[record["call"]] = file.getnframes() / file.getframerate()
    return [
        call
        for call in calls
        if call not in found or found[call] < (ended[call] - begun[call]).total_seconds() - SHORT_S
    ]
