"""Printing and exporting the register for the filter in force (REG-6): with a reason, and on record."""

import asyncio
from collections.abc import AsyncIterator
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain import copies
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.paper import workbook
from sanxiang.web.pages.door import only_with
from sanxiang.web.pages.register import chosen
from sanxiang.web.pages.register_access import may, person, require, zone_of
from sanxiang.web.pages.register_copied import Copy, period_of, printed, told
from sanxiang.web.pages.register_filters import Filters, filters_of
from sanxiang.web.pages.register_paper import columns, sheet_rows

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sanxiang.desk.contacts.queries import Contact

PAGE = "sanxiang/register/copy.html"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 64 * 1024
copies_out = only_with("contacts.copy_register", gettext_lazy("登记本由主管或品质督导打印、导出。"))


@require_http_methods(["GET", "POST"])
@copies_out
def copy(request: HttpRequest) -> HttpResponseBase:
    """What would be taken out, with the reason to give; or, posted, the file itself."""
    filters = filters_of(request.GET)
    rows = chosen(person(request).site_id, filters).order_by("offered_at", "id")
    if request.method == "GET":
        return _asked(request, filters, rows.count())
    count = rows.count()
    try:
        made = _recorded(request, filters, count)
    except Refused as fault:
        return _asked(request, filters, count, fault)
    file = _sheet if made.form == "workbook" else _paper
    return file(made, rows[:count])


def _asked(request: HttpRequest, filters: Filters, count: int, fault: Refused | None = None) -> HttpResponse:
    staff, limits = person(request), copies.limits()
    said = {
        "filters": filters,
        "count": count,
        "period": period_of(filters),
        "told": told(filters),
        "numbers": may(request, "contacts.copy_numbers"),
        "left": copies.numbers_left(staff, clock.now()),
        "too_many": copies.too_many(count, most) if count > (most := limits["rows"]["workbook"]) else "",
        "no_paper": copies.too_many(count, most) if count > (most := limits["rows"]["paper"]) else "",
        "fault": fault.sentence if fault else "",
        "reason": request.POST.get("reason", ""),
    }
    return render(request, PAGE, said, status=fault.status if fault else 200)


def _recorded(request: HttpRequest, filters: Filters, count: int) -> Copy:
    """What is taken out, once it is on record. Refused where it may not be."""
    staff, now = person(request), clock.now()
    form = "workbook" if request.POST.get("form") == "workbook" else "paper"
    numbers = request.POST.get("numbers") == "on"
    if numbers:
        require(request, "contacts.copy_numbers", staff.site_id)
    copies.copy_out(
        form=form,
        rows=count,
        numbers=numbers,
        reason=request.POST.get("reason", ""),
        chosen={name: value for name, value in filters.named() if value and name != "text"},
        site=staff.site_id,
        at=now,
        actor=staff,
    )
    return Copy(form=form, numbers=numbers, staff=staff, filters=filters, count=count, at=now)


def _paper(made: Copy, rows: "QuerySet[Contact]") -> HttpResponse:
    pages = printed(made, list(rows.prefetch_related("callbacks")))
    return HttpResponse(pages, content_type="application/pdf", headers=_named(made, "inline", "pdf"))


def _sheet(made: Copy, rows: "QuerySet[Contact]") -> HttpResponseBase:
    taken = rows.prefetch_related("callbacks").iterator(chunk_size=2000)
    lines = contacts.line_names()
    cells = sheet_rows(taken, lines=lines, whole=made.numbers, now=made.at)
    file = workbook(_("电话接待记录本"), columns(), cells, zone=zone_of(made.staff))
    named = _named(made, "attachment", "xlsx")
    return StreamingHttpResponse(_bytes(file), content_type=SHEET, headers=named)


def _named(made: Copy, how: str, ending: str) -> dict[str, str]:
    name = f"{_('电话接待记录本')}-{timezone.localtime(made.at):%Y%m%d-%H%M}.{ending}"
    return {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name)}"}


async def _bytes(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
