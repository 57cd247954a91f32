"""SANXIANG_DATABASE_URL -> Django's DATABASES entry: SQLite in the home folder, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;"
)


class DatabaseUrlError(ValueError):
    """The address can't be read; the text says what to mend."""


def database(url: str, home: Path) -> dict[str, Any]:
    """Return the DATABASES entry for `url`; an empty url is SQLite in `home`."""
    parts = urlsplit(url or f"sqlite:///{home / 'db.sqlite3'}")
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:] or ":memory:")
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(url)
    raise DatabaseUrlError(f"SANXIANG_DATABASE_URL: {parts.scheme!r} is neither sqlite nor postgresql")


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # IMMEDIATE: a writer waits its turn at BEGIN instead of failing half-way through.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_START},
        # A file, as in life: the shared in-memory form locks whole tables and never waits.
        "TEST": {"NAME": f"{path}.tests"},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }
