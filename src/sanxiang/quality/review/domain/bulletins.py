"""The quarter's bulletin: drafted by the system, worded and signed by a person, then frozen."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.office.people.queries import Staff
from sanxiang.quality.review import facts
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.draft import PARTS, draft_of
from sanxiang.quality.review.models import Bulletin
from sanxiang.quality.review.queries import standings


@transaction.atomic
def edit_bulletin(
    *, quarter: str, texts: Mapping[str, str], revision: int, at: datetime, actor: Staff
) -> Bulletin:
    """Keep the person's wording. Refused once it is signed, and where somebody else changed it meanwhile."""
    row = _open(quarter)
    if row.revision != revision:
        raise Refused(_("别人刚改过这份通报，请刷新页面再改。"), code="conflict", status=409)
    row.texts = {part: texts[part].replace("\r\n", "\n").strip() for part in PARTS if part in texts}
    row.revision += 1
    row.edited_at, row.edited_by = at, actor
    row.save()
    tell(facts.BULLETIN_EDITED, f"bulletin:{quarter}", site=None, at=at, actor=actor)
    return row


@transaction.atomic
def sign_bulletin(*, quarter: str, revision: int, at: datetime, actor: Staff) -> Bulletin:
    """Freeze figures and words. Refused before the quarter is over and while a result is still to come."""
    row = _open(quarter)
    if row.revision != revision:
        raise Refused(_("别人刚改过这份通报，请刷新页面再签。"), code="conflict", status=409)
    found = standings(quarter, at)
    if not found.over:
        raise Refused(_("本季度还没有结束，结束后再签发。"), code="early")
    if found.open_calls:
        said = _("还有 %(count)s 通电话没有结果，等评分和校准都完成再签发。")
        raise Refused(said % {"count": found.open_calls}, code="open")
    if not any(one.calls for one in found.sites):
        raise Refused(_("本季度没有评过的电话，不用签发。"), code="empty")
    row.texts = {**draft_of(found, at), **row.texts}
    row.figures = found.as_json()
    row.signed_at, row.signed_by = at, actor
    row.save()
    tell(facts.BULLETIN_SIGNED, f"bulletin:{quarter}", site=None, at=at, actor=actor)
    return row


def _open(quarter: str) -> Bulletin:
    row = Bulletin.objects.select_for_update().filter(quarter=quarter).first()
    if row is None:
        raise Refused(_("这个季度没有抽样，没有通报。"), code="unknown", status=404)
    if row.signed_at is not None:
        raise Refused(_("通报已经签发，不能再改。"), code="closed", status=409)
    return row
