"""Who works here, as whom, and how they sign in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.people import facts
from sanxiang.office.people.models import Role, Staff


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
        taken = _("工号 %(number)s 已有人使用，请换一个。") % {"number": number}
        raise Refused(taken, code="number") from fault
    _announce(facts.STAFF_ADDED, staff, at, actor, {"name": name, "role": role})
    return staff


@transaction.atomic
def change_staff(
    *,
    number: str,
    at: datetime,
    actor: str,
    name: str,
    role: str,
    site: int | None,
    active: bool,
    languages: Sequence[str],
) -> Staff:
    """Change what is on file of one member of staff; the fact keeps the earlier words.

    Somebody who left becomes inactive and keeps all records. Refused where nobody could manage the
    staff any more (the last administrator), and where people would shut themselves out.
    """
    _hold_administrators()
    staff = Staff.objects.select_for_update().get(username=number)
    before = _on_file(staff)
    if not active and actor == f"staff:{number}":
        raise Refused(_("不能停用自己的工号，请别的管理人员来办。"), code="self")
    if _manages(before) and not (active and role == Role.ADMINISTRATOR and site == staff.site_id):
        _keep_an_administrator(staff)
    staff.name, staff.role, staff.site_id = name, role, site
    staff.is_active, staff.languages = active, list(languages)
    staff.save(update_fields=["name", "role", "site", "is_active", "languages"])
    _announce(facts.STAFF_CHANGED, staff, at, actor, {"before": before})
    return staff


@transaction.atomic
def set_password(*, number: str, password: str, at: datetime, actor: str) -> None:
    """Give a member of staff a new password; unknown numbers and weak words are refused."""
    staff = Staff.objects.filter(username=number).first()
    if staff is None:
        raise Refused(_("没有工号 %(number)s。") % {"number": number})
    _set_password(staff, password)
    staff.save(update_fields=["password"])
    _announce(facts.STAFF_PASSWORD_SET, staff, at, actor, {})


def _set_password(staff: Staff, password: str) -> None:
    try:
        validate_password(password, staff)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    staff.set_password(password)


def _hold_administrators() -> None:
    """Two administrators who shut each other out at the same moment must come one after the other."""
    list(Staff.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk").values_list("pk"))


def _keep_an_administrator(leaving: Staff) -> None:
    # Only people of the whole company can stand in for one of the whole company.
    reach = Q(site=None) if leaving.site_id is None else Q(site=None) | Q(site=leaving.site_id)
    others = Staff.objects.filter(reach, role=Role.ADMINISTRATOR, is_active=True).exclude(pk=leaving.pk)
    if not others.exists():
        raise Refused(
            _("%(name)s 是最后一位系统管理员；请先设好另一位，再作更改。") % {"name": leaving.name},
            code="last_administrator",
        )


def _manages(on_file: dict[str, Any]) -> bool:
    return bool(on_file["active"]) and on_file["role"] == Role.ADMINISTRATOR


def _on_file(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name,
        "role": staff.role,
        "site": staff.site_id,
        "active": staff.is_active,
        "languages": staff.languages,
    }


def _announce(kind: str, staff: Staff, at: datetime, actor: str, data: dict[str, Any]) -> None:
    announce(kind=kind, subject=f"staff:{staff.username}", at=at, site=staff.site_id, actor=actor, data=data)
