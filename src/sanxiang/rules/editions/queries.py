"""Reading editions. Every one that was ever in force is kept and can be opened again by its id."""

from django.db.models import QuerySet

from sanxiang.rules.editions.content import unpack
from sanxiang.rules.editions.models import EditionRow, Origin
from sanxiang.rules.rulebook import Edition

__all__ = ["EditionRow", "Origin", "edition_by_id", "latest", "row", "rows"]


MOST_OPEN = 16
_open: dict[str, Edition] = {}


def edition_by_id(edition_id: str) -> Edition | None:
    """Open the edition that a score names; None when it is not kept (it is from before editions were)."""
    found = _open.get(edition_id)
    if found is not None:
        return found  # an edition never changes
    content = EditionRow.objects.filter(edition=edition_id).values_list("content", flat=True).first()
    if content is None:
        return None
    while len(_open) >= MOST_OPEN:
        _open.pop(next(iter(_open)), None)
    return _open.setdefault(edition_id, unpack(edition_id, content))


def rows() -> QuerySet[EditionRow]:
    """The kept editions without what they say, the one in force first."""
    return EditionRow.objects.defer("content", "text").order_by("-in_force_at", "-pk")


def row(number: int) -> EditionRow | None:
    return EditionRow.objects.filter(pk=number).first()


def latest(profile: str) -> EditionRow | None:
    """The edition of the profile that came into force last."""
    return EditionRow.objects.filter(profile=profile).defer("content").order_by("-in_force_at", "-pk").first()
