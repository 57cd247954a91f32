"""The company's own file: where it is, what it says, and writing it so that no reader finds half of it."""

import os
from pathlib import Path

from django.conf import settings

Stamp = tuple[str, str, int, int]


def company_file() -> Path:
    """Where the company writes what differs from the profile; it need not exist."""
    return Path(settings.HOME) / "rulebook" / "company.toml"


def stamp() -> Stamp:
    """Return what changes whenever the file, its place or the profile does."""
    path = company_file()
    try:
        found = path.stat()
    except OSError:
        return str(path), settings.SANXIANG_PROFILE, 0, 0
    return str(path), settings.SANXIANG_PROFILE, found.st_mtime_ns, found.st_size


def write(text: str) -> None:
    """Put `text` in the file's place at once. Raises OSError, and then the old file still stands."""
    path = company_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
