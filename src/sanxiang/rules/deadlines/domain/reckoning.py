"""When a time limit is due: from its clause, the calendar of its site, and the pauses it has had."""

from datetime import date, datetime, timedelta

from sanxiang.kernel.calendar.spans import Due, Pause, Span, due, moved
from sanxiang.kernel.calendar.working import Calendar
from sanxiang.kernel.facts.facts import Fact
from sanxiang.rules.deadlines.models import Deadline
from sanxiang.rules.rulebook import TimeLimit


def span_of(limit: TimeLimit) -> Span:
    return Span(float(limit.within_s or 0), limit.calendar, limit.roll)


def named_time(limit: TimeLimit, fact: Fact, calendar: Calendar) -> datetime | None:
    """The time that the fact itself names; a day alone means its 24:00. None: it names none."""
    said = str(fact.data.get(limit.due or "") or "")
    if not said:
        return None
    if len(said) == len("2026-03-02"):
        return calendar.end_of(date.fromisoformat(said))
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=calendar.zone)


def reckoned(row: Deadline, limit: TimeLimit, calendar: Calendar) -> Due:
    """When the row is due, with the pauses it has had until now."""
    stood = [Pause(one.since, one.until) for one in row.pauses.all()] if row.pk else []
    named = row.named_at or (row.due_at if limit.due else None)  # a promise from before it was kept apart
    if named is None:
        return due(row.started_at, span_of(limit), calendar, stood)
    since = row.named_since or row.started_at
    return moved(named, span_of(limit), calendar, [one for one in stood if one.since >= since])


def place(row: Deadline, limit: TimeLimit, found: Due, at: datetime) -> None:
    """Put the due time and what hangs on it on the row; a warning still to come is given (again)."""
    row.due_at, row.provisional = found.at, not found.certain
    if not limit.warn_before_s:
        return
    warn = found.at - timedelta(seconds=float(limit.warn_before_s))
    row.warn_at = max(warn, row.started_at)
    if warn > at:
        row.warned_at = None


PLACED = ("due_at", "provisional", "warn_at", "warned_at")
"""What `place` writes."""
