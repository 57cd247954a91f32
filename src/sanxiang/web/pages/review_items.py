"""The items of a sheet with the clauses that say what to look for, and where in the recording to listen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from sanxiang.quality.scoring import queries as scoring
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.web.pages.register_words import clock_of
from sanxiang.web.pages.review_words import item_title, mark_word
from sanxiang.web.said import said

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.review.queries import Sample

FOR_PERSON = "for_person"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen, in seconds of the recording."""

    from_s: float
    word: str


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    title: str
    text: str
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    title: str
    clauses: Sequence[Clause]
    given: str


def items_of(sample: "Sample", row: "Contact", marks: Mapping[str, int | None]) -> list[Item]:
    """The items of a sample's sheets, in their order."""
    book = rulebook_on(timezone.localdate(sample.sealed_at))
    places = _places(row)
    known = {clause.id: clause for clause in book.clauses}
    return [
        Item(
            code=item,
            title=item_title(item),
            clauses=[
                Clause(one, said(known[one].title), said(known[one].text), places.get(one, ()))
                for one in clauses
                if one in known
            ],
            given=mark_word(marks, item),
        )
        for item, clauses in sample.figures["items"].items()
    ]


def _places(row: "Contact") -> dict[str, list[Place]]:
    """Where the system leaves a clause to people; what it judged itself stays hidden from reviewers."""
    kept, result = getattr(row, "recording", None), scoring.latest_with_findings(row.call_id)
    if kept is None or row.answered_at is None or result is None:
        return {}
    zero = (row.answered_at - kept.started_at).total_seconds()
    return {
        one.clause: [
            Place(max(start + zero, 0.0), clock_of(max(start + zero, 0.0))) for start, _end in one.evidence
        ]
        for one in result[1]
        if one.verdict == FOR_PERSON
    }
