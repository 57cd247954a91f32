"""Scoring follows the call: provisionally when it has ended, finally when its row is closed. Idempotent."""

from uuid import UUID

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.scorable import scorable
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


def on_recording_checked(fact: Fact) -> None:
    """Listen to the recording once, then score the call again. Slow: in no transaction."""
    row = contacts.contact(UUID(fact.key))
    if row is not None and domain.listen(row.call_id, at=clock.now()):
        _score(row.pk, with_row=True)


def on_transcript_stored(fact: Fact) -> None:
    """The call was put into words: its clauses of words can be judged now."""
    _score(UUID(fact.key), with_row=True)


def _score(contact_id: UUID, *, with_row: bool) -> None:
    row = contacts.contact(contact_id)
    for call in scorable([row.call_id]) if row is not None else ():
        domain.score_call(call, final=with_row and call.closed, at=clock.now())
