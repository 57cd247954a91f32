"""How long recordings are kept and how much room they may take: SANXIANG_RECORDINGS_DAYS and _GB."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain.recordings import expire_recording
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext

DAYS = "365"
A_TURN = 200  # at most: the worker has more urgent things to do between two turns


def let_go_of_recordings(now: datetime) -> int:
    """Delete recordings that are too old, and the oldest where they take too much room. Returns how many.

    The file goes first: after a crash in between the row is dealt with again, and no file is forgotten.
    """
    gone = 0
    for recording_id, file, why in _due(now):
        file.unlink(missing_ok=True)
        expire_recording(recording_id=recording_id, at=now, why=why)
        gone += 1
    return gone


def limits() -> tuple[float, float]:
    """Days and gigabytes (10⁹ bytes); 0 is no limit."""
    return _number("SANXIANG_RECORDINGS_DAYS", DAYS), _number("SANXIANG_RECORDINGS_GB", "0")


def room_taken(folder: Path) -> int:
    """Bytes of all files in the recordings folder."""
    return sum(path.stat().st_size for path in folder.rglob("*.wav"))


def _due(now: datetime) -> Iterator[tuple[int, Path, str]]:
    days, gigabytes = limits()
    folder = queries.recordings_folder().resolve()
    too_much = room_taken(folder) - gigabytes * 1e9 if gigabytes else 0.0
    for recording in queries.recordings_oldest_first()[:A_TURN]:
        old = days > 0 and recording.started_at < now - timedelta(days=days)
        if not old and too_much <= 0:
            return
        file = (folder / recording.path).resolve()
        if not file.is_relative_to(folder):  # an imported event may name anything
            file = folder / "outside"
        too_much -= file.stat().st_size if file.is_file() else 0
        yield recording.pk, file, "age" if old else "quota"


def _number(name: str, default: str) -> float:
    text = os.environ.get(name) or default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not value >= 0:
        raise Refused(gettext("%(name)s=%(text)s 不是数，请改为 0（不限）或一个正数。", name=name, text=text))
    return value
