"""The door of the lines' pages, and whose line or link it is."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.errors import Refused
from sanxiang.web.pages.door import only_with
from sanxiang.web.pages.register_access import may

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import CallLink, Line

manages_lines = only_with("contacts.manage_lines", _("您的岗位不管线路；需要的话，请主管处理。"))


def line_for(request: HttpRequest, key: str) -> "Line":
    """The line, if this person manages it. Refused otherwise."""
    line = contacts.line_by_key(key)
    if line is None:
        raise Refused(gettext("没有线路 %(key)s。") % {"key": key}, code="unknown", status=404)
    _require(request, line)
    return line


def link_for(request: HttpRequest, link_id: int) -> "CallLink":
    """The link, if this person manages its line. Refused otherwise."""
    link = contacts.link(link_id)
    if link is None:
        raise Refused(gettext("没有这个二维码。"), code="unknown", status=404)
    _require(request, link.line)
    return link


def _require(request: HttpRequest, line: "Line") -> None:
    if not may(request, "contacts.manage_lines", line):
        raise Refused(gettext("这条线路属于别的项目。"), code="not_allowed", status=403)
