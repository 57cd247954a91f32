"""The nudge that an operator sees: one at a time, calm, with hysteresis. Pure: time is a figure."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sanxiang.quality.live.limits import Limits
from sanxiang.quality.live.tuning import Nudging

LET_FINISH, SILENCE, SLOWER, FASTER, SOFTER, LOUDER = KINDS = (
    "let_finish",
    "silence",
    "slower",
    "faster",
    "softer",
    "louder",
)
"""Every nudge, the most pressing first."""

CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        LET_FINISH: "cut_in",
        SILENCE: "silence",
        SLOWER: "rate",
        FASTER: "rate",
        SOFTER: "level",
        LOUDER: "level",
    }
)
"""Nudge → what its clause is about (limits.MEASURES)."""

PRESSING = frozenset({LET_FINISH, SILENCE})


class Figures(NamedTuple):
    """How a call sounds at second `at_s` of its recording; None: not known (yet).

    `rate`: staff, characters a minute; `level`: staff, dBov; `quiet_s`: since staff's last word;
    `silence_s`: since anybody's; `cut_in_s`: the second at which staff last interrupted; `both`: both speak;
    `apart`: the two don't hear each other (hold, consultation).
    """

    at_s: float
    rate: float | None = None
    level: float | None = None
    quiet_s: float | None = None
    silence_s: float = 0.0
    cut_in_s: float | None = None
    both: bool = False
    apart: bool = False


class Memory(NamedTuple):
    """What the coach remembers from moment to moment.

    `since`: from when on each nudge has been wanted; `gone`: when each was last taken away.
    """

    shown: str = ""
    shown_s: float = 0.0
    since: Mapping[str, float] = MappingProxyType({})
    gone: Mapping[str, float] = MappingProxyType({})


def advise(memory: Memory, now: Figures, limits: Limits, tuning: Nudging) -> Memory:
    """The memory after this moment; its `shown` is the nudge to show ("" for none)."""
    if now.apart:
        return Memory(gone=_gone(memory, now.at_s))
    wanted = [kind for kind in KINDS if _WANTED[kind](now, limits, tuning, memory.shown == kind)]
    since = {kind: memory.since.get(kind, now.at_s) for kind in wanted}
    ripe = [kind for kind in wanted if kind in PRESSING or now.at_s - since[kind] >= tuning.steady_s]
    shown = _choose(memory, ripe, now, tuning)
    if shown == memory.shown:
        return memory._replace(since=since)
    return Memory(shown, now.at_s, since, _gone(memory, now.at_s))


def _gone(memory: Memory, at_s: float) -> Mapping[str, float]:
    return {**memory.gone, memory.shown: at_s} if memory.shown else memory.gone


def _choose(memory: Memory, ripe: list[str], now: Figures, tuning: Nudging) -> str:
    first = ripe[0] if ripe else ""
    if first in PRESSING:
        return first
    if memory.shown in ripe and now.at_s - memory.shown_s < tuning.longest_s:
        return memory.shown
    # "No sound for 12 seconds" is wrong as soon as somebody speaks; the others stay to be read.
    if memory.shown and memory.shown != SILENCE and now.at_s - memory.shown_s < tuning.stay_s:
        return memory.shown
    rested = now.at_s - max(memory.gone.values(), default=-tuning.rest_s) >= tuning.rest_s
    if memory.shown or not rested:
        return ""
    return next((kind for kind in ripe if _again(memory, kind, now.at_s, tuning)), "")


def _again(memory: Memory, kind: str, at_s: float, tuning: Nudging) -> bool:
    return kind not in memory.gone or at_s - memory.gone[kind] >= tuning.again_s


def _let_finish(now: Figures, limits: Limits, tuning: Nudging, shown: bool) -> bool:
    if not limits.cut_in or now.cut_in_s is None:
        return False
    return now.at_s - now.cut_in_s < tuning.cut_in_s or (shown and now.both)


def _silence(now: Figures, limits: Limits, tuning: Nudging, shown: bool) -> bool:
    return limits.silence_s is not None and now.silence_s >= tuning.warn_share * limits.silence_s


def _speaks(now: Figures, tuning: Nudging) -> bool:
    return now.quiet_s is not None and now.quiet_s < tuning.fresh_s


def _slower(now: Figures, limits: Limits, tuning: Nudging, shown: bool) -> bool:
    if now.rate is None or limits.rate is None or not _speaks(now, tuning):
        return False
    return now.rate > limits.rate[1] * (1 - tuning.margin * shown)


def _faster(now: Figures, limits: Limits, tuning: Nudging, shown: bool) -> bool:
    if now.rate is None or limits.rate is None or not _speaks(now, tuning):
        return False
    return now.rate < limits.rate[0] * (1 + tuning.margin * shown)


def _softer(now: Figures, limits: Limits, tuning: Nudging, shown: bool) -> bool:
    if now.level is None or limits.level is None or not _speaks(now, tuning):
        return False
    return now.level > limits.level[1] - tuning.margin_db * shown


def _louder(now: Figures, limits: Limits, tuning: Nudging, shown: bool) -> bool:
    if now.level is None or limits.level is None or not _speaks(now, tuning):
        return False
    return now.level < limits.level[0] + tuning.margin_db * shown


_WANTED: Mapping[str, Callable[[Figures, Limits, Nudging, bool], bool]] = {
    LET_FINISH: _let_finish,
    SILENCE: _silence,
    SLOWER: _slower,
    FASTER: _faster,
    SOFTER: _softer,
    LOUDER: _louder,
}
