"""Who reviews calls: appointed for a site or for the whole company."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.office.people import queries as people
from sanxiang.office.people.queries import Staff
from sanxiang.quality.review import facts
from sanxiang.quality.review.domain.telling import tell
from sanxiang.quality.review.models import Reviewer


@transaction.atomic
def appoint(*, staff_id: int, site: int | None, at: datetime, actor: Staff) -> Reviewer:
    """Appoint a reviewer for a site (None: for every site); who is one already gets the new reach."""
    staff = people.staff_by_id(staff_id)
    if staff is None or not staff.is_active:
        raise Refused(_("没有这位在职人员，请从名单里选。"), code="staff")
    Reviewer.objects.filter(staff=staff, ended_at=None).update(ended_at=at)
    made = Reviewer.objects.create(staff=staff, site_id=site, since=at)
    tell(facts.REVIEWER_APPOINTED, f"staff:{staff.username}", site=site, at=at, actor=actor)
    return made


@transaction.atomic
def end_appointment(*, reviewer_id: int, at: datetime, actor: Staff) -> None:
    """Give this person no more sheets; those in hand stay theirs until they are passed on."""
    row = Reviewer.objects.select_related("staff").filter(pk=reviewer_id, ended_at=None).first()
    if row is None:
        return
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    tell(facts.REVIEWER_ENDED, f"staff:{row.staff.username}", site=row.site_id, at=at, actor=actor)
