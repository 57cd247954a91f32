"""The rulebook that holds here and now: the profile with the company's own file laid over it."""

import logging
from datetime import date
from pathlib import Path
from threading import Lock

from django.conf import settings

from sanxiang.rules.rulebook import BadRulebook, Fault, Rulebook, load

log = logging.getLogger("sanxiang.rules")

_lock = Lock()
_kept: dict[date, tuple[float, Rulebook]] = {}
_last_good: Rulebook | None = None
faults: list[Fault] = []  # of the company's file as it stands; shown by doctor and on screen


def company_file() -> Path:
    """Where the company writes what differs from the profile; it need not exist."""
    return Path(settings.HOME) / "rulebook" / "company.toml"


def rulebook_on(day: date) -> Rulebook:
    """Return the rulebook of that day.

    A company file with faults never stops the desk: the last good edition goes on, else the bare profile,
    and `faults` says what to mend.
    """
    stamp = _stamp(company_file())
    with _lock:
        kept = _kept.get(day)
        if kept is None or kept[0] != stamp:
            kept = (stamp, _load(day))
            _kept.clear()
            _kept[day] = kept
        return kept[1]


def _stamp(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _load(day: date) -> Rulebook:
    global _last_good
    path = company_file()
    try:
        _last_good = load(settings.SANXIANG_PROFILE, on=day, overlay=path if path.is_file() else None)
        faults.clear()
    except BadRulebook as wrong:
        faults[:] = list(wrong.faults)
        log.error("the company's rulebook has faults, the last good one goes on: %s", wrong)
        return _last_good or load(settings.SANXIANG_PROFILE, on=day)
    return _last_good
