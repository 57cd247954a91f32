"""The editions that were ever in force, and what differs between two of them."""

from collections.abc import Iterator
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import queries as people
from sanxiang.rules.editions import queries
from sanxiang.rules.editions.current import standing
from sanxiang.rules.editions.domain import take_in
from sanxiang.rules.rulebook import Edition
from sanxiang.rules.rulebook.clause import Text
from sanxiang.rules.rulebook.compare import Change, diff
from sanxiang.web.pages.rulebook_access import may_change, reads_rulebook
from sanxiang.web.pages.rulebook_words import ORIGINS, place_said, value_said
from sanxiang.web.said import said

LIST = "sanxiang/rulebook/editions.html"
ONE = "sanxiang/rulebook/edition.html"
ONE_PAGE = 50


@require_GET
@reads_rulebook
def listing(request: HttpRequest) -> HttpResponse:
    """Every edition, the one in force first."""
    take_in(clock.now())
    page = Paginator(queries.rows(), ONE_PAGE).get_page(request.GET.get("page"))
    names = people.names([_number(row) for row in page])
    shown = [(row, names.get(_number(row), row.by), ORIGINS[row.origin]) for row in page]
    said = {"tab": "editions", "page": page, "rows": shown, "now": standing().edition.id}
    return render(request, LIST, said | {"may_change": may_change(request)})


@require_GET
@reads_rulebook
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One edition and what differs from another (`with`, by its number; else the one before it)."""
    take_in(clock.now())
    row = queries.row(number)
    if row is None:
        raise Refused(_("没有这个版本。"), code="unknown", status=404)
    others = [other for other in queries.rows()[:ONE_PAGE] if other.pk != row.pk]
    other = _other(request, row, others)
    shown = {
        "tab": "editions",
        "row": row,
        "by": people.names([_number(row)]).get(_number(row), row.by),
        "origin": ORIGINS[row.origin],
        "others": others,
        "other": other,
        "changes": list(_changes(row, other)) if other else [],
        "in_force": row.edition == standing().edition.id,
        "may_change": may_change(request),
    }
    return render(request, ONE, shown)


def _number(row: queries.EditionRow) -> str:
    return row.by.partition(":")[2]


def _other(
    request: HttpRequest, row: queries.EditionRow, others: list[queries.EditionRow]
) -> queries.EditionRow | None:
    asked = request.GET.get("with", "")
    chosen = [other for other in others if str(other.pk) == asked]
    earlier = [other for other in others if other.in_force_at <= row.in_force_at]
    return next(iter([*chosen, *earlier]), None)


def _changes(row: queries.EditionRow, other: queries.EditionRow) -> Iterator[tuple[str, list[Change]]]:
    """Yield what differs, entry by entry: "ANS-1 三响之内接听" and its changes."""
    before, after = queries.edition_by_id(other.edition), queries.edition_by_id(row.edition)
    if before is None or after is None:
        return
    for entry, found in groupby(diff(before, after), key=lambda one: _entry_of(one.path)):
        prefix = f"{'.'.join(entry)}."
        yield (
            _title(entry, after, before),
            [_told(one, prefix) for one in found],
        )


def _told(change: Change, prefix: str) -> Change:
    where = place_said(change.path.removeprefix(prefix))
    return Change(where, value_said(change.before), value_said(change.after))


def _entry_of(path: str) -> tuple[str, ...]:
    """The section and the entry of a changed value, as ("clauses", "ANS-1")."""
    return tuple(path.split(".")[:2])


def _title(entry: tuple[str, ...], *editions: Edition) -> str:
    section, name = entry[0], entry[-1]
    for edition in editions:
        listed = edition.doc.get(section)
        one = listed.get(name) if isinstance(listed, dict) else None
        if isinstance(one, dict) and isinstance(one.get("title"), dict):
            return f"{name} {said(Text(one['title']['zh'], one['title']['en']))}"
    return "" if len(entry) == 1 else ".".join(entry)
