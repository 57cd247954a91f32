"""What can be done with units and residents."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanxiang.kernel.facts.domain import announce
from sanxiang.office.estate.models import Phone, Residency, Resident, Unit


@transaction.atomic
def add_unit(*, site: int, code: str, label: str, at: datetime) -> Unit:
    unit, new = Unit.objects.get_or_create(site_id=site, code=code, defaults={"label": label})
    if new:
        announce(kind="unit.added", subject=f"unit:{unit.pk}", at=at, site=site, data={"code": code})
    return unit


@transaction.atomic
def add_resident(
    *,
    site: int,
    name: str,
    surname: str,
    address_as: str,
    units: Sequence[Unit],
    phones: Sequence[str],
    at: datetime,
    special_care: str = "",
) -> Resident:
    """Put a resident on file with their units and numbers (E.164 or short numbers)."""
    resident = Resident.objects.create(
        site_id=site, name=name, surname=surname, address_as=address_as, special_care=special_care
    )
    Residency.objects.bulk_create(Residency(unit=unit, resident=resident) for unit in units)
    Phone.objects.bulk_create(Phone(resident=resident, number=number) for number in phones)
    announce(kind="resident.added", subject=f"resident:{resident.pk}", at=at, site=site)
    return resident
