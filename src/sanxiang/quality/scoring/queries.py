"""Reading scores. A list costs one query however many calls it shows."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, FloatField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from sanxiang.quality.scoring.models import Frame, Score, Sentence
from sanxiang.quality.scoring.packing import VERDICTS, Finding, sentences_in, unpack

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact

__all__ = ["Final", "Finding", "Score", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The final result that counts of one call, with whose call it was. `offered_at` is in UTC.

    `verdicts`: clause → met, missed, not_applicable, not_observed, for_person.
    """

    call_id: str
    contact: UUID
    site: int | None
    staff: str
    category: str
    offered_at: datetime
    direction: str
    score: float | None
    edition: str
    clauses: tuple[str, ...]
    letters: str

    @property
    def verdicts(self) -> Mapping[str, str]:
        return {clause: VERDICTS[letter] for clause, letter in zip(self.clauses, self.letters, strict=True)}


def standings(calls: "QuerySet[Contact]") -> list[Standing]:
    """The final results that count of these rows of the register, oldest call first: three queries.

    `calls`: unsliced, as contacts.queries.register gives them; calls without a final result are left out.
    """
    newer = Score.objects.filter(call_id=OuterRef("call_id"), final=True, number__gt=OuterRef("number"))
    made = Score.objects.filter(~Exists(newer), final=True, call_id__in=calls.values("call_id"))
    columns = made.values_list("call_id", "score", "edition", "frame_id", "verdicts")
    found = {row[0]: row[1:] for row in columns.iterator(chunk_size=5000)}
    frames = {
        pk: tuple(one[0] for one in json.loads(text))
        for pk, text in Frame.objects.values_list("id", "clauses")
    }
    rows = calls.order_by("offered_at", "id").values_list(
        "call_id", "id", "site_id", F("staff__username"), "category", "offered_at", "direction"
    )
    return [
        Standing(
            call_id=call,
            contact=contact,
            site=site,
            staff=staff or "",
            category=category,
            offered_at=offered_at,
            direction=direction,
            score=None if score is None else float(score),
            edition=edition,
            clauses=frames[frame],
            letters=letters,
        )
        for call, contact, site, staff, category, offered_at, direction in rows
        if call in found
        for score, edition, frame, letters in (found[call],)
    ]


class Final(NamedTuple):
    """A final result that counts, as it is stored. `letters`, `details`: see packing.py."""

    score: float | None
    frame: int
    letters: str
    details: str


def final_results(calls: "QuerySet[Contact]", *, details: bool = False) -> dict[str, Final]:
    """Call id → the final result that counts, of these rows of the register: one query.

    `details` is "" unless asked for: it is most of what there is to read.
    """
    rows = Score.objects.filter(_NEWEST, final=True, call_id__in=calls.order_by().values("call_id"))
    told = rows.annotate(points=Cast("score", FloatField()), told=F("details") if details else Value(""))
    columns = told.values_list("call_id", "points", "frame_id", "verdicts", "told")
    return {row[0]: Final._make(row[1:]) for row in columns.iterator(chunk_size=5000)}


_NEWEST = ~Exists(
    Score.objects.filter(call_id=OuterRef("call_id"), final=True, number__gt=OuterRef("number"))
)


def frames() -> dict[int, list[tuple[str, float]]]:
    """Number of each frame → its clauses with their points: one query."""
    rows = Frame.objects.values_list("id", "clauses")
    return {pk: [(one[0], float(one[4])) for one in json.loads(text)] for pk, text in rows}


def findings_of_calls(call_ids: Iterable[str]) -> dict[str, list[Finding]]:
    """Call id → the findings of its final result: two queries however many calls."""
    made = Score.objects.filter(_NEWEST, final=True, call_id__in=list(call_ids)).select_related("frame")
    rows = list(made)
    used = Sentence.objects.filter(pk__in={one for row in rows for one in sentences_in(row.details)})
    keys = dict(used.values_list("id", "key"))
    return {row.call_id: unpack(row.frame.clauses, row.verdicts, row.details, keys) for row in rows}


def latest_of(call_id: str, *, final: bool | None = None) -> Score | None:
    """The result that counts for a call: the newest final one, else the newest provisional one."""
    rows = Score.objects.filter(call_id=call_id)
    if final is not None:
        rows = rows.filter(final=final)
    return rows.order_by("-final", "-number").first()


def latest_with_findings(call_id: str) -> tuple[Score, list[Finding]] | None:
    """The result that counts, with its findings in the order of the rulebook: two queries."""
    rows = Score.objects.filter(call_id=call_id).order_by("-final", "-number")
    made = rows.select_related("frame").first()
    return None if made is None else (made, findings_of(made))


def result(call_id: str, number: int) -> tuple[Score, list[Finding]] | None:
    """One result of a call by its number, with its findings."""
    made = Score.objects.select_related("frame").filter(call_id=call_id, number=number).first()
    return None if made is None else (made, findings_of(made))


def findings_of(made: Score) -> list[Finding]:
    """The findings of one result, in the order of the rulebook."""
    used = Sentence.objects.filter(pk__in=sentences_in(made.details))
    return unpack(made.frame.clauses, made.verdicts, made.details, dict(used.values_list("id", "key")))


def latest_scores(call_ids: Iterable[str]) -> dict[str, Score]:
    """The result that counts for each of many calls that have one: one query."""
    rows = Score.objects.filter(call_id__in=list(call_ids)).order_by("final", "number")
    return {row.call_id: row for row in rows}


def history(call_id: str) -> list[Score]:
    """Every result of a call, the oldest first."""
    return list(Score.objects.filter(call_id=call_id).order_by("number"))
