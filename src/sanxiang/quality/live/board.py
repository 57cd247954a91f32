"""The folder between the process that listens and the web: one small file a call, and a sign of life.

A file is put in place whole (rename), so a reader never sees half of one.
"""

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NOW, RESTS, AFTER = "now", "rests", "after"
"""What a screen is told: figures of this moment; the coach rests; there is sound only after the call."""

SIGN = "listening"
FRESH_S = 4.0  # a snapshot or a sign of life older than this is of the past
_ID = re.compile(r"[\w-]{1,80}")


class Board:
    """The writing side. What another listener left behind is cleared away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in folder.glob("*"):
            left.unlink(missing_ok=True)

    def write(self, call: str, told: Mapping[str, Any]) -> None:
        if _ID.fullmatch(call):
            self._put(f"{call}.json", json.dumps(told, separators=(",", ":")))

    def remove(self, call: str) -> None:
        if _ID.fullmatch(call):
            (self._folder / f"{call}.json").unlink(missing_ok=True)

    def beat(self) -> None:
        """Say that somebody listens."""
        self._put(SIGN, "")

    def _put(self, name: str, text: str) -> None:
        new = self._folder / f".{name}.new"
        new.write_text(text, encoding="utf-8")
        new.replace(self._folder / name)


def read(folder: Path, call: str) -> dict[str, Any]:
    """What is told of a call; always with a `state`.

    "rests" when nobody listens at the moment, "after" where nobody does on this machine, and "" when there
    is (for now) no sound to go by.
    """
    found = _snapshot(folder, call)
    age = _age(folder / SIGN)
    if found is not None and age is not None and age < FRESH_S:
        return found
    if age is None:
        return {"state": AFTER}
    return {"state": "" if age < FRESH_S else RESTS}


def _snapshot(folder: Path, call: str) -> dict[str, Any] | None:
    if not _ID.fullmatch(call):
        return None
    try:
        told = json.loads((folder / f"{call}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and told.get("state") in (NOW, RESTS, AFTER) else None


def _age(path: Path) -> float | None:
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except OSError:
        return None
