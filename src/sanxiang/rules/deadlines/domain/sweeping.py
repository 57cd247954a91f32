"""What workers do by the clock: break what is past its time, climb ladders, warn of what soon will be.

A claim is the transaction that does the work: rows that another worker is at are passed over, and those of a
worker that dies are free again at once, for its transaction goes with it. Nothing else is kept of a claim, so
there is no lease to wait for.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet

from sanxiang.rules.deadlines import facts
from sanxiang.rules.deadlines.domain.closing import break_rows, climb
from sanxiang.rules.deadlines.domain.telling import tell
from sanxiang.rules.deadlines.models import Deadline, State

log = logging.getLogger("sanxiang.deadlines")

STAND_BACK = timedelta(seconds=30)
AT_ONCE = 20  # rows in one transaction: on SQLite nobody else writes meanwhile
MAY_STAND = "10s"  # a worker that was stopped within a transaction lets go of its rows after this


@dataclass(frozen=True, slots=True)
class Job:
    """Which rows are ready at a moment, the first first, and what to do with some of them."""

    ready: Callable[[datetime], Q]
    order: tuple[str, ...]
    do: Callable[[Sequence[Deadline], datetime], int]


def _each(do: Callable[[Deadline, datetime], bool]) -> Callable[[Sequence[Deadline], datetime], int]:
    return lambda rows, now: sum(do(row, now) for row in rows)


def warn(row: Deadline, now: datetime) -> bool:
    changed = Deadline.objects.filter(pk=row.pk, state=State.OPEN, warned_at=None).update(warned_at=now)
    if changed:
        tell(facts.WARNED, row, now)
    return bool(changed)


JOBS = (
    Job(lambda now: Q(state=State.OPEN, due_at__lte=now), ("-priority", "due_at"), break_rows),
    Job(lambda now: Q(next_step_at__lte=now), ("-priority", "next_step_at"), _each(climb)),
    Job(
        lambda now: Q(state=State.OPEN, warn_at__lte=now, warned_at=None, due_at__gt=now),
        ("-priority", "warn_at"),
        _each(warn),
    ),
)


def sweep(now: datetime, limit: int = 500) -> int:
    """Do what is due at `now`, emergencies first. Returns how many rows were dealt with.

    A row that fails stands back for a while and stops nobody else.
    """
    return sum(_sweep(job, now, limit) for job in JOBS)


def _sweep(job: Job, now: datetime, limit: int) -> int:
    ready = _ready(job, now).order_by(*job.order).values_list("pk", flat=True)[:limit]
    keys = list(ready)
    return sum(_try(job, keys[at : at + AT_ONCE], now) for at in range(0, len(keys), AT_ONCE))


def _ready(job: Job, now: datetime) -> QuerySet[Deadline]:
    # A row can't stand back longer than it was told to: then the clock has been set back meanwhile.
    free = Q(try_again_at=None) | Q(try_again_at__lte=now) | Q(try_again_at__gt=now + 2 * STAND_BACK)
    return Deadline.objects.filter(job.ready(now)).filter(free)


def _try(job: Job, keys: Sequence[int], now: datetime) -> int:
    try:
        return _do(job, keys, now)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the rows are still there when it is back
    except Exception:
        if len(keys) > 1:
            return sum(_try(job, [key], now) for key in keys)
        log.exception("time limit %s fails, it stands back", keys[0])
        Deadline.objects.filter(pk=keys[0]).update(try_again_at=now + STAND_BACK)
        return 0


@transaction.atomic
def _do(job: Job, keys: Sequence[int], now: datetime) -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{MAY_STAND}'")
    rows = _ready(job, now).filter(pk__in=keys).select_related("rule").order_by(*job.order)
    return job.do(list(rows.select_for_update(skip_locked=True, of=("self",))), now)
