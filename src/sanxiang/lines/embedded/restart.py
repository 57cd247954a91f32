"""What a new line process does with what the last one left: recordings made readable, open calls ended."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sanxiang.lines.spool import read_from, spool_files

from .media.wav import repair

log = logging.getLogger("sanxiang.line")

LOOK_BACK = timedelta(days=2)  # no call and no operator's turn is longer

Record = dict[str, Any]


def recent_records(spool: Path, now: datetime) -> list[Record]:
    """The spool's records from the files of the last days; a file is named by its first millisecond."""
    since = int((now - LOOK_BACK).timestamp() * 1000)
    files = spool_files(spool)
    older = [path for path in files if int(path.name.split("-")[0]) < since]
    start = f"{older[-1].name}:0" if older else ""
    return [entry.record for entry in read_from(spool, start)]


def mend_recordings(records: Iterable[Record], recordings: Path) -> dict[str, datetime]:
    """Make each recording's header fit the file; return until when each call was recorded."""
    until = {}
    for record in records:
        if record.get("event") == "recording" and isinstance(record.get("file"), str):
            seconds = _mend(recordings / record["file"])
            if seconds is not None:
                until[str(record.get("call"))] = datetime.fromisoformat(record["at"]) + timedelta(
                    seconds=seconds
                )
    return until


def _mend(path: Path) -> float | None:
    try:
        return repair(path)
    except FileNotFoundError:
        return None  # retention took it
    except OSError as fault:
        log.error("The recording %s could not be mended: %s", path, fault)
        return None
