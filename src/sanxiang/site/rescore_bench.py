"""How long it takes to judge a desk's calls again by a new edition. Runs alone: `python -m … CALLS`.

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
from datetime import UTC, date, datetime
from typing import Any

from sanxiang.site.cores import cores

JOBS = 2  # the figure is for two cores
COMPANY = """base = "property"
date = {day}
[[clauses]]
id = "ANS-1"
[[clauses.values]]
from = {day}
limit = 2
best = [1, 2]
"""


def bench_rescore(calls: int) -> dict[str, Any]:
    """Seconds to judge `calls` calls again, by database."""
    figures = _in_home(calls, "")
    server = os.environ.get("SANXIANG_TEST_POSTGRES", "")
    if server:
        with scratch(server) as url:
            figures |= {f"postgresql.{name}": value for name, value in _in_home(calls, url).items()}
    return figures


def _in_home(calls: int, url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="sanxiang-bench-") as home:
        env = {**os.environ, "SANXIANG_HOME": home, "SANXIANG_DATABASE_URL": url, "SANXIANG_LOG": "ERROR"}
        words = [sys.executable, "-m", "sanxiang.site.rescore_bench", str(calls)]
        done = subprocess.run(words, env=env, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def scratch(server: str) -> Iterator[str]:
    """A database of its own on that server, dropped afterwards."""
    import psycopg
    from psycopg import sql

    name = f"sanxiang_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            head, _, tail = server.partition("?")
            yield f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def main(calls: int) -> dict[str, Any]:
    """Put the calls on file, judge them by the shipped edition, then by a new one."""
    from sanxiang.site.setup import setup_django

    setup_django()
    from sanxiang.quality.scoring.rescoring import Progress, rescore
    from sanxiang.rules.editions.current import company_file
    from sanxiang.rules.editions.domain import take_in
    from sanxiang.site.migration import migrate

    migrate()
    _put(calls)
    now = datetime.now(UTC)
    jobs = min(JOBS, cores())
    rescore(take_in(now).edition, at=now, jobs=jobs)
    company_file().parent.mkdir(parents=True, exist_ok=True)
    company_file().write_text(COMPANY.format(day=date(2026, 3, 1)), encoding="utf-8")
    edition = take_in(now).edition
    began, worked = time.monotonic(), _cpu_s()
    came_to: Progress = rescore(edition, at=now, jobs=jobs)
    seconds = time.monotonic() - began
    if came_to.added != calls:
        raise RuntimeError(f"{came_to.added} results of {calls}")
    cpu_s = round(_cpu_s() - worked, 1)
    return {"calls": calls, "s": round(seconds, 1), "cpu_s": cpu_s, "calls_per_s": round(calls / seconds)}


def _cpu_s() -> float:
    """Processor time of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def _put(calls: int) -> None:
    from sanxiang.desk.contacts.bench_rows import put_calls
    from sanxiang.quality.scoring.bench import RECORD, START, STEPS

    row = {
        "category": RECORD["category"],
        "caller_name": RECORD["caller_name"],
        "unit_text": RECORD["unit"],
        "summary": RECORD["summary"],
        "restated_at": START,
    }
    put_calls(calls, STEPS, row, begin=START)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))  # noqa: T201
