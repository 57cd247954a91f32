"""The score of a call with its findings: clause, verdict, figure, limit, where to listen, which documents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sanxiang.quality.scoring import queries as scoring
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.web.pages.register_course import length_of
from sanxiang.web.pages.register_words import Mark, clock_of, seconds_of
from sanxiang.web.said import said

if TYPE_CHECKING:
    from decimal import Decimal

    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.scoring.queries import Finding
    from sanxiang.rules.rulebook.model import Clause, Rulebook

KEYS = 9


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happened. `from_s`, `to_s`: seconds into the recording, None where it isn't in it."""

    word: str
    from_s: float | None
    to_s: float | None


@dataclass(frozen=True, slots=True)
class Source:
    document: str
    clause: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding as it is shown. `number`: the key that jumps there, None without one."""

    clause: str
    title: str
    text: str
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
class Result:
    """`rest`: findings that say nothing about this call."""

    score: "Decimal | None"
    provisional: bool
    edition: str
    made_at: datetime
    missed: list[Judged]
    met: list[Judged]
    rest: list[Judged]


def result_of(row: "Contact") -> Result | None:
    """The result that counts for this call; None before there is one."""
    latest = scoring.latest_with_findings(row.call_id)
    if latest is None:
        return None
    made, findings = latest
    book = rulebook_on(localdate(row.offered_at))
    judged = [_judged(one, row, book) for one in findings]
    numbered = _numbered([*_only(judged, "missed"), *_only(judged, "met")])
    return Result(
        score=made.score,
        provisional=not made.final,
        edition=made.edition,
        made_at=made.made_at,
        missed=_only(numbered, "missed"),
        met=_only(numbered, "met"),
        rest=[one for one in judged if one.verdict not in ("missed", "met")],
    )


def _only(judged: Sequence[Judged], verdict: str) -> list[Judged]:
    return [one for one in judged if one.verdict == verdict]


def _numbered(judged: Sequence[Judged]) -> list[Judged]:
    """Those that can be heard get the keys 1 to 9, in the order in which they are shown."""
    free = iter(range(1, KEYS + 1))
    return [replace(one, number=next(free, None)) if one.heard else one for one in judged]


def _judged(one: "Finding", row: "Contact", book: "Rulebook") -> Judged:
    clause = book.clause(one.clause)
    return Judged(
        clause=one.clause,
        title=said(clause.title) if clause else one.clause,
        text=said(clause.text) if clause else "",
        verdict=one.verdict,
        mark=mark_of(one.verdict),
        figure=figure_of(one.value, one.unit),
        limit=figure_of(one.limit, one.unit),
        says=one.says,
        points=f"{one.points.normalize():f}/{one.of.normalize():f}" if one.of else "",
        spots=[_spot(row, *span) for span in one.evidence],
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


def figure_of(value: Any, unit: str) -> str:
    """A figure with its unit; a pair as from–to; "" for none."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "–".join(figure_of(part, unit) for part in value)
    if unit == "s":
        return seconds_of(value)
    words = {"rings": _("%(n)s 声"), "chars/min": _("%(n)s 字/分")}
    return words.get(unit, "%(n)s") % {"n": f"{value:g}"}


def _spot(row: "Contact", from_s: float, to_s: float) -> Spot:
    """From seconds after the answer to seconds into the recording."""
    kept = getattr(row, "recording", None)
    if row.answered_at is None:  # then the seconds count from the first ring
        return Spot(_("来电后 %(stretch)s") % {"stretch": _stretch(max(from_s, 0), to_s)}, None, None)
    if kept is None:
        return Spot(_since_answer(from_s, to_s), None, None)
    zero = (row.answered_at - kept.started_at).total_seconds()
    start, end = from_s + zero, to_s + zero
    if end <= 0:
        return Spot(_("录音之前 %(time)s") % {"time": seconds_of(to_s - from_s)}, None, None)
    start, end = max(start, 0.0), min(end, length_of(kept))
    if start > end:
        return Spot(_since_answer(from_s, to_s), None, None)
    return Spot(_stretch(start, end), start, end)


def _stretch(start: float, end: float) -> str:
    first, last = clock_of(start), clock_of(end)
    return first if first == last else f"{first}–{last}"


def _since_answer(from_s: float, to_s: float) -> str:
    if to_s <= 0 and from_s < 0:
        return _("接听之前 %(time)s") % {"time": seconds_of(to_s - from_s)}
    return _("接听后 %(stretch)s") % {"stretch": _stretch(max(from_s, 0), to_s)}


def _sources(clause: "Clause | None", book: "Rulebook") -> list[Source]:
    if clause is None:
        return []
    return [
        Source(_("本产品默认") if one.code == "ours" else book.documents.get(one.code, one.code), one.clause)
        for one in clause.sources
    ]
