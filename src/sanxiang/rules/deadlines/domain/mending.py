"""What was reckoned or broken on wrong ground is put right: estimated years, and a clock that ran ahead."""

from datetime import datetime, timedelta

from django.db import transaction

from sanxiang.rules.deadlines import facts
from sanxiang.rules.deadlines.clauses import limit_of
from sanxiang.rules.deadlines.domain.closing import reopen
from sanxiang.rules.deadlines.domain.reckoning import PLACED, place, reckoned
from sanxiang.rules.deadlines.domain.telling import tell
from sanxiang.rules.deadlines.models import Deadline, State
from sanxiang.rules.deadlines.places import calendar_on

SLACK = timedelta(seconds=60)


def reckon_again(now: datetime) -> int:
    """Reckon due times with estimated days again: the calendar may know the year by now. How many moved."""
    ready = Deadline.objects.filter(provisional=True, state=State.OPEN).order_by("due_at")
    return sum(_again(key, now) for key in list(ready.values_list("pk", flat=True)))


@transaction.atomic
def _again(key: int, now: datetime) -> int:
    ready = Deadline.objects.select_for_update(of=("self",)).select_related("rule")
    row = ready.filter(pk=key, provisional=True, state=State.OPEN).first()
    limit = limit_of(row) if row else None
    if row is None or limit is None:
        return 0
    before = row.due_at
    found = reckoned(row, limit, calendar_on(row.site, now))
    if found == (before, not row.provisional):
        return 0
    place(row, limit, found, now)
    row.save(update_fields=PLACED)
    if row.due_at == before:
        return 0
    tell(facts.MOVED, row, now, before=before.isoformat())
    return 1


def mend_jump(now: datetime) -> int:
    """Take back what a clock did that had run ahead and is right again. Returns how many limits run on."""
    ahead = now + SLACK
    warned = Deadline.objects.filter(state=State.OPEN, warned_at__gt=ahead)
    if warned.exists():  # nearly never: it is asked every few seconds and must not keep others from writing
        warned.update(warned_at=None)
    early = Deadline.objects.filter(state=State.BROKEN, done_at=None, closed_at__gt=ahead, due_at__gt=now)
    return sum(_run_on(row, now) for row in early.select_related("rule")[:500])


@transaction.atomic
def _run_on(row: Deadline, now: datetime) -> bool:
    return reopen(row, now)
