"""Whether the link that a resident opened still calls the desk, and what to say when it doesn't."""

from datetime import datetime

from django.utils.translation import gettext as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.queries import CallLink
from sanxiang.kernel.errors import Refused


def open_link(token: str, now: datetime) -> CallLink:
    """Return the link behind the address. Refused, in words for a resident, when it no longer works."""
    link = contacts.link_by_token(token)
    if link is None:
        raise Refused(_("这个链接不对：请重新扫码，或向物业要新的链接。"), code="unknown_line", status=404)
    if link.revoked_at is not None or (link.expires_at is not None and link.expires_at <= now):
        raise Refused(_("这个链接已经过期。") + _elsewhere(link), code="expired", status=410)
    if not link.line.active:
        raise Refused(_("这条线路已经停用。") + _elsewhere(link), code="closed", status=410)
    return link


def _elsewhere(link: CallLink) -> str:
    """Another way to reach the desk: nobody is left standing before a dead link."""
    phone = link.line.number or link.line.site.phone
    if phone:
        return _("请改打%(desk)s电话 %(phone)s。") % {"desk": link.line.site.desk_name, "phone": phone}
    return _("请向物业要新的链接。")
