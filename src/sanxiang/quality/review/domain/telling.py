"""How this room's facts are announced."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people.queries import Staff


def tell(
    kind: str,
    subject: str,
    *,
    site: int | None,
    at: datetime,
    actor: Staff | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Announce inside the transaction of the change."""
    who = f"staff:{actor.username}" if actor else "system"
    announce(kind=kind, subject=subject, at=at, site=site, actor=who, data=data)
