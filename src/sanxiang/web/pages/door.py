"""The door of the office's pages: signed in, allowed, times in the person's zone, kept by no cache."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache

from sanxiang.kernel.errors import Refused
from sanxiang.web.pages.register_access import P, View, may, person, zone_of


def only_with(permission: str, sentence: Promise) -> Callable[[View[P]], View[P]]:
    """Only for people with that permission; the others read the sentence."""

    def fit(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(request, permission):
                raise Refused(str(sentence), code="not_allowed", status=403)
            with timezone.override(zone_of(person(request))):
                return view(request, *args, **kwargs)

        shut: View[P] = never_cache(login_required(guarded))
        return shut

    return fit


def actor_of(request: HttpRequest) -> str:
    """Who is signed in, as facts name them."""
    return f"staff:{person(request).username}"
