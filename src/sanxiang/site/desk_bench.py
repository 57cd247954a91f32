"""How time limits are kept when many come due: three workers race, one is killed. Runs alone.

In a home and a database of its own: SQLite, and PostgreSQL where SANXIANG_TEST_POSTGRES names a server.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sanxiang.site.rescore_bench import scratch

WORKERS = 3
OPEN, DUE = 200_000, 10_000
READY_S = 12.0  # for workers to start and rows to be put
MOST_S = 180.0


def bench_deadlines() -> dict[str, Any]:
    """Seconds that breaches are told late, by database."""
    figures = {"sqlite": _in_home("")}
    server = os.environ.get("SANXIANG_TEST_POSTGRES", "")
    if server:
        with scratch(server) as url:
            figures["postgresql"] = _in_home(url)
    return figures


def _in_home(url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="sanxiang-bench-") as home:
        env = {**os.environ, "SANXIANG_HOME": home, "SANXIANG_DATABASE_URL": url, "SANXIANG_LOG": "ERROR"}
        words = [sys.executable, "-m", "sanxiang.site.desk_bench"]
        done = subprocess.run(words, env=env, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> dict[str, Any]:
    """Put many open limits on file, then let two batches come due: over a minute, and all at one instant."""
    from sanxiang.site.setup import setup_django

    setup_django()
    from sanxiang.rules.deadlines import bench
    from sanxiang.site.migration import migrate

    migrate()
    bench.put_open(OPEN, datetime.now(UTC))
    return {"spread": _batch("spread", 60.0, 20.0), "instant": _batch("instant", 0.0, 2.0)}


def _batch(name: str, spread_s: float, kill_after_s: float) -> dict[str, Any]:
    from sanxiang.rules.deadlines import bench

    with _workers() as workers:
        start = datetime.now(UTC) + timedelta(seconds=READY_S)
        bench.put_due(name, start, DUE, spread_s)
        _sleep_until(start + timedelta(seconds=kill_after_s))
        workers[0].kill()
        end = start + timedelta(seconds=spread_s + MOST_S)
        while bench.still_open(name) and datetime.now(UTC) < end:
            time.sleep(0.5)
    return bench.figures(name)


def _sleep_until(moment: datetime) -> None:
    time.sleep(max((moment - datetime.now(UTC)).total_seconds(), 0))


@contextmanager
def _workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    words = [sys.executable, "-m", "sanxiang", "work", "--quick"]
    workers = [subprocess.Popen(words) for _ in range(WORKERS)]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(timeout=30)


if __name__ == "__main__":
    print(json.dumps(main()))  # noqa: T201
