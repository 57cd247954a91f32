"""The lines: the list, a new one, and the figures of one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain import lines
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.web.pages.door import actor_of
from sanxiang.web.pages.lines_access import line_for, manages_lines
from sanxiang.web.pages.lines_forms import LineForm
from sanxiang.web.pages.register_access import person

LIST = "sanxiang/lines/list.html"
FORM = "sanxiang/lines/form.html"


@require_GET
@manages_lines
def listing(request: HttpRequest) -> HttpResponse:
    """The lines of the person's site, or of the company; those out of use stand apart."""
    site = person(request).site_id
    rows = list(contacts.lines_with_links(site, clock.now()))
    said = {
        "rows": [row for row in rows if row.active],
        "unused": [row for row in rows if not row.active],
        "whole": site is None,
    }
    return render(request, LIST, said)


@require_http_methods(["GET", "POST"])
@manages_lines
def add(request: HttpRequest) -> HttpResponse:
    form = LineForm(request.POST or None, by=person(request))
    if not form.is_valid():
        return render(request, FORM, {"form": form}, status=400 if form.is_bound else 200)
    site = form.cleaned_data.pop("site", person(request).site_id)
    try:
        line = lines.add_line(site=site, at=clock.now(), actor=actor_of(request), **form.cleaned_data)
    except Refused as fault:
        form.refuse(fault)
        return render(request, FORM, {"form": form}, status=fault.status)
    messages.success(request, _("线路已添加。给客服员发这条线路的上岗证，他们才会接到来电。"))
    return redirect("line_links", line.key)


@require_http_methods(["GET", "POST"])
@manages_lines
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change name and figures; they hold from the next call on."""
    line = line_for(request, key)
    form = LineForm(request.POST or None, by=person(request), of=line)
    said: dict[str, Any] = {"form": form, "line": line}
    if not form.is_valid():
        return render(request, FORM, said, status=400 if form.is_bound else 200)
    try:
        lines.change_line(key=key, at=clock.now(), actor=actor_of(request), **form.cleaned_data)
    except Refused as fault:
        form.refuse(fault)
        return render(request, FORM, said, status=fault.status)
    messages.success(request, _("已保存，下一通来电起生效。"))
    return redirect("line_links", key)
