"""The rulebook that holds here and now: the profile with the company's own file laid over it."""

import logging
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.conf import settings
from django.db import DatabaseError

from sanxiang.rules.editions import queries
from sanxiang.rules.editions.company_file import Stamp, stamp
from sanxiang.rules.editions.company_file import company_file as company_file
from sanxiang.rules.rulebook import BadRulebook, Edition, Fault, Rulebook, open_edition, open_text
from sanxiang.rules.rulebook.read import read_text

log = logging.getLogger("sanxiang.rules")


@dataclass(frozen=True, slots=True)
class Standing:
    """The edition in force, the company's text that made it, and the faults of a newer text that isn't."""

    edition: Edition
    text: str
    faults: tuple[Fault, ...] = ()


_lock = Lock()
_kept: tuple[Stamp, Standing] | None = None
faults: list[Fault] = []  # of the company's file as it stands; shown by doctor and on screen


def rulebook_on(day: date) -> Rulebook:
    """Return the rulebook of that day, by the edition in force."""
    return standing().edition.on(day)


def standing() -> Standing:
    """Return the edition in force.

    A company file with faults never stops the desk: the last good edition goes on, else the bare profile,
    and `faults` says what to mend.
    """
    global _kept
    now = stamp()
    with _lock:
        if _kept is None or _kept[0] != now:
            _kept = (now, _open(now))
            faults[:] = _kept[1].faults
        return _kept[1]


def _open(now: Stamp) -> Standing:
    path = company_file()
    try:
        if not path.is_file():
            return Standing(open_edition(settings.SANXIANG_PROFILE), "")
        text = read_text(path)
        return Standing(open_text(text, file=str(path), profile=settings.SANXIANG_PROFILE), text)
    except BadRulebook as wrong:
        log.error("the company's rulebook has faults, the last good one goes on: %s", wrong)
        edition, text = _last_good(now)
        return Standing(edition, text, wrong.faults)


def _last_good(now: Stamp) -> tuple[Edition, str]:
    """The edition of this process, else the last that was kept, else the bare profile."""
    if _kept is not None and _kept[0][:2] == now[:2]:
        return _kept[1].edition, _kept[1].text
    try:
        row = queries.latest(settings.SANXIANG_PROFILE)
        found = queries.edition_by_id(row.edition) if row else None
        if row and found:
            return found, row.text
    except DatabaseError:
        log.exception("the kept editions can't be read")
    return open_edition(settings.SANXIANG_PROFILE), ""
