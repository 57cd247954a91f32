"""What the rulebook says of reviews, kept with each sample: a later edition changes no sheet in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.quality.review.sheet import items_of
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Figures:
    """`spread`: marks on the scale; `items`: code → clauses that say what to look for."""

    reviewers: int
    scale: int
    spread: float
    items: Mapping[str, list[str]]


def book_on(day: date) -> Rulebook:
    return rulebook_on(day)


def figures_of(book: Rulebook) -> dict[str, Any]:
    """The figures of an edition as a sample keeps them. Refused with nothing for people to judge."""
    items = {item.code: [clause.id for clause in item.clauses] for item in items_of(book)}
    if not items:
        raise Refused(_("服务规范里没有要人来评的条款，请先在规范里给条款写上 item。"), code="no_items")
    review = book.review
    return {
        "reviewers": review.reviewers,
        "scale": review.scale,
        "spread": review.spread,
        "items": items,
    }


def read(kept: Mapping[str, Any]) -> Figures:
    return Figures(**kept)
