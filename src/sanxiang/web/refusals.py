"""A refusal becomes one sentence on the screen, never a stack trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sanxiang.kernel.errors import Refused


class RefusalMiddleware:
    """Turns `Refused` into a page, a fragment or JSON, as the caller asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, Refused):
            return None
        said = {"sentence": fault.sentence, "code": fault.code}
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse(said, status=fault.status)
        template = "sanxiang/refused_part.html" if request.headers.get("HX-Request") else "sanxiang/refused.html"
        return render(request, template, said, status=fault.status)
