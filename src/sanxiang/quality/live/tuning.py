"""How the coach behaves: the figures of coach.toml."""

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple


class Nudging(NamedTuple):
    """When a nudge comes, stays and goes; see coach.toml."""

    warn_share: float
    steady_s: float
    margin: float
    margin_db: float
    fresh_s: float
    cut_in_s: float
    stay_s: float
    longest_s: float
    rest_s: float
    again_s: float


class Pace(NamedTuple):
    """How much work is done, and how often; see coach.toml."""

    every_s: float
    share: float
    settled_s: float
    slice_s: float
    back_s: float
    late_s: float
    wake_s: float
    still_s: float


class Tuning(NamedTuple):
    nudge: Nudging
    pace: Pace


@cache
def tuning() -> Tuning:
    told = tomllib.loads((resources.files(__package__) / "coach.toml").read_text(encoding="utf-8"))
    return Tuning(Nudging(**told["nudge"]), Pace(**told["pace"]))
