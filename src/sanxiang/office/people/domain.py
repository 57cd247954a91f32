"""What can be done with sites, staff and their states."""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people import facts
from sanxiang.office.people.models import Certificate, Presence, PresenceState, Site, Staff


@transaction.atomic
def add_site(*, name: str, company: str, desk_name: str, phone: str = "", at: datetime) -> Site:
    site = Site.objects.create(name=name, company=company, desk_name=desk_name, phone=phone)
    announce(kind="site.added", subject=f"site:{site.pk}", at=at, site=site.pk, data={"name": name})
    return site


@transaction.atomic
def add_staff(
    *,
    number: str,
    name: str,
    role: str,
    site: int | None,
    password: str,
    at: datetime,
    languages: Sequence[str] = ("zh",),
    actor: str = "system",
) -> Staff:
    """Put a member of staff on file. Refused when the number is taken or the password too weak."""
    staff = Staff(
        username=number, name=name, role=role, site_id=site, languages=list(languages), joined_at=at
    )
    _set_password(staff, password)
    try:
        with transaction.atomic():
            staff.save()
    except IntegrityError as fault:
        raise Refused(_("工号 %(number)s 已有人使用，请换一个。") % {"number": number}) from fault
    announce(
        kind=facts.STAFF_ADDED,
        subject=f"staff:{number}",
        at=at,
        site=site,
        actor=actor,
        data={"name": name, "role": role},
    )
    return staff


@transaction.atomic
def change_staff(
    *, number: str, at: datetime, actor: str, name: str, role: str, active: bool, languages: Sequence[str]
) -> Staff:
    """Change what is on file of one member of staff; the fact keeps the earlier words."""
    staff = Staff.objects.select_for_update().get(username=number)
    before = {"name": staff.name, "role": staff.role, "active": staff.is_active, "languages": staff.languages}
    staff.name, staff.role, staff.is_active, staff.languages = name, role, active, list(languages)
    staff.save(update_fields=["name", "role", "is_active", "languages"])
    announce(
        kind=facts.STAFF_CHANGED,
        subject=f"staff:{number}",
        at=at,
        site=staff.site_id,
        actor=actor,
        data={"before": before},
    )
    return staff


@transaction.atomic
def set_password(*, number: str, password: str, at: datetime, actor: str) -> None:
    """Give a member of staff a new password; unknown numbers and weak words are refused."""
    staff = Staff.objects.filter(username=number).first()
    if staff is None:
        raise Refused(_("没有工号 %(number)s。") % {"number": number})
    _set_password(staff, password)
    staff.save(update_fields=["password"])
    announce(kind=facts.STAFF_PASSWORD_SET, subject=f"staff:{number}", at=at, site=staff.site_id, actor=actor)


def _set_password(staff: Staff, password: str) -> None:
    try:
        validate_password(password, staff)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    staff.set_password(password)


@transaction.atomic
def certify(
    *, number: str, line: str, from_day: date, until_day: date | None, at: datetime, actor: str
) -> None:
    """Let a member of staff answer a line from a day on (and until another)."""
    if until_day is not None and until_day < from_day:
        raise Refused(_("证书的截止日早于起始日，请改正日期。"))
    staff = Staff.objects.get(username=number)
    Certificate.objects.update_or_create(
        staff=staff, line=line, defaults={"from_day": from_day, "until_day": until_day}
    )
    announce(
        kind=facts.STAFF_CERTIFIED,
        subject=f"staff:{number}",
        at=at,
        site=staff.site_id,
        actor=actor,
        data={"line": line, "from": str(from_day), "until": str(until_day or "")},
    )


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
