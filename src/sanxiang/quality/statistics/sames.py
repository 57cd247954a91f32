"""The four sames (四个一样): is quality the same for the known and the unknown caller, with and without
inspection, busy or quiet, at the start and at the end of a shift?

Each is one coefficient of a least-squares fit of the score within operators: operator and category as fixed
effects, a straight trend over the period, and the other three traits held. Calls of one day are one cluster
(an inspection is a matter of days, and a bad day is bad for everybody). See regression.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sanxiang.quality.statistics.columns import (
    UNKNOWN,
    Bools,
    Calls,
    Floats,
    Ints,
    categories,
    dummies,
    standardised,
)
from sanxiang.quality.statistics.regression import Effect, effect

KNOWN, INSPECTED, BUSY, LATE = "known", "inspected", "busy", "late"
SAMES = (KNOWN, INSPECTED, BUSY, LATE)
NOT_ENOUGH, SAME, DIFFERS, HINT, UNCLEAR = "not_enough", "same", "differs", "hint", "unclear"


@dataclass(frozen=True, slots=True)
class Needs:
    """When there is enough to compare: `calls` and `days` on each side, `df` degrees of freedom.

    Below 4 degrees of freedom the intervals of regression.py can't be trusted (Pustejovsky & Tipton 2018).
    `margin`: points within which the whole interval must lie to be called the same.
    """

    calls: int = 30
    days: int = 5
    df: float = 4.0
    margin: float = 3.0


@dataclass(frozen=True, slots=True)
class Side:
    """Calls that count, by operators who have calls on both sides, and the days they are spread over."""

    calls: int
    days: int


@dataclass(frozen=True, slots=True)
class Same:
    """One of SAMES. `effect`: points of score, `yes` against `no`; None for NOT_ENOUGH.

    `lacking_calls`, `lacking_days`: what the poorer side still needs; both 0 with NOT_ENOUGH means that
    the trait can't be told apart from who, what and when.
    """

    key: str
    state: str
    yes: Side
    no: Side
    effect: Effect | None = None
    lacking_calls: int = 0
    lacking_days: int = 0


def four_sames(calls: Calls, needs: Needs | None = None) -> tuple[Same, ...]:
    """The four comparisons in the order of SAMES; those whose trait `calls` lacks are NOT_ENOUGH."""
    needs = needs or Needs()
    found = [_compare(calls, key, needs) for key in SAMES]
    held = _holm({one.key: one.effect.p for one in found if one.effect is not None})
    return tuple(_judged(one, held.get(one.key, 1.0), needs) for one in found)


def _compare(calls: Calls, key: str, needs: Needs) -> Same:
    calls = _comparable(calls, key)
    trait = calls.traits.get(key, np.zeros(0, dtype=np.int64))
    yes, no = _side(calls, trait == 1), _side(calls, trait == 0)
    lacking_calls = max(needs.calls - min(yes.calls, no.calls), 0)
    lacking_days = max(needs.days - min(yes.days, no.days), 0)
    if lacking_calls or lacking_days:
        return Same(key, NOT_ENOUGH, yes, no, None, lacking_calls, lacking_days)
    found = effect(calls.score, _design(calls, key), calls.day)
    if found is None or found.df < needs.df:
        return Same(key, NOT_ENOUGH, yes, no)
    return Same(key, UNCLEAR, yes, no, found)


def _comparable(calls: Calls, key: str) -> Calls:
    """The calls whose trait is known, of operators who have some on both sides."""
    trait = calls.traits.get(key)
    if trait is None:
        return calls.only(np.zeros(len(calls), dtype=np.bool_))
    calls = calls.only(trait != UNKNOWN)
    trait = calls.traits[key]
    both = np.intersect1d(calls.staff[trait == 1], calls.staff[trait == 0])
    return calls.only(np.isin(calls.staff, both))


def _side(calls: Calls, which: Bools) -> Side:
    return Side(int(which.sum()), len(np.unique(calls.day[which])))


def _design(calls: Calls, key: str) -> Floats:
    others = [_held(trait) for name, trait in calls.traits.items() if name != key]
    columns = [calls.traits[key][:, None], dummies(calls.staff), categories(calls.category)]
    whole = np.column_stack([*columns, standardised(calls.day), *others]).astype(np.float64)
    return whole[:, [0, *(1 + np.flatnonzero(whole[:, 1:].any(axis=0)))]]


def _held(trait: Ints) -> Floats:
    """Another trait as columns: yes, and not known."""
    return np.column_stack([trait == 1, trait == UNKNOWN]).astype(np.float64)


def _holm(found: Mapping[str, float]) -> dict[str, float]:
    """Holm's step-down p values: of several comparisons, one that differs by chance stays at 5 % in all."""
    held, highest = {}, 0.0
    for place, (key, p) in enumerate(sorted(found.items(), key=lambda item: item[1])):
        highest = max(highest, min((len(found) - place) * p, 1.0))
        held[key] = highest
    return held


def _judged(one: Same, held: float, needs: Needs) -> Same:
    if one.effect is None:
        return one
    state = _state(one.effect, held, needs)
    return Same(one.key, state, one.yes, one.no, one.effect)


def _state(found: Effect, held: float, needs: Needs) -> str:
    if -needs.margin <= found.low and found.high <= needs.margin:
        return SAME
    if found.low <= 0 <= found.high:
        return UNCLEAR
    return DIFFERS if held < 0.05 else HINT
