"""Stopping the clock of a time limit for a lawful reason, and letting it run on."""

from datetime import datetime

from sanxiang.rules.deadlines import facts
from sanxiang.rules.deadlines.domain.closing import break_row, reopen
from sanxiang.rules.deadlines.domain.reckoning import PLACED, place, reckoned
from sanxiang.rules.deadlines.domain.telling import tell
from sanxiang.rules.deadlines.models import Deadline, Pause, State
from sanxiang.rules.deadlines.places import calendar_on
from sanxiang.rules.rulebook import TimeLimit


def pause(row: Deadline, limit: TimeLimit, *, at: datetime, reason: str, by: str) -> bool:
    """Stop the clock. Nothing happens without a lawful reason, or when it stands already.

    A pause that is heard of late counts by when it began: what seemed broken goes on. Inside a transaction.
    """
    if not reason.strip() or (limit.lawful and reason not in limit.lawful):
        return False
    if at > row.due_at:
        break_row(row, at)
        return False
    if not _stop(row, at):
        return False
    Pause.objects.create(deadline=row, since=max(at, row.started_at), reason=reason[:80], by=by)
    tell(facts.PAUSED, row, at, actor=by, reason=reason)
    return True


def _stop(row: Deadline, at: datetime) -> bool:
    running = Deadline.objects.filter(pk=row.pk, state=State.OPEN)
    return bool(running.update(state=State.PAUSED)) or reopen(row, at, state=State.PAUSED)


def resume(row: Deadline, limit: TimeLimit, *, at: datetime, by: str) -> bool:
    """Let the clock run on; it is due later by what it stood. Inside a transaction."""
    stood = Pause.objects.filter(deadline=row, until=None).first()
    if stood is None or not Deadline.objects.filter(pk=row.pk, state=State.PAUSED).update(state=State.OPEN):
        return False
    stood.until = max(at, stood.since)
    stood.save(update_fields=["until"])
    row.state = State.OPEN
    place(row, limit, reckoned(row, limit, calendar_on(row.site, at)), at)
    row.save(update_fields=PLACED)
    tell(facts.RESUMED, row, at, actor=by)
    return True
