"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sanxiang import __version__
from sanxiang.web.navigation import places


def desk(request: HttpRequest) -> dict[str, Any]:
    """The program's version, the languages to choose from, the places to go and what is shown to whom."""
    return {
        "version": __version__,
        "languages": settings.LANGUAGES,
        "exchange": settings.SANXIANG_EXCHANGE,
        "places": SimpleLazyObject(lambda: places(request)),
    }
