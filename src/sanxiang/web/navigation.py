"""Where a person can go: each place with the permission that opens it."""

from dataclasses import dataclass

import rules
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanxiang.office.people.queries import Role


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    name: Promise
    icon: str
    permission: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the navigation of this page."""

    place: Place
    here: bool


PLACES = (
    Place("/console/", _("接线台"), "headset", "people.answer_calls"),
    Place("/register/", _("来电登记"), "book", "contacts.view_register"),
    Place("/callbacks/", _("回电"), "phone-outgoing", "contacts.view_register"),
    Place("/rulebook/", _("服务规范"), "checklist", "people.view_rulebook"),
    Place("/review/", _("质检评分"), "user-check", "review.enter"),
    Place("/quality/", _("服务品质"), "chart-bar", "overview.view_site"),
    Place("/quality/me/", _("我的品质"), "chart-bar", "overview.view_only_own"),
    Place("/staff/", _("人员"), "users", "people.view_staff"),
    Place("/lines/", _("线路与二维码"), "qrcode", "contacts.manage_lines"),
)
HOME = {Role.OPERATOR.value: "/console/", Role.ADMINISTRATOR.value: "/staff/"}


def places(request: HttpRequest) -> list[Entry]:
    """The places that this person may enter."""
    user = request.user
    return [
        Entry(place, request.path.startswith(place.path))
        for place in PLACES
        if user.is_authenticated and rules.has_perm(place.permission, user)
    ]


def home_of(role: str) -> str:
    """The page on which a person of this role begins."""
    return HOME.get(role, "/register/")
