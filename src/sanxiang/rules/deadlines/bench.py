"""Rows and readings for the measurement of time limits: many open ones, many that come due, what was told."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sanxiang.kernel.facts.queries import told_of
from sanxiang.kernel.ids import new_id
from sanxiang.rules.deadlines.clauses import kept_rule
from sanxiang.rules.deadlines.models import Deadline
from sanxiang.rules.rulebook import load

URGENT_EACH = 20  # one in so many is an emergency
AT_ONCE = 2000


def put_open(number: int, now: datetime) -> None:
    """Time limits that run and aren't due for a while: what a big company has standing."""
    dues = (now + timedelta(days=2, minutes=n) for n in range(number))
    _put("open", dues, now)


def put_due(batch: str, start: datetime, number: int, spread_s: float) -> None:
    """`number` time limits that come due within `spread_s` from `start`, evenly."""
    dues = (start + timedelta(seconds=spread_s * n / number) for n in range(number))
    _put(batch, dues, start - timedelta(minutes=30))


def _put(batch: str, dues: Iterator[datetime], started: datetime) -> None:
    book = load("property", on=date(2026, 3, 2))
    limit = book.time_limit("OUT-4")
    if limit is None:
        raise RuntimeError("OUT-4 is not in the shipped rulebook")
    same: dict[str, Any] = {
        "clause": limit.id,
        "edition": _edition(batch),
        "rule": kept_rule(limit),
        "started_at": started,
        "broken_kind": limit.broken,
        "escalate": limit.escalate,
    }
    rows = (
        Deadline(
            subject=f"callback:{new_id()}",
            started_by=uuid.uuid4(),
            due_at=at,
            named_at=at,
            priority=0 if n % URGENT_EACH else 9,
            **same,
        )
        for n, at in enumerate(dues)
    )
    Deadline.objects.bulk_create(rows, batch_size=AT_ONCE)


def _edition(batch: str) -> str:
    return f"bench@{batch}"


def still_open(batch: str) -> int:
    soon = datetime.now(UTC) + timedelta(days=1)  # asked over and over: by the index, past those that stand
    return Deadline.objects.filter(state="open", due_at__lt=soon, edition=_edition(batch)).count()


def figures(batch: str) -> dict[str, Any]:
    """What came of a batch, in seconds after each row was due; `s`: from the first due to the last told."""
    rows = Deadline.objects.filter(edition=_edition(batch))
    dues = {subject: (at, rank) for subject, at, rank in rows.values_list("subject", "due_at", "priority")}
    told = [(subject, _moment(fact)) for fact, subject in told_of("deadline.broken") if subject in dues]
    late = sorted((at - dues[subject][0]).total_seconds() for subject, at in told)
    first = min(at for at, _ in dues.values())
    urgent = [at for subject, at in told if dues[subject][1]]
    return {
        "rows": len(dues),
        "never": len(dues) - len({subject for subject, _ in told}),
        "twice": len(told) - len({subject for subject, _ in told}),
        "late_s.p50": round(late[len(late) // 2], 2),
        "late_s.p99": round(late[int(len(late) * 0.99)], 2),
        "late_s.max": round(late[-1], 2),
        "s": round((max(at for _, at in told) - first).total_seconds(), 2),
        "urgent_s": round((max(urgent) - first).total_seconds(), 2),
        "others_before_the_last_urgent": sum(at < max(urgent) and not dues[one][1] for one, at in told),
    }


def _moment(fact: uuid.UUID) -> datetime:
    """When a fact was written: its id holds it."""
    return datetime.fromtimestamp((fact.int >> 80) / 1000, UTC)
