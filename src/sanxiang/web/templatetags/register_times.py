"""Moments as the desk says them."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def near(at: datetime | None, now: datetime) -> str:
    """The moment as seen from `now`: 今天 12:04, 昨天 …, 明天 …, else its date (with another year)."""
    if at is None:
        return ""
    here, today = localtime(at), localtime(now).date()
    said = {0: _("今天"), -1: _("昨天"), 1: _("明天")}.get((here.date() - today).days)
    if said is None:
        said = date_format(here, "n-j" if here.year == today.year else "Y-n-j")
    return f"{said} {here:%H:%M}"
