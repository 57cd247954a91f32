"""What a measure says of one call, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from sanxiang.kernel.words import gettext

Number = int | float
MET, MISSED, NOT_APPLICABLE, NOT_OBSERVED, FOR_PERSON = (
    "met",
    "missed",
    "not_applicable",
    "not_observed",
    "for_person",
)
COUNTED = (MET, MISSED)


class Span(NamedTuple):
    """Where to listen, in seconds as in Observed."""

    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its key (the 简体) and its values, kept so that any reader has it in their language.

    Keys and the words in lists of values are marked with gettext_noop where they are written.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return gettext(self.key, **{name: _told(value) for name, value in self.values.items()})


def _told(value: Any) -> Any:
    return gettext("、").join(map(gettext, value)) if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class Judgement:
    """`value` in the unit of the measure; None when there is none to give."""

    verdict: str
    says: Said
    value: Number | None = None
    evidence: tuple[Span, ...] = ()


def met(says: Said, value: Number | None = None, *evidence: Span) -> Judgement:
    return Judgement(MET, says, value, evidence)


def missed(says: Said, value: Number | None = None, *evidence: Span) -> Judgement:
    return Judgement(MISSED, says, value, evidence)


def not_applicable(says: Said) -> Judgement:
    return _plain(NOT_APPLICABLE, says)


def not_observed(says: Said, value: Number | None = None, *evidence: Span) -> Judgement:
    if value is None and not evidence:
        return _plain(NOT_OBSERVED, says)
    return Judgement(NOT_OBSERVED, says, value, evidence)


def for_person(says: Said, *evidence: Span) -> Judgement:
    return Judgement(FOR_PERSON, says, None, evidence) if evidence else _plain(FOR_PERSON, says)


def _plain(verdict: str, says: Said) -> Judgement:
    return Judgement(verdict, says) if says.values else _constant(verdict, says.key)


@cache
def _constant(verdict: str, key: str) -> Judgement:
    """One and the same object each time: most clauses say it of most calls, and the scorer counts on it."""
    return Judgement(verdict, _bare(key))


def say(key: str, **values: Any) -> Said:
    """Numbers are told with at most one decimal."""
    return Said(key, {name: _short(value) for name, value in values.items()}) if values else _bare(key)


@cache
def _bare(key: str) -> Said:
    return Said(key)


def _short(value: Any) -> Any:
    return f"{round(value, 1):g}" if isinstance(value, float) else value
