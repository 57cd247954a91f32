"""The score of a call with its findings: clause, verdict, figure, limit, where to listen, which documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sanxiang.quality.scoring import queries as scoring
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.rules.editions.queries import edition_by_id
from sanxiang.web.pages.register_figures import figure_of, limit_of
from sanxiang.web.pages.register_spots import Spot, spot_of
from sanxiang.web.pages.register_words import Mark
from sanxiang.web.said import said

if TYPE_CHECKING:
    from decimal import Decimal

    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.scoring.queries import Finding, Score
    from sanxiang.rules.rulebook.model import Clause, Rulebook

KEYS = 9


@dataclass(frozen=True, slots=True)
class Source:
    document: str
    clause: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding as it is shown. `number`: the key that jumps there, None without one."""

    clause: str
    kind: str
    title: str
    text: str
    advice: str
    verdict: str
    mark: Mark
    figure: str
    limit: str
    says: str
    points: str
    spots: list[Spot]
    sources: list[Source]
    number: int | None = None

    @property
    def heard(self) -> bool:
        return any(spot.from_s is not None for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one verdict that say the same."""

    says: str
    findings: list[Judged]


@dataclass(frozen=True, slots=True)
class Result:
    """`people`: for reviewers; `unseen`: what can't be seen, and why; `unused`: what didn't arise.

    `earlier`: all results of the call, the newest first; `newest`: whether this one counts.
    """

    score: "Decimal | None"
    number: int
    provisional: bool
    edition: str
    made_at: datetime
    missed: list[Judged]
    met: list[Judged]
    people: list[Alike]
    unseen: list[Alike]
    unused: list[Alike]
    earlier: "list[Score]"
    newest: bool
    book: "Rulebook"

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each folded list holds."""
        lists = {"people": self.people, "unseen": self.unseen, "unused": self.unused}
        return {name: sum(len(alike.findings) for alike in listed) for name, listed in lists.items()}


def result_of(row: "Contact", number: int | None = None) -> Result | None:
    """The result that counts for this call, or an earlier one by its number; None before there is one."""
    found = scoring.result(row.call_id, number) if number else None
    latest = found or scoring.latest_with_findings(row.call_id)
    if latest is None:
        return None
    made, findings = latest
    book = book_of(made, row)
    judged = [_judged(one, row, book) for one in findings]
    numbered = _numbered([*_only(judged, "missed"), *_only(judged, "met")])
    earlier = scoring.history(row.call_id)[::-1]
    return Result(
        score=made.score,
        number=made.number,
        provisional=not made.final,
        edition=made.edition,
        made_at=made.made_at,
        missed=_only(numbered, "missed"),
        met=_only(numbered, "met"),
        people=_alike(_only(judged, "for_person")),
        unseen=_alike(_only(judged, "not_observed")),
        unused=_alike(_only(judged, "not_applicable")),
        earlier=earlier,
        newest=made.number == max(earlier, key=lambda one: (one.final, one.number)).number,
        book=book,
    )


def book_of(made: "Score", row: "Contact") -> "Rulebook":
    """The edition that the result names, on the call's day; the one in force where it was not kept."""
    day = localdate(row.offered_at)
    kept = edition_by_id(made.edition)
    return kept.on(day) if kept else rulebook_on(day)


def _only(judged: Sequence[Judged], verdict: str) -> list[Judged]:
    return [one for one in judged if one.verdict == verdict]


def _alike(judged: Iterable[Judged]) -> list[Alike]:
    """Put together what says the same, the most frequent first."""
    listed = sorted(judged, key=lambda one: one.says)
    groups = [Alike(says, list(found)) for says, found in groupby(listed, key=lambda one: one.says)]
    return sorted(groups, key=lambda alike: -len(alike.findings))


def _numbered(judged: Sequence[Judged]) -> list[Judged]:
    """Those that can be heard get the keys 1 to 9, in the order in which they are shown."""
    free = iter(range(1, KEYS + 1))
    return [replace(one, number=next(free, None)) if one.heard else one for one in judged]


def _judged(one: "Finding", row: "Contact", book: "Rulebook") -> Judged:
    clause = book.clause(one.clause)
    return Judged(
        clause=one.clause,
        kind=one.kind,
        title=said(clause.title) if clause else one.clause,
        text=said(clause.text) if clause else "",
        advice=said(clause.advice) if clause else "",
        verdict=one.verdict,
        mark=mark_of(one.verdict),
        figure=figure_of(one.value, one.unit),
        limit=limit_of(one.limit, one.unit, clause),
        says=one.says,
        points=f"{one.points.normalize():f}/{one.of.normalize():f}" if one.of else "",
        spots=list(dict.fromkeys(spot_of(row, *span) for span in one.evidence)),
        sources=_sources(clause, book),
    )


def mark_of(verdict: str) -> Mark:
    marks = {
        "met": Mark(_("合格"), "good", "circle-check"),
        "missed": Mark(_("不合格"), "bad", "circle-x"),
        "not_applicable": Mark(_("不适用"), "calm", "ban"),
        "not_observed": Mark(_("看不出"), "calm", "eye-off"),
        "for_person": Mark(_("待人评"), "wait", "user-check"),
    }
    return marks[verdict]


def _sources(clause: "Clause | None", book: "Rulebook") -> list[Source]:
    if clause is None:
        return []
    return [
        Source(_("本产品默认") if one.code == "ours" else book.documents.get(one.code, one.code), one.clause)
        for one in clause.sources
    ]
