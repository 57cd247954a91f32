"""Who reviews which call: enough people for each, never who was on it, and the same load for all. Pure."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256


class TooFew(ValueError):
    """Not enough people may review a call: `call`, and how many could."""

    def __init__(self, call: str, found: int) -> None:
        super().__init__(call)
        self.call = call
        self.found = found


def share(
    calls: Sequence[str],
    reviewers: Collection[int],
    each: int,
    seed: str,
    *,
    barred: Mapping[str, Collection[int]] | None = None,
) -> dict[str, tuple[int, ...]]:
    """`each` reviewers for every call. `barred`: who may not review a call. Raises TooFew.

    Those with the least to do come first, ties in an order made from the seed, so that nobody can choose.
    Without bars no one has more than one sheet more than another.
    """
    barred = barred or {}
    load = dict.fromkeys(sorted(reviewers), 0)
    shared: dict[str, tuple[int, ...]] = {}
    for call in sorted(calls, key=lambda one: -len(barred.get(one, ()))):  # the hard ones first
        able = [one for one in load if one not in barred.get(call, ())]
        if len(able) < each:
            raise TooFew(call, len(able))
        able.sort(key=lambda one: (load[one], _lot(seed, call, one)))
        shared[call] = tuple(able[:each])
        for one in shared[call]:
            load[one] += 1
    return {call: shared[call] for call in calls}


def _lot(seed: str, call: str, reviewer: int) -> str:
    return sha256(f"{seed}|{call}|{reviewer}".encode()).hexdigest()
