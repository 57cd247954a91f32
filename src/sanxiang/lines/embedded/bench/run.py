"""Putting a line on one core, the crowd on another, and asking all questions."""

import asyncio
import gc
import os
import tempfile
from pathlib import Path
from typing import Any

import uvloop

from . import capacity, churn, latency
from .child import LineProcess

SHORT_STEPS = (10, 20, 25, 30, 40, 50, 60)
LONG_STEPS = (*SHORT_STEPS, 70, 80, 90, 100, 110, 120, 130, 140, 150)


def run(*, short: bool = True) -> dict[str, Any]:
    """Measure for about a minute and a half (`short`) or five minutes; return the figures as one dict."""
    cores = sorted(os.sched_getaffinity(0))
    ours, theirs = cores[0], cores[-1]
    os.sched_setaffinity(0, {ours})
    gc.collect()
    gc.freeze()  # the crowd must not stand still to tidy up while it is timed
    try:
        with tempfile.TemporaryDirectory(prefix="sanxiang-bench-") as folder:
            figures = uvloop.run(_measure(Path(folder), theirs, short=short))
    finally:
        gc.unfreeze()
        os.sched_setaffinity(0, set(cores))
    load = os.getloadavg()
    return {"cores": len(cores), "load_average": round(load[0], 2), **figures}


async def _measure(folder: Path, core: int, *, short: bool) -> dict[str, Any]:
    quick = await _with_line(
        folder / "latency",
        core,
        lambda line: latency.measure(line, background=20, rounds=20 if short else 60),
    )
    await asyncio.sleep(1.0)
    strong = await _with_line(
        folder / "capacity",
        core,
        lambda line: capacity.measure(
            line, steps=SHORT_STEPS if short else LONG_STEPS, hold_s=5.0 if short else 12.0
        ),
    )
    figures = {"latency": quick, "capacity": strong}
    if not short:
        figures["churn"] = await _with_line(
            folder / "churn", core, lambda line: churn.measure(line, calls=500)
        )
    return figures


async def _with_line(home: Path, core: int, ask: Any) -> dict[str, Any]:
    line = LineProcess(home, core=core, max_calls=1000)
    try:
        await line.up()
        return dict(await ask(line))
    finally:
        await asyncio.to_thread(line.end)
