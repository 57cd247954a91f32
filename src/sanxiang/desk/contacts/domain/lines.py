"""Lines and the links that call them."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.models import CallLink, Line
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce


@transaction.atomic
def add_line(
    *,
    site: int,
    key: str,
    name: str,
    at: datetime,
    number: str = "",
    on_s: float = 1.0,
    off_s: float = 4.0,
    ring_for_s: float = 15.0,
    give_up_s: float = 60.0,
    emergency: bool = False,
    language: str = "zh",
    actor: str = "system",
) -> Line:
    """Open a line; figures in seconds. Refused when the key is taken or a figure is not positive."""
    if min(on_s, off_s, ring_for_s, give_up_s) <= 0:
        raise Refused(_("振铃的秒数都应大于零。"))
    if Line.objects.filter(key=key).exists():
        raise Refused(_("线路代码 %(key)s 已经有了。") % {"key": key})
    line = Line.objects.create(
        site_id=site,
        key=key,
        name=name,
        number=number,
        on_s=on_s,
        off_s=off_s,
        ring_for_s=ring_for_s,
        give_up_s=give_up_s,
        emergency=emergency,
        language=language,
    )
    announce(kind=facts.LINE_ADDED, subject=f"line:{key}", at=at, site=site, actor=actor)
    return line


@transaction.atomic
def make_link(
    *,
    line: Line,
    at: datetime,
    unit_id: int | None = None,
    place: str = "",
    expires_at: datetime | None = None,
    actor: str = "system",
) -> CallLink:
    """Make a link that rings `line`; of one unit or place, so that the desk sees who and where."""
    if expires_at is not None and expires_at <= at:
        raise Refused(_("有效期已经过去，请选一个将来的日期。"))
    link = CallLink.objects.create(
        token=secrets.token_urlsafe(12),
        line=line,
        unit_id=unit_id,
        place=place.strip()[:80],
        made_at=at,
        expires_at=expires_at,
    )
    announce(kind=facts.LINK_MADE, subject=f"link:{link.pk}", at=at, site=line.site_id, actor=actor)
    return link


@transaction.atomic
def revoke_link(*, link_id: int, at: datetime, actor: str) -> None:
    """End a link at once; whoever opens it is told so."""
    link = CallLink.objects.select_related("line").get(pk=link_id)
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        announce(
            kind=facts.LINK_REVOKED, subject=f"link:{link.pk}", at=at, site=link.line.site_id, actor=actor
        )
