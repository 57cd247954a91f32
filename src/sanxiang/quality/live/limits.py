"""What the rulebook in force says about how a call should sound: the figures that the coach goes by. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sanxiang.rules.rulebook.model import Clause, Rulebook

Band = tuple[float, float]

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "rate": "speech_rate",
        "level": "loudness",
        "cut_in": "interruptions",
        "silence": "longest_silence",
        "hold": "longest_hold",
    }
)
"""What the coach speaks of → the measure whose clause holds for it."""


class Limits(NamedTuple):
    """None: the rulebook says nothing about it, so nobody is nudged.

    `rate`: characters a minute; `level`: dBov; `silence_s`: dead air; `cut_in`: interruptions are judged.
    """

    rate: Band | None = None
    level: Band | None = None
    silence_s: float | None = None
    cut_in: bool = False


def clauses(book: Rulebook) -> dict[str, Clause]:
    """What the coach speaks of → the first clause that judges it."""
    found: dict[str, Clause] = {}
    for name, measure in MEASURES.items():
        clause = next((one for one in book.clauses if one.measure == measure), None)
        if clause is not None:
            found[name] = clause
    return found


def limits_of(book: Rulebook) -> Limits:
    known = clauses(book)
    silence = known["silence"].limit if "silence" in known else None
    return Limits(
        rate=_band(known.get("rate")),
        level=_band(known.get("level")),
        silence_s=float(silence) if isinstance(silence, int | float) else None,
        cut_in="cut_in" in known,
    )


def _band(clause: Clause | None) -> Band | None:
    pair = clause.pair("limit") if clause else None
    return None if pair is None else (float(pair[0]), float(pair[1]))
