"""Scoring follows the call: provisionally when it has ended, finally when its row is closed. Idempotent."""

from uuid import UUID

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.clock import clock
from sanxiang.kernel.facts.facts import Fact
from sanxiang.quality.scoring import domain


def on_call_ended(fact: Fact) -> None:
    """Score the call on its signals; the row may still be written."""
    _score(UUID(fact.key), with_row=False)


def on_contact_closed(fact: Fact) -> None:
    """Score the call with its row, also after a correction of the row."""
    _score(UUID(fact.key), with_row=True)


def on_callback_kept(fact: Fact) -> None:
    """A call that broke off was rung back: that belongs to its score."""
    _score(UUID(fact.data["contact"]), with_row=True)


def _score(contact_id: UUID, *, with_row: bool) -> None:
    row = contacts.contact(contact_id)
    folder = contacts.call_folder(row.call_id) if row is not None else None
    if row is None or folder is None:
        return
    domain.score_contact(
        contact=row.pk,
        site=row.site_id,
        folder=folder,
        final=with_row and row.closed_at is not None,
        at=clock.now(),
        rung_back_s=contacts.rung_back_after(row.call_id),
    )
