"""Calls whose truth is known."""

import numpy as np

from sanxiang.quality.statistics.columns import Calls


def calls(
    seed: int,
    *,
    operators: int = 4,
    days: int = 60,
    a_day: int = 4,
    effect: float = 0.0,
    trait: str = "known",
    spread: float = 8.0,
    between: float = 4.0,
    daily: float = 2.0,
    leaning: float = 0.0,
) -> Calls:
    """`operators` × `days` × `a_day` calls. `effect`: true points of the trait; `daily`: spread of the days;
    `leaning`: how much oftener good operators have the trait. Inspections are whole days, one in seven.
    """
    rng = np.random.default_rng(seed)
    count = operators * days * a_day
    staff = np.repeat(np.arange(operators), days * a_day)
    day = np.tile(np.repeat(np.arange(days), a_day), operators)
    category = rng.integers(0, 4, count)
    skill = rng.normal(0, between, operators)
    chance = 1 / (1 + np.exp(-leaning * skill[staff] + 0.4))
    has = (rng.random(count) < chance).astype(np.int64)
    if trait == "inspected":
        has = (day % 7 == 0).astype(np.int64)
    score = 75 + skill[staff] + category * 1.5 + rng.normal(0, daily, days)[day] + effect * has
    return Calls(score + rng.normal(0, spread, count), staff, category, day, {trait: has})
