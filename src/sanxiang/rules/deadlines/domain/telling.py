"""Facts about one time limit."""

from datetime import datetime
from typing import Any

from sanxiang.kernel.facts.domain import announce
from sanxiang.rules.deadlines.models import Deadline


def tell(kind: str, row: Deadline, at: datetime, *, actor: str = "system", **more: Any) -> None:
    """Announce something about the row; a call's page hears of it by `contact`. Inside a transaction."""
    data = {
        "clause": row.clause,
        "edition": row.edition,
        "due_at": row.due_at.isoformat(),
        "escalate": row.escalate,
        **({"contact": row.contact} if row.contact else {}),
        **more,
    }
    announce(kind=kind, subject=row.subject, at=at, site=row.site, actor=actor, data=data)
