"""Finding who calls: by number, by unit."""

from django.db.models import Q, QuerySet

from sanxiang.office.estate.models import Phone, Resident, Unit

__all__ = ["Resident", "Unit"]  # rows as other rooms get them


def residents_calling(*, site: int | None, number: str | None, unit: int | None) -> list[Resident]:
    """Return the residents that may be calling, those of the number first. Empty: an unknown caller."""
    if not number and not unit:
        return []
    match = Q(phones__number=number) if number else Q()
    if unit:
        match |= Q(units=unit)
    found = Resident.objects.filter(match).prefetch_related("units", "phones").distinct()
    if site is not None:
        found = found.filter(site=site)
    return sorted(found[:10], key=lambda person: not _has(person, number))


def numbers_on_file(site: int) -> set[str]:
    """Every telephone number of a resident of the site: one query."""
    return set(Phone.objects.filter(resident__site=site).values_list("number", flat=True))


def _has(person: Resident, number: str | None) -> bool:
    return any(phone.number == number for phone in person.phones.all())


def unit(unit_id: int) -> Unit | None:
    return Unit.objects.filter(pk=unit_id).first()


def units_of(site: int) -> QuerySet[Unit]:
    return Unit.objects.filter(site=site)


def units_matching(site: int, text: str, limit: int = 20) -> list[Unit]:
    """The first units whose label or code holds the text, for a list to choose from."""
    found = units_of(site).filter(Q(label__icontains=text.strip()) | Q(code__icontains=text.strip()))
    return list(found[:limit])


def unit_by_label(site: int, label: str) -> Unit | None:
    """The unit that a register row names, by its label or code."""
    return Unit.objects.filter(Q(label=label) | Q(code=label), site=site).first()
