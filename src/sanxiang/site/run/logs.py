"""What a part prints goes to logs/<part>.log, a few files of limited size."""

import asyncio
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE = 10 * 1024 * 1024
COUNT = 5


class PartLog:
    """Takes the output of one part, across its restarts, and remembers its last line for the console."""

    def __init__(self, folder: Path, name: str, *, size: int = SIZE, count: int = COUNT) -> None:
        self.path = folder / f"{name}.log"
        self.last = ""
        self._file = _Quiet(self.path, maxBytes=size, backupCount=count, encoding="utf-8", delay=True)

    async def follow(self, stream: asyncio.StreamReader) -> None:
        """Write what comes until the part has closed its output."""
        rest = b""
        while chunk := await stream.read(65536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self.write(line.decode(errors="replace"))
        if rest:
            self.write(rest.decode(errors="replace"))

    def write(self, line: str) -> None:
        if line.strip():
            self.last = line.strip()
        self._file.emit(logging.LogRecord("part", logging.INFO, "", 0, line, None, None))

    def close(self) -> None:
        self._file.close()


class _Quiet(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A full disk loses log lines; it must not stop calls."""
