"""Findings in the shape that is stored: a letter for each verdict, and what differs from call to call.

`details` is JSON, for each clause of the frame either the number of its sentence, or
[sentence, values of the sentence or 0, figure, evidence [[from, to], …], points]; what is empty at the end is
left off. Points are left off where they are all or none of the clause's.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from sanxiang.quality.scoring.judgement import (
    FOR_PERSON,
    MET,
    MISSED,
    NOT_APPLICABLE,
    NOT_OBSERVED,
    Number,
    Said,
)
from sanxiang.quality.scoring.scorer import Finding as Found
from sanxiang.rules.rulebook.model import Rulebook

LETTERS: Mapping[str, str] = {
    MET: "m", MISSED: "x", NOT_APPLICABLE: "n", NOT_OBSERVED: "o", FOR_PERSON: "p",
}  # fmt: skip
VERDICTS: Mapping[str, str] = {letter: verdict for verdict, letter in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause of one stored result. `evidence`: [from, to] in seconds from the answer (see Observed)."""

    clause: str
    kind: str
    verdict: str
    value: Number | None
    unit: str
    limit: Any
    points: Decimal
    of: Decimal
    evidence: list[list[float]]
    said: Said

    @property
    def says(self) -> str:
        """The sentence in the reader's language."""
        return str(self.said)


def frame_of(book: Rulebook) -> str:
    """The clauses of a rulebook as Frame.clauses holds them."""
    listed = [[one.id, one.kind, one.unit, one.limit, one.points] for one in book.clauses]
    return _json(listed)


def digest(*parts: str) -> str:
    """Hash text: 32 hex digits."""
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def verdicts_of(findings: Iterable[Found]) -> str:
    return "".join([LETTERS[one.verdict] for one in findings])


def details_of(findings: Iterable[Found], numbers: Mapping[str, int]) -> str:
    """`numbers`: sentence key → its number."""
    return _json([_packed(one, numbers[one.says.key]) for one in findings])


def _packed(one: Found, sentence: int) -> int | list[Any]:
    partly = one.points if one.verdict == MISSED and one.points else None
    if not one.says.values and one.value is None and not one.evidence and partly is None:
        return sentence
    packed = [sentence, one.says.values or 0, one.value, one.evidence or None, partly]
    while packed[-1] is None:
        packed.pop()
    return packed


def sentences_in(details: str) -> set[int]:
    """The numbers of the sentences that are used."""
    return {one if isinstance(one, int) else one[0] for one in json.loads(details)}


def unpack(clauses: str, verdicts: str, details: str, keys: Mapping[int, str]) -> list[Finding]:
    """The findings in the order of the frame. `keys`: number → sentence key."""
    rows = zip(json.loads(clauses), verdicts, json.loads(details), strict=True)
    return [_finding(clause, VERDICTS[letter], packed, keys) for clause, letter, packed in rows]


def _finding(clause: Sequence[Any], verdict: str, packed: Any, keys: Mapping[int, str]) -> Finding:
    given: list[Any] = [packed] if isinstance(packed, int) else packed
    sentence, values, value, evidence, partly = given + [None] * (5 - len(given))
    code, kind, unit, limit, full = clause
    return Finding(
        clause=code,
        kind=kind,
        verdict=verdict,
        value=value,
        unit=unit or "",
        limit=limit,
        points=Decimal(str(full if verdict == MET else partly or 0)),
        of=Decimal(str(full if verdict in (MET, MISSED) else 0)),
        evidence=evidence or [],
        said=Said(keys[sentence], values or {}),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
