"""What the registers do on facts of others and on their own."""

from uuid import UUID

from sanxiang.desk.contacts import queries, wav
from sanxiang.desk.contacts.domain import callbacks, recordings
from sanxiang.kernel.clock import clock
from sanxiang.kernel.facts.facts import Fact


def promise_broken(fact: Fact) -> None:
    """A return call's time has passed (same transaction as the deadline's own row)."""
    if fact.subject.startswith("callback:"):
        callbacks.mark_broken(UUID(fact.key), fact.at)


def promise_kept(fact: Fact) -> None:
    """News that came late: the return call was made in time after all (same transaction)."""
    if fact.subject.startswith("callback:"):
        callbacks.unmark_broken(UUID(fact.key))


def check_recording(fact: Fact) -> None:
    """After a call: is the file there, readable and as long as the call? (after commit, idempotent)"""
    row = queries.contact(UUID(fact.key))
    kept = getattr(row, "recording", None)
    if row is None or kept is None or row.ended_at is None:
        return
    expected = (row.ended_at - kept.started_at).total_seconds()
    seconds, fault = wav.look(queries.recordings_folder() / kept.path, expected)
    recordings.checked(contact_id=row.pk, seconds=seconds, fault=fault, at=clock.now())
