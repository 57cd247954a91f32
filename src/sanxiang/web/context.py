"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sanxiang import __version__


def desk(request: HttpRequest) -> dict[str, Any]:
    """The program's version and the languages to choose from."""
    return {"version": __version__, "languages": settings.LANGUAGES, "exchange": settings.SANXIANG_EXCHANGE}
