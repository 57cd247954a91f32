"""Judging calls again by another edition: results are added beside the earlier ones, none is rewritten.

Nothing is listened to again: what was measured in the recordings is stored. Results are written in
short transactions; after a kill the next run leaves out what has a result of that edition already.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanxiang.desk.contacts.scorable import ended_calls, ended_count
from sanxiang.kernel.facts.domain import announce
from sanxiang.quality.scoring import facts
from sanxiang.quality.scoring.chunk import edition_named, rescore_calls
from sanxiang.quality.scoring.pool import in_processes
from sanxiang.quality.scoring.storing import Keeper

CHUNK = 250  # calls


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` calls were looked at, `added` results came of it."""

    done: int
    total: int
    added: int


Told = Callable[[Progress], None]


def rescore(
    edition_id: str, *, at: datetime, since: date | None = None, jobs: int = 1, told: Told | None = None
) -> Progress:
    """Judge all calls that are over (offered since that day) by a kept edition, `jobs` processes at once.

    Raises Refused when there is no such edition.
    """
    edition_named(edition_id)
    progress = Progress(0, ended_count(since=since), 0)
    for looked_at, added in _chunks(edition_id, ended_calls(since=since, chunk=CHUNK), jobs, at):
        progress = Progress(progress.done + looked_at, progress.total, progress.added + added)
        if told is not None:
            told(progress)
    with transaction.atomic():
        data = {"edition": edition_id, "calls": progress.done, "added": progress.added}
        announce(kind=facts.REMADE, subject=f"edition:{edition_id}", at=at, data=data)
    return progress


def _chunks(
    edition_id: str, chunks: Iterator[list[str]], jobs: int, at: datetime
) -> Iterator[tuple[int, int]]:
    if jobs <= 1:
        keeper = Keeper()
        yield from ((len(calls), rescore_calls(calls, edition_id, at, keeper)) for calls in chunks)
        return
    yield from in_processes(jobs, edition_id, chunks, at)
