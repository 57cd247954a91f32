"""Many short calls: what the line still holds when they are over."""

import asyncio
from pathlib import Path
from typing import Any

from .child import LineProcess
from .crowd import Crowd

AT_ONCE = 10
WARM_UP = 100  # calls after which memory is looked at for the first time


async def measure(line: LineProcess, *, calls: int) -> dict[str, Any]:
    """Make and end `calls` calls, ten at a time; return what has grown since the first hundred."""
    async with Crowd(line) as crowd:
        pages = [await crowd.pages() for _ in range(AT_ONCE)]
        done = 0
        first: dict[str, float] = {}
        while done < calls:
            await asyncio.gather(*(_call(caller, operator) for caller, operator in pages))
            done += AT_ONCE
            if done == min(WARM_UP, calls):
                first = held(line)
        await asyncio.sleep(2.0)
        last = held(line)
        health = await line.health()
    return {
        "calls": done,
        "rss_mb": round(last["rss_mb"], 1),
        "rss_growth_mb": round(last["rss_mb"] - first["rss_mb"], 1),
        "files_growth": int(last["files"] - first["files"]),
        "calls_left": health["calls"],
        "recordings_left": health["recordings"],
    }


async def _call(caller: Any, operator: Any) -> None:
    since = asyncio.get_running_loop().time()
    call = await caller.call()
    await operator.wait(lambda m: m["t"] == "ring" and m["call"] == call, since=since)
    await caller.connected()
    await operator.ask("answer", call=call)
    await caller.phase("connected", since=since)
    await asyncio.sleep(0.2)
    await caller.hang_up()
    await caller.phase("ended", since=since)
    for page in (caller, operator):
        page.seen.clear()
    # A page may dial six times a minute: the next call comes from another.
    await caller.leave()
    caller.renew()
    await caller.__aenter__()


def held(line: LineProcess) -> dict[str, float]:
    """Memory (MB) and open files of the line process."""
    status = Path(f"/proc/{line.pid}/status").read_text()
    resident = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    files = len(list(Path(f"/proc/{line.pid}/fd").iterdir()))
    return {"rss_mb": int(resident.split()[1]) / 1024, "files": files}
