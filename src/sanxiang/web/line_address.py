"""Where browsers find the line's WebSocket."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def line_url(request: HttpRequest) -> str:
    """The address for this browser: the one that the company set, else this host at the line's own port."""
    if settings.SANXIANG_LINE_URL:
        return str(settings.SANXIANG_LINE_URL)
    scheme = "wss" if request.is_secure() else "ws"
    host = urlsplit(f"//{request.get_host()}").hostname or "localhost"
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}:{settings.SANXIANG_LINE_PORT}/line"
