"""A refusal becomes one sentence on the screen, never a stack trace."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from sanxiang.kernel.errors import Refused

log = logging.getLogger("sanxiang.web")


class RefusalMiddleware:
    """Turns `Refused` into a page, a fragment or JSON, as the caller asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, OperationalError | InterfaceError):
            log.error("the database can't be reached: %s", fault)
            fault = Refused(
                gettext("数据库暂时用不了，刚才的操作没有保存；通话不受影响，请过一会儿再试。"),
                code="database_away",
                status=503,
            )
        if not isinstance(fault, Refused):
            return None
        said = {"sentence": fault.sentence, "code": fault.code}
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse(said, status=fault.status)
        if request.headers.get("HX-Request"):
            return _part(request, said, fault.status)
        page = {**said, "back_to": _back(request), "status": fault.status}
        return render(request, "sanxiang/refused.html", page, status=fault.status)


def _part(request: HttpRequest, said: dict[str, str], status: int) -> HttpResponse:
    """The sentence goes where messages stand, not in the place of what was asked for."""
    part = render(request, "sanxiang/refused_part.html", said, status=status)
    part["HX-Retarget"], part["HX-Reswap"] = "#messages", "innerHTML"
    return part


def _back(request: HttpRequest) -> str:
    """The page that the person came from, if it is one of ours."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if ours else "/"
