"""The spool: what the line reports, kept on disk before anybody acts on it.

One folder of append-only files `<start>-<pid>.ndjson`, one JSON object a line. The database may be away as
long as it likes: a reader (`spooled`) takes up where it left off.

Two things are told apart. *Written*: the kernel has it, so it outlives this process whatever ends it; a voice
waits for no more. *Durable*: it is on the disk and outlives a power cut; a disk may take half a second for
that, and one sync serves all who wait.
"""

import asyncio
import errno
import json
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from sanxiang.kernel.clock import Clock
from sanxiang.lines.spooled import Entry, prune, read_from, spool_files
from sanxiang.lines.spooled import sync_data as _sync

__all__ = ["Entry", "Spool", "SpoolFull", "prune", "read_from", "spool_files"]

log = logging.getLogger("sanxiang.spool")

ROTATE_AT = 16 * 1024 * 1024
BACKLOG = 100_000  # records kept in memory while the disk is full: hours of a busy desk
RETRY_S = 1.0
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

Done = Future[None]


class SpoolFull(Exception):
    """The disk took nothing more. The record is kept in memory and written as soon as there is space."""


class Spool:
    """Appends records from one process; a thread writes, another syncs.

    `on_state` is called from the writer's thread: True when the disk is full, False when it has space again.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        rotate_at: int = ROTATE_AT,
        on_state: Callable[[bool], None] = lambda full: None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.full = False
        self.faulty = False  # the disk failed to take what was written
        self._folder, self._clock, self._rotate_at, self._on_state = folder, clock, rotate_at, on_state
        self._waiting: deque[tuple[bytes, Done, Done]] = deque()
        self._unsynced: list[Done] = []
        self._backlog: deque[bytes] = deque(maxlen=BACKLOG)
        self._wake = threading.Condition()
        self._written = threading.Condition()
        self._file_lock = threading.Lock()
        self._closing = self._writer_gone = False
        self._file = -1
        self._size = 0
        self._threads = [
            threading.Thread(target=self._write_all, name="spool", daemon=True),
            threading.Thread(target=self._sync_all, name="spool sync", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    async def write(self, record: Mapping[str, Any]) -> None:
        """Return when `record` is written. Raises SpoolFull on a full disk: the record waits in memory."""
        await asyncio.wrap_future(self.submit(record)[0])

    async def append(self, record: Mapping[str, Any]) -> None:
        """Return when `record` is durable. Raises SpoolFull on a full disk: the record waits in memory."""
        await asyncio.wrap_future(self.submit(record)[1])

    def submit(self, record: Mapping[str, Any]) -> tuple[Done, Done]:
        """Hand `record` to the writer; the futures are done when it is written, and when it is durable."""
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        written, durable = _future(), _future()
        with self._wake:
            if self._closing:
                raise RuntimeError("the spool is closed")
            self._waiting.append((line, written, durable))
            self._wake.notify()
        return written, durable

    @property
    def backlog(self) -> int:
        """Records in memory only, waiting for space."""
        return len(self._backlog)

    def close(self) -> None:
        """Write and sync what waits, and close the file."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        for thread in self._threads:
            thread.join()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    # the writer's thread

    def _write_all(self) -> None:
        while batch := self._next_batch():
            problem = self._write([line for line, _, _ in batch if line])
            for _, written, _ in batch:
                _settle(written, problem)
            with self._written:
                if problem is None:
                    self._unsynced += [durable for _, _, durable in batch]
                self._written.notify()
            if problem is not None:
                for _, _, durable in batch:
                    _settle(durable, problem)
        with self._written:
            self._writer_gone = True
            self._written.notify()

    def _next_batch(self) -> list[tuple[bytes, Done, Done]]:
        """All that waits; an empty line asks for the backlog to be tried again; an empty list ends it."""
        with self._wake:
            while not self._waiting and not self._closing:
                woken = self._wake.wait(RETRY_S if self._backlog else None)
                if not woken and self._backlog:
                    return [(b"", _future(), _future())]
            batch = list(self._waiting)
            self._waiting.clear()
            return batch

    def _write(self, lines: list[bytes]) -> Exception | None:
        try:
            self._put(b"".join((*self._backlog, *lines)))
        except OSError as error:
            self._backlog.extend(lines)
            if error.errno not in FULL:
                return error
            self._set_full(True)
            return SpoolFull("The disk is full: free some space; calls go on, their events wait in memory.")
        self._backlog.clear()
        self._set_full(False)
        return None

    def _put(self, data: bytes) -> None:
        if self._file < 0 or self._size >= self._rotate_at:
            self._open_next()
        try:
            written = 0
            while written < len(data):
                written += os.pwrite(self._file, data[written:], self._size + written)
        except OSError:
            os.ftruncate(self._file, self._size)  # a half-written line must not stand before the next one
            raise
        self._size += len(data)

    def _open_next(self) -> None:
        path = self._folder / f"{self._start():013d}-{os.getpid()}.ndjson"
        new = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with self._file_lock:
            if self._file >= 0:
                _sync(self._file)
                os.close(self._file)
            self._file, self._size = new, 0
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _start(self) -> int:
        """Milliseconds now, but after every file there is: a clock set back must not reorder the spool."""
        last = max((int(path.name.split("-")[0]) for path in spool_files(self._folder)), default=0)
        return max(int(self._clock.now().timestamp() * 1000), last + 1)

    def _set_full(self, full: bool) -> None:
        if full != self.full:
            self.full = full
            self._on_state(full)

    # the syncing thread

    def _sync_all(self) -> None:
        while waiting := self._next_unsynced():
            problem = self._sync_now()
            self.faulty = problem is not None
            for durable in waiting:
                _settle(durable, problem)

    def _sync_now(self) -> OSError | None:
        try:
            with self._file_lock:
                _sync(self._file)
        except OSError as error:
            log.error("The spool could not be brought onto the disk: %s", error)
            return error
        return None

    def _next_unsynced(self) -> list[Done]:
        with self._written:
            while not self._unsynced and not self._writer_gone:
                self._written.wait()
            waiting, self._unsynced = self._unsynced, []
            return waiting


def _future() -> Done:
    """One that a caller who stops waiting can't take back."""
    future: Done = Future()
    future.set_running_or_notify_cancel()
    return future


def _settle(future: Done, problem: Exception | None) -> None:
    if problem is None:
        future.set_result(None)
    else:
        future.set_exception(problem)
