"""How many recorded calls one core carries before one packet in a hundred is late or a recording is short."""

import asyncio
import wave
from time import monotonic
from typing import Any

from sanxiang.lines.spool import read_from

from .child import LineProcess
from .crowd import Crowd

LATE_SHARE = 0.01
SHORT_S = 0.3
SETTLE_S = 2.0


async def measure(line: LineProcess, *, steps: tuple[int, ...], hold_s: float) -> dict[str, Any]:
    """Go up the `steps` of calls going on, each held for `hold_s`, until it is too much."""
    rows: list[dict[str, Any]] = []
    async with Crowd(line) as crowd:
        for calls in steps:
            await crowd.grow(calls)
            await asyncio.sleep(SETTLE_S)
            rows.append(await _watch(line, calls, hold_s))
            if rows[-1]["late_share"] > LATE_SHARE:
                break
        lengths = await crowd.end()
    await asyncio.sleep(1.5)
    short = short_recordings(line, lengths)
    good = [row["calls"] for row in rows if row["late_share"] <= LATE_SHARE]
    return {
        "calls_per_core": max(good, default=0) if not short else 0,
        "reached_limit": rows[-1]["late_share"] > LATE_SHARE,
        "short_recordings": len(short),
        "recordings": len(lengths),
        "steps": rows,
    }


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


def short_recordings(line: LineProcess, lengths: dict[str, float]) -> list[str]:
    """Calls whose recording is missing, or shorter than the call by more than 0.3 s."""
    found = {}
    for entry in read_from(line.home / "spool"):
        if entry.record.get("event") == "recording":
            with wave.open(str(line.home / "recordings" / entry.record["file"])) as file:
                found[entry.record["call"]] = file.getnframes() / file.getframerate()
    return [call for call, seconds in lengths.items() if found.get(call, 0.0) < seconds - SHORT_S]
