"""Giving a time limit more time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.calendar.spans import Due
from sanxiang.kernel.errors import Refused
from sanxiang.rules.deadlines import facts
from sanxiang.rules.deadlines.clauses import limit_of
from sanxiang.rules.deadlines.domain.reckoning import PLACED, place
from sanxiang.rules.deadlines.domain.telling import tell
from sanxiang.rules.deadlines.models import Deadline, State
from sanxiang.rules.deadlines.permissions import Person, may_extend


@transaction.atomic
def extend(*, deadline_id: int, until: datetime, reason: str, at: datetime, actor: Person) -> Deadline:
    """Give more time, until `until`, to a limit that runs. Refused to who may not, and without a reason."""
    row = Deadline.objects.select_for_update(of=("self",)).select_related("rule").get(pk=deadline_id)
    limit = limit_of(row)
    if limit is None or not may_extend(actor, row):
        raise Refused(_("您的岗位不能延长这个期限，请找有权限的人。"), code="forbidden", status=403)
    _sound(row, until, reason, at)
    before, row.named_at, row.named_since = row.due_at, until, at
    row.extended += 1
    place(row, limit, Due(until), at)
    row.save(update_fields=["named_at", "named_since", "extended", *PLACED])
    tell(
        facts.EXTENDED,
        row,
        at,
        actor=f"staff:{actor.username}",
        reason=reason.strip(),
        before=before.isoformat(),
    )
    return row


def _sound(row: Deadline, until: datetime, reason: str, at: datetime) -> None:
    if not reason.strip():
        raise Refused(_("请写明为什么延期。"))
    if row.state == State.PAUSED:
        raise Refused(_("这个期限正在暂停，请先恢复再延期。"), code="paused", status=409)
    if row.state != State.OPEN or row.due_at <= at:
        raise Refused(_("这个期限已经结束或已超时，不能再延。"), code="gone", status=409)
    if until <= max(row.due_at, at):
        raise Refused(_("新的期限要晚于现在的期限和现在的时间。"))
