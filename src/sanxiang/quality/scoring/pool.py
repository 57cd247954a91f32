"""Processes that judge chunks of calls. Imports no Django: a new process sets it up first, then reads on."""

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from functools import cache, partial
from multiprocessing import get_context
from typing import Any


def in_processes(
    jobs: int, edition_id: str, chunks: Iterable[list[str]], at: datetime
) -> Iterator[tuple[int, int]]:
    """Judge chunks of calls in `jobs` processes. Yields how many calls a chunk had, and results added."""
    # Spawned, not forked: a forked process would share our connection to the database.
    start = partial(ready, os.getpid())
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=start) as pool:
        waiting: deque[tuple[int, Future[int]]] = deque()
        for calls in chunks:
            waiting.append((len(calls), pool.submit(judge, calls, edition_id, at)))
            if len(waiting) > 2 * jobs:
                count, result = waiting.popleft()
                yield count, result.result()
        yield from ((count, result.result()) for count, result in waiting)


def ready(parent: int) -> None:
    """Set up a process of the pool; it ends when its parent is killed."""
    import django

    django.setup()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def judge(calls: list[str], edition_id: str, at: datetime) -> int:
    from sanxiang.quality.scoring.chunk import rescore_calls

    return rescore_calls(calls, edition_id, at, _keeper())


@cache
def _keeper() -> Any:
    from sanxiang.quality.scoring.storing import Keeper

    return Keeper()
