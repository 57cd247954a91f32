"""Giving a call its score."""

import hashlib
import json
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.kernel.facts.domain import announce
from sanxiang.quality.scoring import facts, scorer
from sanxiang.quality.scoring.models import Finding, Score
from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.queries import latest_of
from sanxiang.rules.editions.current import rulebook_on


@transaction.atomic
def score_contact(
    *,
    contact: UUID,
    site: int | None,
    folder: CallFolder,
    final: bool,
    at: datetime,
    rung_back_s: float | None = None,
) -> Score | None:
    """Score one call by the rulebook of its own day and keep the result beside the earlier ones.

    A result that says what the last one of its sort said is not written again: None. While it isn't
    `final` the row may still be written, so gaps in it are no misses. `rung_back_s`: see Observed.
    """
    offered = folder.events[0] if folder.events else None
    if offered is None or offered.event != "offered":
        return None  # the line's first events are still on their way
    book = rulebook_on(timezone.localdate(offered.at))
    result = scorer.score(observe(folder, Context(register_open=not final, rung_back_s=rung_back_s)), book)
    content = _hash(result)
    before = latest_of(folder.call, final=final)
    if before is not None and (before.content, before.edition) == (content, result.edition):
        return None
    made = _write(result, content, final=final, at=at)
    announce(
        kind=facts.MADE,
        subject=f"contact:{contact}",
        at=at,
        site=site,
        data={
            "contact": str(contact),
            "call": folder.call,
            "final": final,
            "score": None if made.score is None else float(made.score),
            "edition": made.edition,
        },
    )
    return made


def _hash(result: scorer.Result) -> str:
    """Hash what was found, without the words for it: those depend on who reads."""
    told = [
        (one.as_json() | {"says": one.says.key, "values": dict(one.says.values)}) for one in result.findings
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _write(result: scorer.Result, content: str, *, final: bool, at: datetime) -> Score:
    last = Score.objects.filter(call_id=result.call).order_by("-number").first()
    # Two workers at once take the same number: one of them fails here and, tried again, finds the other's.
    made = Score.objects.create(
        call_id=result.call,
        number=last.number + 1 if last else 1,
        profile=result.rulebook,
        edition=result.edition,
        final=final,
        score=result.score,
        content=content,
        made_at=at,
    )
    Finding.objects.bulk_create(_row(made, place, one) for place, one in enumerate(result.findings))
    return made


def _row(made: Score, place: int, one: scorer.Finding) -> Finding:
    return Finding(
        score=made,
        position=place,
        clause=one.clause,
        kind=one.kind,
        verdict=one.verdict,
        value=one.value,
        unit=one.unit or "",
        limit=one.limit,
        points=Decimal(str(one.points)),
        of=Decimal(str(one.of)),
        evidence=[list(span) for span in one.evidence],
        says_key=one.says.key,
        says_values=dict(one.says.values),
    )
