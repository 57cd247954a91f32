"""What the page of a call says of appeals; and what it hides from those who still review the call."""

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from sanxiang.quality.review import queries as review
from sanxiang.quality.review.lifting import score_without
from sanxiang.quality.scoring import queries as scoring
from sanxiang.web.pages.register_access import may, person

if TYPE_CHECKING:
    from decimal import Decimal

    from sanxiang.desk.contacts.queries import Contact


@dataclass(frozen=True, slots=True)
class Appeals:
    """`hidden`: the reader still reviews this call. `lifted`: clauses; `score`: without them, None for none.

    `act`: "appeal" for the operator of the call, "lift" for who is in charge of it, "" for the others.
    """

    hidden: bool
    lifted: Set[str]
    score: "Decimal | None"
    act: str


def appeals_of(request: HttpRequest, row: "Contact") -> Appeals:
    staff = person(request)
    lifted = review.lifted([row.call_id]).get(row.call_id, set())
    result = scoring.latest_with_findings(row.call_id) if lifted else None
    act = "lift" if may(request, "review.rule", row) else ""
    return Appeals(
        hidden=row.call_id in review.hidden_from(staff),
        lifted=lifted,
        score=score_without(result[1], lifted) if result else None,
        act="appeal" if row.staff_id == staff.pk else act,
    )
