"""Reading the stream of facts: the audit trail of one subject."""

from collections.abc import Sequence
from uuid import UUID

from sanxiang.kernel.facts.facts import Fact
from sanxiang.kernel.facts.models import FactRow


def facts_of(subject: str, *, kinds: Sequence[str] = (), limit: int = 500) -> list[Fact]:
    """Return what happened to one subject, oldest first."""
    return facts_of_any([subject], kinds=kinds, limit=limit)


def facts_of_any(subjects: Sequence[str], *, kinds: Sequence[str] = (), limit: int = 500) -> list[Fact]:
    """Return what happened to any of these subjects, oldest first."""
    rows = FactRow.objects.filter(subject__in=subjects)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return [
        Fact(
            id=row.id,
            at=row.at,
            kind=row.kind,
            subject=row.subject,
            site=row.site,
            actor=row.actor,
            data=row.data,
        )
        for row in rows.order_by("id")[:limit]
    ]


def told_of(kind: str) -> list[tuple[UUID, str]]:
    """The id (which holds when it was written) and subject of every fact of a kind, oldest first."""
    return list(FactRow.objects.filter(kind=kind).order_by("id").values_list("id", "subject"))
