"""Reading time limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from sanxiang.kernel.calendar.spans import remaining
from sanxiang.rules.deadlines.clauses import limit_of
from sanxiang.rules.deadlines.domain.reckoning import span_of
from sanxiang.rules.deadlines.models import Deadline, Pause, State
from sanxiang.rules.deadlines.places import calendar_on
from sanxiang.rules.rulebook import Text, TimeLimit


def of_subjects(subjects: Iterable[str]) -> Mapping[str, list[Deadline]]:
    """The time limits of many subjects in one query, the latest begun last."""
    found: dict[str, list[Deadline]] = {}
    for row in Deadline.objects.filter(subject__in=list(subjects)).order_by("started_at"):
        found.setdefault(row.subject, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit as a page shows it. `left`: seconds, seconds worked, or days after today, by `calendar`.

    While the clock stands it says since when and why, and `left` is what there was when it was stopped.
    """

    row: Deadline
    title: Text
    calendar: str
    left: float
    stands_since: datetime | None = None
    stands_for: str = ""


def clocks_of(subjects: Iterable[str], now: datetime) -> Mapping[str, list[Clock]]:
    """The clocks of many subjects with the clauses behind them, the latest begun last: two queries."""
    standing = Prefetch("pauses", Pause.objects.filter(until=None), to_attr="standing")
    rows = Deadline.objects.filter(subject__in=list(subjects)).select_related("rule")
    found: dict[str, list[Clock]] = {}
    for row in rows.prefetch_related(standing).order_by("started_at"):
        limit = limit_of(row)
        if limit is not None:
            found.setdefault(row.subject, []).append(_clock(row, limit, now))
    return found


def _clock(row: Deadline, limit: TimeLimit, now: datetime) -> Clock:
    stood: Pause | None = next(iter(row.standing), None)  # type: ignore[attr-defined]
    runs = row.state in (State.OPEN, State.PAUSED)
    at = stood.since if stood else now
    left = remaining(at, row.due_at, span_of(limit), calendar_on(row.site, now)) if runs else 0.0
    since, why = (stood.since, stood.reason) if stood else (None, "")
    return Clock(row, limit.title, limit.calendar, left, since, why)
