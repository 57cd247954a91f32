"""Facts about one time limit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sanxiang.kernel.facts.domain import announce_all
from sanxiang.kernel.facts.facts import Fact
from sanxiang.kernel.ids import new_id
from sanxiang.rules.deadlines.models import Deadline


def tell(kind: str, row: Deadline, at: datetime, *, actor: str = "system", **more: Any) -> None:
    """Announce something about the row. Inside a transaction."""
    tell_all([news(kind, row, at, actor=actor, **more)])


def tell_all(facts: Sequence[Fact]) -> None:
    """Announce what `news` made, in one go. Inside a transaction."""
    announce_all(facts)


def news(kind: str, row: Deadline, at: datetime, *, actor: str = "system", **more: Any) -> Fact:
    """A fact about the row; a call's page hears of it by `contact`."""
    data = {
        "clause": row.clause,
        "edition": row.edition,
        "due_at": row.due_at.isoformat(),
        "escalate": row.escalate,
        **({"contact": row.contact} if row.contact else {}),
        **more,
    }
    return Fact(id=new_id(), kind=kind, subject=row.subject, at=at, site=row.site, actor=actor, data=data)
