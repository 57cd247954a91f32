"""A random sample that anybody can draw again, and nobody could choose. Pure.

Two who don't trust each other throw the dice. First the program makes a secret of 256 random bits and shows
its hash (the seal); then a person, who can't know the secret, enters a number. Only then is the secret shown:
the seed is made of both. The program couldn't choose the number, the person couldn't see what a number would
draw, and the seal proves that the secret wasn't changed afterwards (coin flipping by commitment, Blum 1983).

Every step is one SHA-256 of a plain text, so that it can be done by hand with `sha256sum`.
"""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

ALGORITHM = "sha256-rank-1"


class Drawn(NamedTuple):
    """One call in the order of the draw, from 1. One that is passed over takes nobody's place."""

    order: int
    call: str
    passed: bool


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def seal_of(secret: str) -> str:
    """What is shown of the secret before the draw."""
    return _hash(secret)


def seed_of(secret: str, number: str, site: int, quarter: str) -> str:
    """The seed of a site's sample: SHA-256 of "secret|number|site|quarter"."""
    return _hash(f"{secret}|{number}|{site}|{quarter}")


def population_hash(calls: Iterable[str]) -> str:
    """SHA-256 of the sorted call ids, one a line."""
    return _hash("\n".join(sorted(calls)))


def ranked(calls: Iterable[str], seed: str) -> list[str]:
    """The calls in the order of SHA-256("seed|call"): every order is as likely as any other.

    The order of two calls never depends on a third one: a larger sample begins with the smaller.
    """
    return sorted(set(calls), key=lambda call: _hash(f"{seed}|{call}"))


def draw(calls: Iterable[str], seed: str, size: int, *, unfit: Collection[str] = ()) -> list[Drawn]:
    """The first `size` calls of the order that aren't `unfit`, with those that were passed over between.

    Fewer where the population has no more.
    """
    drawn: list[Drawn] = []
    taken = 0
    for order, call in enumerate(ranked(calls, seed), start=1):
        if taken == size:
            break
        passed = call in unfit
        taken += not passed
        drawn.append(Drawn(order, call, passed))
    return drawn


class Audit(NamedTuple):
    """What drawing again showed; each is true when it agrees with the record."""

    seal: bool
    seed: bool
    population: bool
    sample: bool

    @property
    def good(self) -> bool:
        return all(self)


class Record(NamedTuple):
    """What was written down of a draw."""

    site: int
    quarter: str
    secret: str
    number: str
    seal: str
    seed: str
    size: int
    population_hash: str


def audit(record: Record, population: Sequence[str], drawn: Sequence[Drawn]) -> Audit:
    """Draw again from what is on record and compare."""
    unfit = {one.call for one in drawn if one.passed}
    return Audit(
        seal=seal_of(record.secret) == record.seal,
        seed=seed_of(record.secret, record.number, record.site, record.quarter) == record.seed,
        population=population_hash(population) == record.population_hash,
        sample=draw(population, record.seed, record.size, unfit=unfit) == list(drawn),
    )
