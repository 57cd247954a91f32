"""Beginning a time limit."""

from typing import Any

from sanxiang.kernel.facts.facts import Fact
from sanxiang.rules.deadlines import facts
from sanxiang.rules.deadlines.clauses import kept_rule
from sanxiang.rules.deadlines.domain.reckoning import named_time, place, reckoned
from sanxiang.rules.deadlines.domain.telling import tell
from sanxiang.rules.deadlines.models import Deadline
from sanxiang.rules.deadlines.places import calendar_of
from sanxiang.rules.rulebook import Rulebook, TimeLimit

HIGHEST = 9


def open_deadline(limit: TimeLimit, book: Rulebook, fact: Fact) -> None:
    """Begin a time limit; the same fact begins it once. Inside the fact's transaction.

    Nothing begins with a promise that names no time.
    """
    calendar = calendar_of(fact.site, book.working_time)
    named = named_time(limit, fact, calendar) if limit.due else None
    if limit.due and named is None:
        return
    fresh = Deadline(started_at=fact.at, named_at=named)
    place(fresh, limit, reckoned(fresh, limit, calendar), fact.at)
    row, new = Deadline.objects.get_or_create(
        clause=limit.id,
        started_by=fact.id,
        defaults={
            "edition": book.edition,
            "rule": kept_rule(limit),
            "subject": fact.subject,
            "site": fact.site,
            "contact": _contact(fact),
            "started_at": fact.at,
            "named_at": named,
            "due_at": fresh.due_at,
            "provisional": fresh.provisional,
            "warn_at": fresh.warn_at,
            "priority": max(limit.priority, _rank(fact.data.get("priority"))),
            "broken_kind": limit.broken or "",
            "escalate": limit.escalate or "",
        },
    )
    if new:
        tell(facts.OPENED, row, fact.at)


def _contact(fact: Fact) -> str:
    room, _, key = fact.subject.partition(":")
    return (key if room == "contact" else str(fact.data.get("contact") or ""))[:40]


def _rank(asked: Any) -> int:
    return min(max(asked, 0), HIGHEST) if type(asked) is int else 0
