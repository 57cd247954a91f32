"""Paging by key (time and id of the last row), so that page one hundred costs what page one does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact

SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """`older` and `newer` are the keys that lead on; "" where nothing is."""

    rows: "Sequence[Contact]"
    older: str
    newer: str


def page_of(rows: "QuerySet[Contact]", query: Mapping[str, str], *, size: int | None = None) -> Page:
    """One page of rows that are newest first: the first one, or what `older`/`newer` asks for."""
    size = size or SIZE
    if query.get("newer"):
        return _towards_now(rows, query["newer"], size)
    key = query.get("older", "")
    found = list((rows.filter(_before(key)) if key else rows)[: size + 1])
    shown = found[:size]
    return Page(
        rows=shown,
        older=_key(shown[-1]) if len(found) > size else "",
        newer=_key(shown[0]) if key and shown else "",
    )


def _towards_now(rows: "QuerySet[Contact]", key: str, size: int) -> Page:
    found = list(rows.filter(_after(key)).order_by("offered_at", "id")[: size + 1])
    if len(found) <= size:  # the newest page is always a full one
        return page_of(rows, {}, size=size)
    shown = found[:size][::-1]
    return Page(rows=shown, older=_key(shown[-1]), newer=_key(shown[0]))


def _key(row: "Contact") -> str:
    return f"{row.offered_at.isoformat()}~{row.pk.hex}"


def _parts(key: str) -> tuple[datetime, UUID]:
    at, _tilde, row = key.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(at)
        return moment, UUID(row)
    except ValueError:
        raise Refused(_("这个页码已失效，请从第一页看起。"), code="page") from None


def _before(key: str) -> Q:
    at, row = _parts(key)
    # The plain bound lets the index find the place; the rest sorts out calls of one moment.
    return Q(offered_at__lte=at) & (Q(offered_at__lt=at) | Q(id__lt=row))


def _after(key: str) -> Q:
    at, row = _parts(key)
    return Q(offered_at__gte=at) & (Q(offered_at__gt=at) | Q(id__gt=row))
