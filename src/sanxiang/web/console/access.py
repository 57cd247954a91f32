"""The door of every view of the console: signed in, allowed to take calls, and on whose row."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import rules
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.queries import Contact
from sanxiang.kernel.errors import Refused
from sanxiang.office.people.queries import Staff

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def takes_calls(view: View[P]) -> View[P]:
    """Only for people who may take calls; the page is never kept by a cache.

    A script of a page whose session is over gets a sentence, a person the way to sign in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            if "application/json" in request.headers.get("Accept", ""):
                raise Refused(_("登录已过期，请重新登录。"), code="signed_out", status=401)
            return redirect_to_login(request.get_full_path())
        if not may(request):
            raise Refused(_("您的岗位不接电话；需要的话，请主管更改岗位。"), code="not_allowed", status=403)
        return view(request, *args, **kwargs)

    kept: View[P] = never_cache(guarded)
    return kept


def may(request: HttpRequest, thing: object = None) -> bool:
    """Whether this person may work on the call or return call (of any, without `thing`)."""
    return bool(rules.has_perm("contacts.work_calls", request.user, thing))


def person(request: HttpRequest) -> Staff:
    """Who is signed in (behind `takes_calls`)."""
    if not isinstance(request.user, Staff):
        raise Refused(_("请重新登录。"), code="signed_out", status=401)
    return request.user


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Refused when it is none."""
    try:
        said = json.loads(request.body or b"{}")
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Refused(_("没有看懂这次请求，请刷新页面再试。"), code="bad_request")
    return said


def row_of(request: HttpRequest, call_id: str) -> Contact:
    """The register's row of a call. Refused (`not_yet`) while the line's events are still on their way."""
    row = contacts.contact_of_call(call_id)
    if row is None:
        raise Refused(_("这通电话还在登记，请稍候。"), code="not_yet", status=409)
    if not may(request, row):
        raise Refused(_("这一行属于别的项目。"), code="not_allowed", status=403)
    return row
