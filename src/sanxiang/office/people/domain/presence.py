"""The states of staff, as the line reports them."""

from datetime import datetime

from django.db import transaction

from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people import facts
from sanxiang.office.people.models import Presence, PresenceState, Staff


@transaction.atomic
def record_presence(*, event_id: str, number: str, state: str, reason: str, at: datetime) -> bool:
    """Close the person's open state and begin the next. Returns False where the event is known already."""
    staff = Staff.objects.filter(username=number).first()
    if staff is None or Presence.objects.filter(event_id=event_id).exists():
        return False
    Presence.objects.filter(staff=staff, until=None).update(until=at)
    Presence.objects.create(
        event_id=event_id, staff=staff, state=PresenceState(state), reason=reason, since=at
    )
    announce(
        kind=facts.PRESENCE_CHANGED,
        subject=f"staff:{number}",
        at=at,
        site=staff.site_id,
        actor=f"staff:{number}",
        data={"state": state, "reason": reason},
    )
    return True
