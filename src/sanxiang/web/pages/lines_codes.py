"""A link as people take it with them: its address, its QR code, its label."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import CallLink

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Code:
    """`last_day`: the last on which it works; `over`: revoked, expired or "" while it works."""

    link: "CallLink"
    where: str
    address: str
    last_day: datetime | None
    over: str

    @property
    def image(self) -> str:
        """The QR code as a data: address of an SVG, made only where it is shown (milliseconds each)."""
        # Level M stands a scratched label; the quiet zone of 4 is the standard's.
        return str(segno.make(self.address, error="m", micro=False).svg_data_uri(border=4, omitsize=True))


def codes_of(links: "Iterable[CallLink]", now: datetime) -> list[Code]:
    return [code_of(link, now) for link in links]


def code_of(link: "CallLink", now: datetime) -> Code:
    return Code(
        link=link,
        where=where_of(link),
        address=f"{settings.SANXIANG_URL}/call/{link.token}/",
        last_day=link.expires_at - timedelta(seconds=1) if link.expires_at else None,
        over=_over(link, now),
    )


def where_of(link: "CallLink") -> str:
    """The unit and place it is for; links for everybody say so."""
    parts = [link.unit.label if link.unit else "", link.place]
    return " · ".join(dict.fromkeys(part for part in parts if part)) or _("所有人")


def _over(link: "CallLink", now: datetime) -> str:
    if link.revoked_at is not None:
        return "revoked"
    return "expired" if link.expires_at is not None and link.expires_at <= now else ""


def address_fault() -> str:
    """Why phones could not open the addresses as they are; "" when they can."""
    parts = urlsplit(settings.SANXIANG_URL)
    if parts.hostname in LOOPBACK:
        return _("二维码里的地址是 %(url)s，只有这台电脑打得开。印出来以前，请系统管理员设好对外的地址。") % {
            "url": settings.SANXIANG_URL
        }
    if parts.scheme != "https":
        return _("二维码里的地址是 %(url)s，不是 https，手机不让网页用话筒。请系统管理员先装好证书。") % {
            "url": settings.SANXIANG_URL
        }
    return ""
