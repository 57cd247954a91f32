"""The front door, and the sign of life for whoever watches the program."""

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from sanxiang import __version__
from sanxiang.web.navigation import home_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to the page of their work."""
    return redirect(home_of(str(getattr(request.user, "role", ""))))


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, 503 when the database doesn't answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "away", "version": __version__}, status=503)
    return JsonResponse({"ok": True, "version": __version__})
