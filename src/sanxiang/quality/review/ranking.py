"""Sites side by side: how many calls, their mean and how far they lie apart; praise and criticism. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from sanxiang.quality.review.sheet import rounded

SURE = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Standing:
    """One site. `mean` None: no result yet. `lowest`, `highest`: of its calls; `half`: of the 95 % interval.

    `near`: the difference to the site above may be chance.
    """

    site: int
    name: str
    calls: int
    mean: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    half: Decimal | None = None
    rank: int | None = None
    verdict: str = ""
    near: bool = False


def standing(site: int, name: str, scores: Sequence[Decimal]) -> Standing:
    """The figures of one site from the scores of its calls (0–100)."""
    if not scores:
        return Standing(site, name, 0)
    exact = [Fraction(one) for one in scores]
    mean = sum(exact, Fraction()) / len(exact)
    half = None
    if len(exact) > 1:
        variance = sum((one - mean) ** 2 for one in exact) / (len(exact) - 1)
        half = rounded(Fraction(_t(len(exact) - 1) * sqrt(variance / len(exact))))
    return Standing(site, name, len(exact), rounded(mean), min(scores), max(scores), half)


def _t(freedom: int) -> float:
    """The 97.5 % point of Student's t (Abramowitz & Stegun 26.7.5; within 1 % from 3 degrees on)."""
    if freedom == 1:
        return 12.7062
    if freedom == 2:
        return 4.3027
    z, n = SURE, freedom
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / n + second / n**2 + third / n**3


def rank(sites: Iterable[Standing], *, commend: int, criticise: int) -> list[Standing]:
    """The best first, those without a result last; equal means share a rank."""
    order = sorted(sites, key=lambda one: (one.mean is None, -(one.mean or 0), one.name))
    ranked: list[Standing] = []
    for place, one in enumerate(order, start=1):
        if one.mean is None:
            ranked.append(one)
            continue
        above = ranked[-1] if ranked else None
        same = above is not None and above.mean == one.mean
        ranked.append(
            replace(
                one,
                rank=above.rank if same and above else place,
                verdict=_verdict(one.mean, commend, criticise),
                near=above is not None and _touch(above, one),
            )
        )
    return ranked


def _verdict(mean: Decimal, commend: int, criticise: int) -> str:
    if mean >= commend:
        return "commended"
    return "criticised" if mean < criticise else ""


def _touch(above: Standing, below: Standing) -> bool:
    """Whether the intervals of two sites touch; one call alone says nothing about the next."""
    if above.mean is None or below.mean is None:
        return False
    if above.half is None or below.half is None:
        return True
    # The interval of a difference is shorter than the two intervals end to end: Pythagoras.
    return above.mean - below.mean <= Decimal(sqrt(above.half**2 + below.half**2))
