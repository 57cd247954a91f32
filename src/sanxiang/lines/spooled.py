"""Reading the spool: what the line has reported, from any position on."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

Record = dict[str, Any]

sync_data = getattr(os, "fdatasync", os.fsync)  # macOS has only the latter


class Entry(NamedTuple):
    """A record and the position to go on from once it has been dealt with."""

    position: str
    record: Record


def spool_files(folder: Path) -> list[Path]:
    """The files of a spool, oldest first."""
    return sorted(folder.glob("[0-9]*-[0-9]*.ndjson"))


def read_from(folder: Path, position: str = "") -> Iterator[Entry]:
    """Give every whole record after `position` ("" = from the beginning; otherwise one an Entry carried).

    What it gives is on disk, not only in the kernel's memory: nobody may build on what a power cut takes
    back. A torn last line (the writer died in it, or is in it now) is left for the next reading. A line that
    is no JSON object is passed over: it can only be the remains of such a tear.
    """
    name, _, offset = position.partition(":")
    for path in spool_files(folder):
        if path.name >= name:
            yield from _read_file(path, int(offset) if path.name == name else 0)


def _read_file(path: Path, start: int) -> Iterator[Entry]:
    with path.open("rb") as file:
        end = os.fstat(file.fileno()).st_size
        if end <= start:
            return
        sync_data(file.fileno())
        file.seek(start)
        at = start
        for line in file:
            at += len(line)
            if at > end or not line.endswith(b"\n"):
                return
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
