"""The door of the register's pages: signed in, allowed, and on whose row."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import rules
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.errors import Refused

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Callback, Contact
    from sanxiang.office.people.queries import Staff

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def sees_register(view: View[P]) -> View[P]:
    """Only for people who may see the register; times are those of their site; no cache keeps the page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may(request, "contacts.view_register"):
            raise Refused(
                _("您的岗位不看来电登记；需要的话，请主管更改岗位。"), code="not_allowed", status=403
            )
        with timezone.override(zone_of(person(request))):
            return view(request, *args, **kwargs)

    shut: View[P] = never_cache(login_required(guarded))
    return shut


def may(request: HttpRequest, permission: str, thing: object = None) -> bool:
    return bool(rules.has_perm(permission, request.user, thing))


def person(request: HttpRequest) -> "Staff":
    """Who is signed in (behind `sees_register`)."""
    return cast("Staff", request.user)


def zone_of(staff: "Staff") -> ZoneInfo:
    """The zone in which this person reads times."""
    return ZoneInfo(staff.site.time_zone if staff.site else settings.TIME_ZONE)


def row_for(request: HttpRequest, contact_id: UUID, permission: str = "contacts.view_register") -> "Contact":
    """The row, if this person may do that with it. Refused otherwise, and where there is none."""
    row = contacts.contact(contact_id)
    if row is None:
        raise Refused(_("登记本里没有这一行。"), code="unknown", status=404)
    require(request, permission, row)
    return row


def task_for(request: HttpRequest, callback_id: UUID) -> "Callback":
    """The return call, if this person may work on it. Refused otherwise."""
    task = contacts.callback(callback_id)
    if task is None:
        raise Refused(_("没有这个回电。"), code="unknown", status=404)
    require(request, "contacts.work_calls", task)
    return task


def require(request: HttpRequest, permission: str, thing: Any) -> None:
    if may(request, permission, thing):
        return
    if may(request, permission):
        raise Refused(_("这一行属于别的项目。"), code="not_allowed", status=403)
    raise Refused(_("您的岗位不能这样做；需要的话，请主管处理。"), code="not_allowed", status=403)
