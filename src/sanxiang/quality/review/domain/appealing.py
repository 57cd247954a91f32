"""An operator's objection, and the ruling by somebody who didn't judge: final, with its reason."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.errors import Refused
from sanxiang.office.people.queries import Staff
from sanxiang.quality.review import facts
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.models import Appeal, SampledCall, Sheet
from sanxiang.quality.scoring import queries as scoring

MISSED = "missed"


@transaction.atomic
def appeal(
    *,
    contact_id: UUID,
    reason: str,
    at: datetime,
    actor: Staff,
    sampled_id: UUID | None = None,
    clause: str = "",
) -> Appeal:
    """Object to the result of a reviewed call or to the finding of a clause: once, in a call of one's own."""
    if not reason.strip():
        raise Refused(_("请写明申诉的理由。"), code="reason")
    call = contacts.contact(contact_id)
    if call is None or actor.username not in contacts.took_part([contact_id]).get(contact_id, ()):
        raise Refused(_("只能就自己接的电话申诉。"), code="not_allowed", status=403)
    before = _reviewed(sampled_id, contact_id) if sampled_id else _found(call.call_id, clause)
    made = _once(
        Appeal(
            site_id=call.site_id,
            contact_id=contact_id,
            sampled_id=sampled_id,
            clause="" if sampled_id else clause,
            by=actor,
            at=at,
            reason=reason.strip()[:500],
            before=before,
        )
    )
    data = {"contact": str(contact_id), "clause": made.clause}
    tell(facts.APPEALED, f"appeal:{made.pk}", site=made.site_id, at=at, actor=actor, data=data)
    return made


def _reviewed(sampled_id: UUID, contact_id: UUID) -> Decimal | None:
    row = SampledCall.objects.filter(pk=sampled_id, contact=contact_id).exclude(published_at=None).first()
    if row is None:
        raise Refused(_("这通电话的评分还没有出来。"), code="unknown", status=404)
    return row.points


def _found(call_id: str, clause: str) -> Decimal:
    result = scoring.latest_with_findings(call_id)
    found = result[1] if result is not None and result[0].final else []
    row = next((one for one in found if one.clause == clause and one.verdict == MISSED), None)
    if row is None:
        raise Refused(_("这一条没有判不合格，不用申诉。"), code="unknown", status=404)
    return Decimal(str(row.points))


def _once(made: Appeal) -> Appeal:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("这一项已经申诉过，一项只申诉一次。"), code="twice", status=409) from None
    return made


@transaction.atomic
def rule(
    *,
    appeal_id: UUID,
    upheld: bool,
    reason: str,
    at: datetime,
    actor: Staff,
    after: Decimal | None = None,
) -> Appeal:
    """Rule for good. `after`: the points of a reviewed call that count from now on."""
    row = Appeal.objects.select_for_update().filter(pk=appeal_id).first()
    if row is None:
        raise Refused(_("没有这个申诉。"), code="unknown", status=404)
    if row.ruled_at is not None:
        raise Refused(_("已经裁定，裁定是最终的。"), code="closed", status=409)
    if has_judged(row, actor):
        raise Refused(_("评过、接过这通电话的人不能裁定，请别人来。"), code="not_allowed", status=403)
    if not reason.strip():
        raise Refused(_("请写明裁定的理由。"), code="reason")
    row.upheld, row.ruling = upheld, reason.strip()[:500]
    row.ruled_at, row.ruled_by, row.after = at, actor, _after(row, upheld, after)
    row.save()
    data = {"contact": str(row.contact_id), "clause": row.clause, "upheld": upheld}
    tell(facts.RULED, f"appeal:{row.pk}", site=row.site_id, at=at, actor=actor, data=data)
    return row


def _after(row: Appeal, upheld: bool, after: Decimal | None) -> Decimal | None:
    if row.sampled_id is None or not upheld:
        return row.before
    if after is None or not 0 <= after <= 100:
        raise Refused(_("申诉成立要给出新的得分，0 到 100。"), code="after")
    SampledCall.objects.filter(pk=row.sampled_id).update(points=after)
    return after


def has_judged(row: Appeal, person: Staff) -> bool:
    """Whether this person appealed, was on the call or reviewed it."""
    if person.pk == row.by_id or person.username in contacts.took_part([row.contact_id]).get(
        row.contact_id, ()
    ):
        return True
    return Sheet.objects.filter(sampled__contact=row.contact_id, reviewer=person).exists()


@transaction.atomic
def lift(*, contact_id: UUID, clause: str, reason: str, at: datetime, actor: Staff) -> Appeal:
    """Lift a finding without waiting for an appeal. Refused for the calls that this person took part in."""
    if not reason.strip():
        raise Refused(_("请写明撤销的理由。"), code="reason")
    call = contacts.contact(contact_id)
    if call is None or actor.username in contacts.took_part([contact_id]).get(contact_id, ()):
        raise Refused(_("自己接的电话不能自己撤销判定，请申诉。"), code="not_allowed", status=403)
    said, before = reason.strip()[:500], _found(call.call_id, clause)
    made = _once(
        Appeal(
            site_id=call.site_id,
            contact_id=contact_id,
            clause=clause,
            by=actor,
            at=at,
            reason=said,
            before=before,
            upheld=True,
            after=before,
            ruling=said,
            ruled_at=at,
            ruled_by=actor,
        )
    )
    data = {"contact": str(contact_id), "clause": clause, "upheld": True}
    tell(facts.RULED, f"appeal:{made.pk}", site=made.site_id, at=at, actor=actor, data=data)
    return made
