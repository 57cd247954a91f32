"""Opening, meeting and breaking time limits. Every change of state is one conditional UPDATE and one fact."""

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet

from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.facts.facts import Fact
from sanxiang.rules.deadlines import facts
from sanxiang.rules.deadlines.models import Deadline, State
from sanxiang.rules.rulebook import TimeLimit

log = logging.getLogger("sanxiang.deadlines")

STAND_BACK = timedelta(seconds=30)


def due_of(limit: TimeLimit, fact: Fact) -> datetime | None:
    """When the time limit that `fact` begins is due; None for a promise without a time."""
    if limit.due is not None:
        said = fact.data.get(limit.due)
        return datetime.fromisoformat(said) if said else None
    return fact.at + timedelta(seconds=float(limit.within_s or 0))


def open_deadline(limit: TimeLimit, edition: str, fact: Fact) -> None:
    """Begin a time limit; the same fact begins it once. Inside the fact's transaction."""
    due = due_of(limit, fact)
    if due is None:
        return
    warn = due - timedelta(seconds=float(limit.warn_before_s)) if limit.warn_before_s else None
    row, new = Deadline.objects.get_or_create(
        clause=limit.id,
        started_by=fact.id,
        defaults={
            "edition": edition,
            "subject": fact.subject,
            "site": fact.site,
            "started_at": fact.at,
            "due_at": due,
            "warn_at": max(warn, fact.at) if warn else None,
            "broken_kind": limit.broken or "",
            "escalate": limit.escalate or "",
        },
    )
    if new:
        _tell(facts.OPENED, row, fact.at)


def meet(clause: str, fact: Fact) -> None:
    """What was limited has happened. News that came late still counts by when it happened."""
    for row in _standing(clause, fact):
        if fact.at <= row.due_at:
            _close(row, State.MET, fact.at, facts.MET, was=(State.OPEN, State.BROKEN))
        else:
            break_row(row, fact.at)


def cancel(clause: str, fact: Fact) -> None:
    """The matter is off the table before its time."""
    for row in _standing(clause, fact).filter(state=State.OPEN):
        _close(row, State.CANCELLED, fact.at, facts.CANCELLED, was=(State.OPEN,))


def _standing(clause: str, fact: Fact) -> QuerySet[Deadline]:
    return Deadline.objects.filter(
        clause=clause, subject=fact.subject, state__in=(State.OPEN, State.BROKEN), started_at__lte=fact.at
    )


def break_row(row: Deadline, at: datetime) -> bool:
    """The time has passed. Of several workers exactly one breaks it. Inside a transaction."""
    if not _close(row, State.BROKEN, at, facts.BROKEN, was=(State.OPEN,)):
        return False
    if row.broken_kind:
        announce(kind=row.broken_kind, subject=row.subject, at=at, site=row.site, data=_data(row))
    return True


def _close(row: Deadline, state: State, at: datetime, kind: str, *, was: tuple[State, ...]) -> bool:
    changed = Deadline.objects.filter(pk=row.pk, state__in=was).update(state=state, closed_at=at)
    if changed:
        _tell(kind, row, at)
    return bool(changed)


def _tell(kind: str, row: Deadline, at: datetime) -> None:
    announce(kind=kind, subject=row.subject, at=at, site=row.site, data=_data(row))


def _data(row: Deadline) -> dict[str, str]:
    return {
        "clause": row.clause,
        "edition": row.edition,
        "due_at": row.due_at.isoformat(),
        "escalate": row.escalate,
    }


def sweep(now: datetime, limit: int = 500) -> int:
    """Break what is past its time and warn of what soon will be. Returns how many rows were dealt with.

    Each row is its own transaction; one that fails stands back for a while and stops nobody else.
    """
    free = Deadline.objects.filter(state=State.OPEN).filter(Q(try_again_at=None) | Q(try_again_at__lte=now))
    late = list(free.filter(due_at__lte=now).order_by("due_at")[:limit])
    soon = list(free.filter(warn_at__lte=now, warned_at=None, due_at__gt=now).order_by("warn_at")[:limit])
    return sum(_try(row, now) for row in (*late, *soon))


def _try(row: Deadline, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return break_row(row, now) if row.due_at <= now else _warn(row, now)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the row is still there when it is back
    except Exception:
        log.exception("time limit %s of %s fails, it stands back", row.clause, row.subject)
        Deadline.objects.filter(pk=row.pk).update(try_again_at=now + STAND_BACK)
        return False


def _warn(row: Deadline, now: datetime) -> bool:
    changed = Deadline.objects.filter(pk=row.pk, state=State.OPEN, warned_at=None).update(warned_at=now)
    if changed:
        _tell(facts.WARNED, row, now)
    return bool(changed)
