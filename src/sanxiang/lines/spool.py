"""The spool: what the line reports, kept on disk before anybody acts on it.

One folder of append-only files `<start>-<pid>.ndjson`, one JSON object a line. A record is durable when
`append` returns. The database may be away for as long as it likes: a reader takes up where it left off.
"""

import asyncio
import errno
import json
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

from sanxiang.kernel.clock import Clock

Record = dict[str, Any]

ROTATE_AT = 16 * 1024 * 1024
BACKLOG = 100_000  # records kept in memory while the disk is full: hours of a busy desk
RETRY_S = 1.0
_sync = getattr(os, "fdatasync", os.fsync)  # macOS has only the latter
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class SpoolFull(Exception):
    """The disk took nothing more. The record is kept in memory and written as soon as there is space."""


class Entry(NamedTuple):
    """A record and the position to go on from once it has been dealt with."""

    position: str
    record: Record


class Spool:
    """Writes records with one fsync for all that wait at the same moment.

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
        self._folder, self._clock, self._rotate_at, self._on_state = folder, clock, rotate_at, on_state
        self._waiting: deque[tuple[bytes, Future[None]]] = deque()
        self._backlog: deque[bytes] = deque(maxlen=BACKLOG)
        self._wake = threading.Condition()
        self._closing = False
        self._file = -1
        self._size = 0
        self._thread = threading.Thread(target=self._run, name="spool", daemon=True)
        self._thread.start()

    async def append(self, record: Mapping[str, Any]) -> None:
        """Return when `record` is on disk. Raises SpoolFull on a full disk: the record waits in memory."""
        await asyncio.wrap_future(self.submit(record))

    def submit(self, record: Mapping[str, Any]) -> Future[None]:
        """Hand `record` to the writer; the future is done when it is on disk."""
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        future: Future[None] = Future()
        future.set_running_or_notify_cancel()  # a caller who stops waiting can't take its record back
        with self._wake:
            if self._closing:
                raise RuntimeError("the spool is closed")
            self._waiting.append((line, future))
            self._wake.notify()
        return future

    @property
    def backlog(self) -> int:
        """Records in memory only, waiting for space."""
        return len(self._backlog)

    def close(self) -> None:
        """Write what waits and close the file."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        while batch := self._next_batch():
            lines = [line for line, _ in batch if line]
            problem = self._write(lines)
            for _, future in batch:
                if problem is None:
                    future.set_result(None)
                else:
                    future.set_exception(problem)
        if self._file >= 0:
            os.close(self._file)

    def _next_batch(self) -> list[tuple[bytes, Future[None]]]:
        """All that waits; an empty line asks for the backlog to be tried again; an empty list ends it."""
        with self._wake:
            while not self._waiting and not self._closing:
                woken = self._wake.wait(RETRY_S if self._backlog else None)
                if not woken and self._backlog:
                    return [(b"", Future())]
            batch = list(self._waiting)
            self._waiting.clear()
            return batch

    def _write(self, lines: list[bytes]) -> Exception | None:
        data = b"".join((*self._backlog, *lines))
        try:
            self._put(data)
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
            _sync(self._file)
        except OSError:
            os.ftruncate(self._file, self._size)  # a half-written line must not stand before the next one
            raise
        self._size += len(data)

    def _open_next(self) -> None:
        path = self._folder / f"{self._start():013d}-{os.getpid()}.ndjson"
        new = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        if self._file >= 0:
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


def spool_files(folder: Path) -> list[Path]:
    """The files of a spool, oldest first."""
    return sorted(folder.glob("[0-9]*-[0-9]*.ndjson"))


def read_from(folder: Path, position: str = "") -> Iterator[Entry]:
    """Give every whole record after `position` ("" = from the beginning; otherwise one an Entry carried).

    A torn last line (the writer died in it, or is in it now) is left for the next reading. A line that is no
    JSON object is passed over: it can only be the remains of such a tear.
    """
    name, _, offset = position.partition(":")
    for path in spool_files(folder):
        if path.name >= name:
            yield from _read_file(path, int(offset) if path.name == name else 0)


def _read_file(path: Path, start: int) -> Iterator[Entry]:
    with path.open("rb") as file:
        file.seek(start)
        at = start
        for line in file:
            if not line.endswith(b"\n"):
                return
            at += len(line)
            record = _parsed(line)
            if record is not None:
                yield Entry(f"{path.name}:{at}", record)


def _parsed(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def prune(folder: Path, position: str, *, keep: int = 8) -> int:
    """Remove files that lie wholly before `position`, but for the newest `keep`; return how many went."""
    name = position.partition(":")[0]
    done = [path for path in spool_files(folder) if path.name < name]
    gone = done[: max(0, len(done) - keep)]
    for path in gone:
        path.unlink()
    return len(gone)
