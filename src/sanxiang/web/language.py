"""The reader's language: the one they chose, else 简体; a browser's own setting doesn't change the desk's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SPOKEN = {code for code, _name in settings.LANGUAGES}


class LanguageMiddleware:
    """Activates the language of the cookie. Works under ASGI through Django's adapter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in SPOKEN else settings.LANGUAGE_CODE):
            return self.get_response(request)
