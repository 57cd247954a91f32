"""The resident's page behind a link or QR code."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain import callbacks
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.lines.tickets import caller_ticket
from sanxiang.web.line_address import line_url
from sanxiang.web.portal.links import open_link
from sanxiang.web.portal.words import words


@require_GET
@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    """One big key, and before it the notice that the call is recorded (ANS-11)."""
    try:
        link = open_link(token, clock.now())
    except Refused as refused:
        closed = {"sentence": refused.sentence}
        return render(request, "sanxiang/portal/closed.html", closed, status=refused.status)
    place = link.unit.label if link.unit else link.place
    said = {"link": link, "line": link.line, "site": link.line.site, "place": place, "words": words()}
    return render(request, "sanxiang/portal/page.html", said)


@require_POST
@never_cache
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """What the line wants to see at hello, and where the line is."""
    link = open_link(token, clock.now())
    return JsonResponse({"ticket": caller_ticket(link), "url": line_url(request)})


@require_POST
def number(request: HttpRequest, token: str) -> HttpResponse:
    """A caller whom nobody could answer says where to ring back; only for a call from this very link."""
    link = contacts.link_by_token(token)
    said = _body(request)
    row = contacts.contact_of_call(str(said.get("call", "")))
    if row is None:
        raise Refused(_("来电还在登记，请过几秒再提交。"), code="not_yet", status=409)
    if link is None or row.link_id != link.pk:
        raise Refused(_("这通来电不是从这个页面打出的。"), code="not_allowed", status=403)
    callbacks.leave_number(
        call_id=row.call_id,
        number=str(said.get("number", "")),
        name=str(said.get("name", "")),
        at=clock.now(),
    )
    return JsonResponse({"kept": True})


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Refused(_("没有看懂提交的内容，请刷新页面再试。"))
    return said
