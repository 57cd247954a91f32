"""The worker claims task rows, runs them, tries failed ones again and takes back those of dead workers.

The library's own worker polls every second, leaves the rows of a killed worker running for ever and never
tries again; its rows and tasks are kept, its loop is replaced by this one.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from sanxiang.kernel.clock import Clock

log = logging.getLogger("sanxiang.work")

LEASE = timedelta(minutes=5)  # a row that has run longer than this belonged to a worker that died
RENEW_S = 60.0  # while a slow task runs, its row says so again
MAX_TRIES = 8
QUICK: Sequence[str] = ("urgent", "default")
SLOW: Sequence[str] = ("slow",)
"""Tasks of this queue take seconds or minutes: they run in no transaction and make their own short ones, each
complete in itself, so that a worker killed in between loses nothing and nobody waits for it to write."""
KEEP = timedelta(days=3)  # finished rows are only of use to somebody looking into a fault


def back_off(tries: int) -> timedelta:
    """Return how long to wait before try number `tries` + 1: 1 s, 4 s, 16 s … at most an hour."""
    return timedelta(seconds=min(4.0 ** (tries - 1), 3600))


@dataclass
class Worker:
    """One loop over the queues, urgent first. `chores` run between tasks, each at its own pace."""

    clock: Clock
    queues: Sequence[str] = (*QUICK, *SLOW)
    poll_s: float = 0.05
    name: str = field(default_factory=lambda: f"w{random.randrange(16**8):08x}")
    running: bool = True

    def run(self, chores: Sequence["Chore"] = ()) -> None:
        """Work until `running` is set to False. A database that is away is waited for."""
        while self.running:
            try:
                busy = self.step()
                busy = sum(chore.run_if_due(self.clock) for chore in chores) > 0 or busy
            except DatabaseError as fault:
                log.warning("the database can't be reached, trying again: %s", fault)
                close_old_connections()
                busy = False
                time.sleep(1)
            if not busy:
                time.sleep(self.poll_s)

    def step(self) -> bool:
        """Run the next ready task. Returns whether there was one."""
        row = self._claim()
        if row is None:
            return False
        self._perform(row)
        return True

    def _claim(self) -> DBTaskResult | None:
        now = self.clock.now()
        ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        due = ready.filter(Q(run_after=get_date_max()) | Q(run_after__lte=now))
        if not due.exists():  # nearly always so: an idle desk asks one question twenty times a second
            return None
        for queue in self.queues:
            row = due.filter(queue_name=queue).order_by("-priority", "enqueued_at").first()
            if row is not None and self._take(row, now):
                return row
        return None

    def _take(self, row: DBTaskResult, now: datetime) -> bool:
        """Claim by a conditional UPDATE: of several workers exactly one sees its row change."""
        row.worker_ids = [*row.worker_ids, self.name]
        taken = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.READY).update(
            status=TaskResultStatus.RUNNING, started_at=now, worker_ids=row.worker_ids
        )
        return bool(taken)

    def _perform(self, row: DBTaskResult) -> None:
        try:
            with renewed(row) if row.queue_name in SLOW else transaction.atomic():
                row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        except Exception as fault:
            log.exception("%s failed", row.task_path)
            self._again(row, fault)
        else:
            row.set_successful(None)

    def _again(self, row: DBTaskResult, fault: Exception) -> None:
        tries = len(row.worker_ids)
        row.set_failed(fault)
        if tries < MAX_TRIES:
            DBTaskResult.objects.filter(pk=row.pk).update(
                status=TaskResultStatus.READY, run_after=self.clock.now() + back_off(tries)
            )


@contextmanager
def renewed(row: DBTaskResult, every_s: float = RENEW_S) -> Iterator[None]:
    """Keep a long task's row from being given back while its worker lives."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(every_s):
            try:
                DBTaskResult.objects.filter(pk=row.pk).update(started_at=datetime.now(UTC))
            except DatabaseError as fault:
                log.warning("%s can't be renewed: %s", row.task_path, fault)
            finally:
                connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def reap(now: datetime) -> int:
    """Give back the rows of workers that died. Returns how many."""
    dead = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - LEASE)
    return int(dead.update(status=TaskResultStatus.READY))


def prune(now: datetime) -> int:
    """Drop finished rows that are old. Failed ones stay until somebody has looked."""
    count, _ = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP
    ).delete()
    return int(count)


@dataclass
class Chore:
    """Something the worker does every `every_s` seconds, as sweeping time limits."""

    name: str
    every_s: float
    do: Callable[[datetime], object]
    _next: float = 0.0

    def run_if_due(self, clock: Clock) -> bool:
        if clock.monotonic() < self._next:
            return False
        self._next = clock.monotonic() + self.every_s
        try:
            return bool(self.do(clock.now()))
        except DatabaseError:
            raise
        except Exception:
            log.exception("chore %s failed, it is tried again at its next turn", self.name)
            return False
