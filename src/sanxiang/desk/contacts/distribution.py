"""Who gets which call. Pure: the callers and operators of this moment in, the offers out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """A call that waits. `since`: seconds on any one clock; `again`: it lost its operator.

    `tried`: staff whom it rang in vain; `barred`: those who declined it just now.
    """

    call: str
    line: str
    since: float
    emergency: bool = False
    again: bool = False
    language: str | None = None
    tried: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody ready and free. `lines`: those they are certified for; `ready_since`: as `Caller.since`."""

    staff: str
    lines: frozenset[str]
    ready_since: float
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    call: str
    staff: str


def queue_order(callers: Iterable[Caller]) -> list[Caller]:
    """Emergencies first, then those who lost their operator, then by waiting time."""
    return sorted(callers, key=lambda one: (not one.emergency, not one.again, one.since, one.call))


def distribute(callers: Iterable[Caller], operators: Iterable[Operator]) -> list[Offer]:
    """Give each caller in turn the operator who suits best, each operator to one caller at most.

    Only operators certified for the line are asked. Among them: one who speaks the caller's language,
    then one whom this call has not rung yet, then the longest ready.
    """
    free = {operator.staff: operator for operator in operators}
    offers = []
    for caller in queue_order(callers):
        best = min(
            (operator for operator in free.values() if _may_take(operator, caller)),
            key=lambda operator: _distance(caller, operator),
            default=None,
        )
        if best is not None:
            offers.append(Offer(caller.call, best.staff))
            del free[best.staff]
    return offers


def _may_take(operator: Operator, caller: Caller) -> bool:
    return caller.line in operator.lines and operator.staff not in caller.barred


def _distance(caller: Caller, operator: Operator) -> tuple[bool, bool, float, str]:
    foreign = caller.language is not None and caller.language not in operator.languages
    return foreign, operator.staff in caller.tried, operator.ready_since, operator.staff


def taken_off(unanswered: int, *, limit: int) -> bool:
    """Whether an operator who let `unanswered` offers in a row pass is set not ready (`no_answer`)."""
    return unanswered >= limit
