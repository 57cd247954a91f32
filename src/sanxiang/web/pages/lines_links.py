"""The links of a line: make them, show their QR codes, print them, revoke them."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain import lines
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.office.estate import queries as estate
from sanxiang.web.pages.door import actor_of
from sanxiang.web.pages.lines_access import line_for, link_for, manages_lines
from sanxiang.web.pages.lines_codes import address_fault, code_of, codes_of
from sanxiang.web.pages.lines_forms import LinkForm

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Line

LINKS = "sanxiang/lines/links.html"
ONE_PAGE = 30  # links on the screen
ONE_PRINT = 120  # labels: ten sheets


@require_http_methods(["GET", "POST"])
@manages_lines
def links(request: HttpRequest, key: str) -> HttpResponse:
    """The links of a line, and the form that makes another."""
    line = line_for(request, key)
    if request.method == "GET":
        return _show(request, line, LinkForm(line=line))
    form = LinkForm(request.POST, line=line)
    if not form.is_valid():
        return _show(request, line, form, status=400)
    said = form.cleaned_data
    try:
        link = lines.make_link(
            line=line,
            at=clock.now(),
            unit_id=said["unit"],
            place=said["place"],
            expires_at=said["until"],
            actor=actor_of(request),
        )
    except Refused as fault:
        form.refuse(fault)
        return _show(request, line, form, status=fault.status)
    return redirect("line_link", link.pk)


def _show(request: HttpRequest, line: "Line", form: LinkForm, *, status: int = 200) -> HttpResponse:
    now = clock.now()
    over = contacts.dead_links(line, now)
    page = Paginator(contacts.live_links(line, now), ONE_PAGE).get_page(request.GET.get("page"))
    said: dict[str, Any] = {
        "line": line,
        "form": form,
        "page": page,
        "codes": codes_of(page.object_list, now),
        "over": codes_of(over[:ONE_PAGE], now),
        "over_count": over.count(),
        "units": estate.units_matching(line.site_id, ""),
        "address_fault": address_fault(),
    }
    return render(request, LINKS, said, status=status)


@require_GET
@manages_lines
def link(request: HttpRequest, link_id: int) -> HttpResponse:
    """One link with its QR code, large."""
    found = link_for(request, link_id)
    said = {"line": found.line, "code": code_of(found, clock.now()), "address_fault": address_fault()}
    return render(request, "sanxiang/lines/link.html", said)


@require_POST
@manages_lines
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    """End a link at once."""
    found = link_for(request, link_id)
    lines.revoke_link(link_id=found.pk, at=clock.now(), actor=actor_of(request))
    return redirect("line_links", found.line.key)


@require_GET
@manages_lines
def labels(request: HttpRequest, key: str) -> HttpResponse:
    """Labels to print: of the ticked links, else of all that work."""
    line, now = line_for(request, key), clock.now()
    ticked = [int(text) for text in request.GET.getlist("link") if text.isdecimal() and len(text) < 18]
    rows = contacts.live_links(line, now)
    rows = rows.filter(pk__in=ticked[:ONE_PRINT]) if ticked else rows
    found = list(rows[: ONE_PRINT + 1])
    said = {
        "line": line,
        "codes": codes_of(found[:ONE_PRINT], now),
        "more": len(found) > ONE_PRINT,
        "limit": ONE_PRINT,
        "address_fault": address_fault(),
    }
    return render(request, "sanxiang/lines/labels.html", said)


@require_GET
@manages_lines
def units(request: HttpRequest, key: str) -> HttpResponse:
    """The units that fit what was typed so far, as options of a list."""
    found = estate.units_matching(line_for(request, key).site_id, request.GET.get("unit", ""))
    return render(request, "sanxiang/lines/units.html", {"units": found})
