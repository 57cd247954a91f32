"""A call and a rulebook in, findings and a score out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import (
    COUNTED,
    MET,
    Judgement,
    Number,
    Said,
    Span,
    not_applicable,
    say,
)
from sanxiang.quality.scoring.measures import MEASURES
from sanxiang.quality.scoring.observed import Observed
from sanxiang.rules.rulebook.model import Clause, Figure, Rulebook

ONLY = {"in": _("只用于来电。"), "out": _("只用于去电。")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause on one call. `points` and `of` are 0 unless the verdict counts, so sums need no filter."""

    clause: str
    kind: str
    verdict: str
    value: Number | None
    unit: str | None
    limit: Figure | None
    points: Number
    of: Number
    evidence: tuple[Span, ...]
    says: Said

    def as_json(self) -> dict[str, Any]:
        """The shape of spec "call folder": evidence in seconds from `answered`."""
        return {
            "clause": self.clause,
            "kind": self.kind,
            "verdict": self.verdict,
            "value": self.value,
            "unit": self.unit,
            "limit": self.limit,
            "points": self.points,
            "of": self.of,
            "evidence": [{"from_s": span.from_s, "to_s": span.to_s} for span in self.evidence],
            "says": str(self.says),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """`score`: 0.0 to 100.0 with one decimal, None when no finding counts."""

    call: str
    rulebook: str
    edition: str
    score: Decimal | None
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "call": self.call,
            "rulebook": self.rulebook,
            "edition": self.edition,
            "score": None if self.score is None else float(self.score),
            "findings": [finding.as_json() for finding in self.findings],
        }


def score(seen: Observed, book: Rulebook) -> Result:
    """Judge one call by every clause of the rulebook."""
    findings = tuple(judge(seen, clause, book) for clause in book.clauses)
    return Result(seen.call, book.profile, book.edition, total(findings), findings)


def judge(seen: Observed, clause: Clause, book: Rulebook) -> Finding:
    """Judge one call by one clause."""
    if clause.direction and clause.direction != seen.direction:
        found = not_applicable(say(ONLY[clause.direction]))
    elif clause.exempt and book.is_within(seen.category, clause.exempt):
        found = not_applicable(say(_("这一类别不适用。")))
    else:
        found = MEASURES[clause.measure](seen, clause, book)
    return _plain(found, clause) if _is_plain(found) else _finding(found, clause)


def _is_plain(found: Judgement) -> bool:
    return found.value is None and not found.evidence and not found.says.values


_kept: dict[tuple[int, int], tuple[Judgement, Clause, Finding]] = {}
MOST_KEPT = 20_000


def _plain(found: Judgement, clause: Clause) -> Finding:
    """The finding that says no more than its sentence, made once: that is most of a call's seventy.

    Found by identity, as rulebooks and judgements live long; what is kept can't be another's by accident.
    """
    key = id(found), id(clause)
    kept = _kept.get(key)
    if kept is not None and kept[0] is found and kept[1] is clause:
        return kept[2]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _finding(found, clause)
    _kept[key] = (found, clause, made)
    return made


def _finding(found: Judgement, clause: Clause) -> Finding:
    counts = found.verdict in COUNTED
    return Finding(
        clause=clause.id,
        kind=clause.kind,
        verdict=found.verdict,
        value=found.value,
        unit=clause.unit,
        limit=clause.limit,
        points=points(found, clause) if counts else 0,
        of=clause.points if counts else 0,
        evidence=found.evidence,
        says=found.says,
    )


def points(found: Judgement, clause: Clause) -> Number:
    """All when met; when missed, those of the first step that the figure still reaches, else none."""
    if found.verdict == MET:
        return clause.points
    if found.value is not None:
        for step in clause.steps:
            if found.value <= step.upto:
                return step.points
    return 0


def total(findings: Iterable[Finding]) -> Decimal | None:
    """100 · Σ points / Σ of over what was met or missed, one decimal, halves up; None when there is none."""
    counted = [finding for finding in findings if finding.verdict in COUNTED]
    of = sum(Decimal(str(finding.of)) for finding in counted)
    if not of:
        return None
    got = sum(Decimal(str(finding.points)) for finding in counted)
    return (100 * got / of).quantize(Decimal("0.1"), ROUND_HALF_UP)
