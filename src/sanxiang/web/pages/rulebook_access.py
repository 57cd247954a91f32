"""The door of the rulebook's pages: everybody at the desk reads it, those in charge change it."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanxiang.kernel.clock import clock
from sanxiang.web.pages.door import only_with
from sanxiang.web.pages.register_access import may

reads_rulebook = only_with("people.view_rulebook", _("这个帐号不能看服务规范。"))
changes_rulebook = only_with("people.change_rulebook", _("您的岗位只能看服务规范；要改，请主管处理。"))


def may_change(request: HttpRequest) -> bool:
    return may(request, "people.change_rulebook")


def today() -> date:
    """The day at the person's site."""
    return timezone.localdate(clock.now())
