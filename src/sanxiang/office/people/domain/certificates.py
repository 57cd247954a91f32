"""Which lines a member of staff may answer, and from when until when."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people import facts
from sanxiang.office.people.models import Certificate, Staff


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
    data = {"line": line, "from": str(from_day), "until": str(until_day or "")}
    _announce(facts.STAFF_CERTIFIED, staff, at, actor, data)


@transaction.atomic
def end_certificate(*, number: str, line: str, day: date, at: datetime, actor: str) -> None:
    """Let a member of staff answer a line no more from `day` on; what they answered before stays theirs.

    Refused where they have none. One that ran out before `day` is left as it is.
    """
    found = Certificate.objects.select_for_update().select_related("staff")
    certificate = found.filter(staff__username=number, line=line).first()
    if certificate is None:
        raise Refused(_("%(number)s 没有这条线路的上岗证。") % {"number": number})
    last = day - timedelta(days=1)
    if certificate.until_day is not None and certificate.until_day <= last:
        return
    if certificate.from_day > last:
        certificate.delete()  # it held on no whole day; the facts keep that it was given
    else:
        certificate.until_day = last
        certificate.save(update_fields=["until_day"])
    data = {"line": line, "from": str(certificate.from_day), "until": str(last)}
    _announce(facts.STAFF_CERTIFICATE_ENDED, certificate.staff, at, actor, data)


def _announce(kind: str, staff: Staff, at: datetime, actor: str, data: dict[str, Any]) -> None:
    announce(kind=kind, subject=f"staff:{staff.username}", at=at, site=staff.site_id, actor=actor, data=data)
