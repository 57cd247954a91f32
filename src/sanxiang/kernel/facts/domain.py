"""Writing a fact down, once, in the transaction of the change it tells of."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from sanxiang.kernel import push
from sanxiang.kernel.facts.facts import Fact, Wire
from sanxiang.kernel.facts.models import FactRow
from sanxiang.kernel.ids import new_id
from sanxiang.kernel.work.tasks import follow


class NotInTransaction(RuntimeError):
    """A fact outside a transaction could tell of a change that never happened."""


def announce(
    *,
    kind: str,
    subject: str,
    at: datetime,
    site: int | None = None,
    actor: str = "system",
    data: Mapping[str, Any] | None = None,
) -> Fact:
    """Write the fact and do what follows from it in the same transaction; the rest follows after the commit.

    Raises NotInTransaction outside `transaction.atomic()`.
    """
    fact = Fact(id=new_id(), at=at, kind=kind, subject=subject, site=site, actor=actor, data=dict(data or {}))
    announce_all([fact])
    return fact


def announce_all(facts: Sequence[Fact]) -> None:
    """Write facts that were made with `new_id`, in one go, and do what follows from each, in their order.

    Raises NotInTransaction outside `transaction.atomic()`.
    """
    if facts and not transaction.get_connection().in_atomic_block:
        said = f"{facts[0].kind} of {facts[0].subject} must be announced inside transaction.atomic()"
        raise NotInTransaction(said)
    FactRow.objects.bulk_create([_row(fact) for fact in facts])
    hints: set[str] = set()
    for fact in facts:
        hints |= _react(fact)
    push.hint(sorted(hints))


def _row(fact: Fact) -> FactRow:
    return FactRow(
        id=fact.id,
        at=fact.at,
        kind=fact.kind,
        subject=fact.subject,
        site=fact.site,
        actor=fact.actor,
        data=fact.data,
    )


def _react(fact: Fact) -> set[str]:
    """Do what follows in the same transaction; return the topics that have news."""
    hints: set[str] = set()
    for wire in wires(fact.kind):
        for reaction in wire.now:
            reaction(fact)
        for later in wire.later:
            follow(later.reaction, fact.id, queue=later.queue)
        hints.update(_topic(pattern, fact) for pattern in wire.hints)
    return hints


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _topic(pattern: str, fact: Fact) -> str:
    return pattern.format_map(_Blank({**fact.data, "site": fact.site or 0, "key": fact.key}))


@cache
def wires(kind: str) -> Sequence[Wire]:
    """Return the lines of the wiring table that serve this kind, in the table's order."""
    table: Sequence[Wire] = import_string(settings.SANXIANG_WIRING)
    return tuple(wire for wire in table if wire.serves(kind))


def fact(fact_id: uuid.UUID) -> Fact:
    """Read one fact back, for a reaction that runs after the commit."""
    row = FactRow.objects.get(pk=fact_id)
    return Fact(
        id=row.id,
        at=row.at,
        kind=row.kind,
        subject=row.subject,
        site=row.site,
        actor=row.actor,
        data=row.data,
    )
