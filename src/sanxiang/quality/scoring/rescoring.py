"""Judging calls again by another edition: results are added beside the earlier ones, none is rewritten.

Nothing is listened to again: what was measured in the recordings is stored. Each chunk is written in one
short transaction; after a kill the next run leaves out what has a result of that edition already.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sanxiang.desk.contacts.scorable import Scorable, ended_calls, ended_count, scorable
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.words import gettext
from sanxiang.quality.scoring import facts, scorer
from sanxiang.quality.scoring.models import Score
from sanxiang.quality.scoring.pool import in_processes
from sanxiang.quality.scoring.seeing import Sound, see, sounds_of
from sanxiang.quality.scoring.storing import Keeper
from sanxiang.rules.editions.queries import edition_by_id
from sanxiang.rules.rulebook import Edition, Rulebook

CHUNK = 250  # calls: some 10 ms of writing
TRIES = 5
Last = dict[tuple[str, bool], tuple[str, str]]  # call, final → edition and content of its last result


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


def edition_named(edition_id: str) -> Edition:
    """A kept edition. Raises Refused."""
    found = edition_by_id(edition_id)
    if found is None:
        raise Refused(gettext("没有保存过这个版本的规范：%(edition)s。", edition=edition_id), code="edition")
    return found


def _chunks(
    edition_id: str, chunks: Iterator[list[str]], jobs: int, at: datetime
) -> Iterator[tuple[int, int]]:
    if jobs <= 1:
        keeper = Keeper()
        yield from ((len(calls), rescore_calls(calls, edition_id, at, keeper)) for calls in chunks)
        return
    yield from in_processes(jobs, edition_id, chunks, at)


def rescore_calls(calls: Collection[str], edition_id: str, at: datetime, keeper: Keeper) -> int:
    """Judge these calls; returns how many results were added."""
    edition = edition_named(edition_id)
    for tried in range(TRIES):
        numbers, last = _standing(calls)
        due = [
            call
            for call in scorable([call for call in calls if not _is_done(call, last, edition_id)])
            if _is_due(call, last, edition_id)
        ]
        rows = _judged(due, edition, keeper, numbers, at)
        try:
            with transaction.atomic():
                Score.objects.bulk_create(rows)
        except IntegrityError:  # another worker has scored one of them meanwhile
            if tried == TRIES - 1:
                raise
        else:
            return len(rows)
    return 0


def _standing(calls: Collection[str]) -> tuple[dict[str, int], Last]:
    """The highest number of each call, and its last results."""
    numbers: dict[str, int] = {}
    last: Last = {}
    rows = Score.objects.filter(call_id__in=calls).order_by("call_id", "number")
    for call, number, final, edition, content in rows.values_list(
        "call_id", "number", "final", "edition", "content"
    ):
        numbers[call] = number
        last[call, final] = (edition, content)
    return numbers, last


def _is_done(call: str, last: Last, edition: str) -> bool:
    return (call, True) in last and last[call, True][0] == edition


def _is_due(call: Scorable, last: Last, edition: str) -> bool:
    """Whether its events are all there and its last result of this sort names another edition."""
    events = call.folder.events
    before = last.get((call.folder.call, call.closed))
    return bool(events) and events[0].event == "offered" and (before is None or before[0] != edition)


def _judged(
    calls: Collection[Scorable], edition: Edition, keeper: Keeper, numbers: dict[str, int], at: datetime
) -> list[Score]:
    sounds = sounds_of([call.folder.call for call in calls])
    judged = [(call, book, _result(call, book, sounds)) for call in calls for book in [_book(call, edition)]]
    keeper.learn((result for _, _, result in judged), (book for _, book, _ in judged))
    return [
        keeper.row(result, book, number=numbers.get(result.call, 0) + 1, final=call.closed, at=at)
        for call, book, result in judged
    ]


def _book(call: Scorable, edition: Edition) -> Rulebook:
    return edition.on(call.folder.events[0].at.astimezone(call.zone).date())


def _result(call: Scorable, book: Rulebook, sounds: Mapping[str, Sound]) -> scorer.Result:
    return scorer.score(see(call, final=call.closed, sound=sounds.get(call.folder.call)), book)
