"""Judging one chunk of calls again by a kept edition, with what is stored of them, in so many queries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from sanxiang.desk.contacts.scorable import Scorable, scorable
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.quality.scoring import scorer
from sanxiang.quality.scoring.models import Score
from sanxiang.quality.scoring.seeing import Sound, see, sounds_of
from sanxiang.quality.scoring.storing import Keeper
from sanxiang.rules.editions.queries import edition_by_id
from sanxiang.rules.rulebook import Edition, Rulebook

TRIES = 5
WRITTEN_AT_ONCE = 100
Last = dict[tuple[str, bool], tuple[str, str]]  # call, final → edition and content of its last result


def edition_named(edition_id: str) -> Edition:
    """A kept edition. Raises Refused."""
    found = edition_by_id(edition_id)
    if found is None:
        raise Refused(gettext("没有保存过这个版本的规范：%(edition)s。", edition=edition_id), code="edition")
    return found


def rescore_calls(calls: Collection[str], edition_id: str, at: datetime, keeper: Keeper) -> int:
    """Judge these calls; returns how many results were added."""
    edition, added = edition_named(edition_id), 0
    for tried in range(TRIES):
        try:
            for rows in batched(_rows(calls, edition, keeper, at)):
                with transaction.atomic():
                    Score.objects.bulk_create(rows)
                added += len(rows)
        except IntegrityError:  # another worker has scored one of them meanwhile
            if tried == TRIES - 1:
                raise
        else:
            break
    return added


def batched(rows: Sequence[Score]) -> Iterator[Sequence[Score]]:
    """So few at a time that nobody waits for the database."""
    yield from (rows[first : first + WRITTEN_AT_ONCE] for first in range(0, len(rows), WRITTEN_AT_ONCE))


def _rows(calls: Collection[str], edition: Edition, keeper: Keeper, at: datetime) -> list[Score]:
    numbers, last = _standing(calls)
    wanted = [call for call in calls if not _is_done(call, last, edition.id)]
    due = [call for call in scorable(wanted) if _is_due(call, last, edition.id)]
    return _judged(due, edition, keeper, numbers, at)


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
