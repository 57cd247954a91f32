"""The door of the quality pages, and what every one of them shows: which site, which period, which page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import queries as people
from sanxiang.quality.overview.period import Period, parse, quarter_of
from sanxiang.web.pages.door import only_with
from sanxiang.web.pages.register_access import may, person

if TYPE_CHECKING:
    from sanxiang.office.people.queries import Site, Staff

sees_site = only_with(
    "overview.view_site", gettext_lazy("您的岗位不看全站的服务品质；自己的在“我的品质”里。")
)
sees_person = only_with(
    "overview.view_person", gettext_lazy("您的岗位不看客服员的品质页；需要的话，请主管查看。")
)
enters = only_with("overview.enter_inspections", gettext_lazy("检查日由主管或品质督导登记。"))


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    word: str
    here: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: the calls of `site` in `period`, on its clock."""

    site: "Site"
    period: Period
    choose: bool

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.time_zone)

    def address(self, path: str, **changes: str) -> str:
        """A quality page of the same site and period, or with something changed."""
        said = {"period": str(self.period), **({"site": str(self.site.pk)} if self.choose else {}), **changes}
        return f"{path}?{urlencode(said)}"


def view_of(request: HttpRequest, site: int | None = None) -> View:
    """Read the period and, for people of the whole company, the site. Refused where there is no such site."""
    own = person(request).site_id
    found = _site(request, site if site is not None else own)
    with timezone.override(ZoneInfo(found.time_zone)):
        today = timezone.localdate(clock.now())
    period = parse(request.GET.get("period", "")) or quarter_of(today)
    return View(found, period, choose=own is None)


def _site(request: HttpRequest, site: int | None) -> "Site":
    asked = request.GET.get("site", "") if site is None else str(site)
    found = people.site(int(asked)) if asked.isdecimal() else people.sites().first()
    if found is None:
        raise Refused(_("没有这个项目。"), code="unknown", status=404)
    return found


def frame_of(request: HttpRequest, view: View) -> dict[str, Any]:
    """What the frame of every quality page shows."""
    path = request.path
    with timezone.override(view.zone):
        today = timezone.localdate(clock.now())
    return {
        "view": view,
        "period_name": period_name(view.period),
        "earlier": view.address(path, period=str(view.period.before)),
        "later": "" if view.period.next.first > today else view.address(path, period=str(view.period.next)),
        "spans": [
            Link(view.address(path, period=str(view.period.as_quarter)), _("季度"), view.period.is_quarter),
            Link(
                view.address(path, period=str(view.period.as_month(today))),
                _("月"),
                not view.period.is_quarter,
            ),
        ],
        "tabs": tabs_of(request, view),
        "sites": people.sites() if view.choose else [],
    }


def tabs_of(request: HttpRequest, view: View) -> list[Link]:
    """The quality pages that this person may open; none where there is only one."""
    places = []
    if may(request, "overview.view_site"):
        places += [("quality", _("总览")), ("quality_sames", _("四个一样"))]
    if may(request, "overview.view_own"):
        places.append(("quality_me", _("我的品质")))
    links = [Link(view.address(reverse(name)), word, request.path == reverse(name)) for name, word in places]
    return links if len(links) > 1 else []


def period_name(period: Period) -> str:
    if period.is_quarter:
        return _("%(year)s 年第 %(n)s 季度") % {"year": period.first.year, "n": period.quarter}
    return _("%(year)s 年 %(n)s 月") % {"year": period.first.year, "n": period.first.month}


def staff_for(request: HttpRequest, staff_id: int) -> "Staff":
    """Whose page it is. Refused for colleagues and for people of other sites."""
    staff = people.staff_by_id(staff_id)
    if staff is None:
        raise Refused(_("没有这位员工。"), code="unknown", status=404)
    if not may(request, "overview.view_person", staff):
        raise Refused(_("这一页只有本人和本项目的主管能看。"), code="not_allowed", status=403)
    return staff
