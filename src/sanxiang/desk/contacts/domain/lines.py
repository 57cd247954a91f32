"""Lines and the links that call them."""

import re
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import facts
from sanxiang.desk.contacts.models import CallLink, Line
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.office.estate import queries as estate

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


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
    """Open a line; figures in seconds. Refused when the key is taken or a figure makes no sense."""
    _check_figures(on_s, off_s, ring_for_s, give_up_s)
    if not KEY.fullmatch(key):
        raise Refused(_("线路代码只用小写字母、数字和连字符，例如 repair。"), code="key")
    if Line.objects.filter(key=key).exists():
        raise Refused(_("线路代码 %(key)s 已经有了。") % {"key": key}, code="key")
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
def change_line(
    *,
    key: str,
    at: datetime,
    actor: str,
    name: str,
    number: str,
    language: str,
    on_s: float,
    off_s: float,
    ring_for_s: float,
    give_up_s: float,
    emergency: bool,
    active: bool,
) -> Line:
    """Change a line from the next call on; the fact keeps the earlier figures."""
    _check_figures(on_s, off_s, ring_for_s, give_up_s)
    line = Line.objects.select_for_update().get(key=key)
    fresh = {
        "name": name,
        "number": number,
        "language": language,
        "on_s": on_s,
        "off_s": off_s,
        "ring_for_s": ring_for_s,
        "give_up_s": give_up_s,
        "emergency": emergency,
        "active": active,
    }
    before = {field: getattr(line, field) for field in fresh if getattr(line, field) != fresh[field]}
    for field in before:
        setattr(line, field, fresh[field])
    line.save(update_fields=list(fresh))
    announce(
        kind=facts.LINE_CHANGED,
        subject=f"line:{key}",
        at=at,
        site=line.site_id,
        actor=actor,
        data={"before": before},
    )
    return line


def _check_figures(on_s: float, off_s: float, ring_for_s: float, give_up_s: float) -> None:
    if min(on_s, off_s, ring_for_s, give_up_s) <= 0:
        raise Refused(_("振铃的秒数都应大于零。"), code="on_s")
    if ring_for_s < on_s + off_s:
        raise Refused(_("每席振铃的时间应够响一声，也就是不短于一响一停。"), code="ring_for_s")
    if give_up_s < ring_for_s:
        raise Refused(_("转回电的时间不应短于每席振铃的时间。"), code="give_up_s")


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
        raise Refused(_("有效期已经过去，请选一个将来的日期。"), code="until")
    if not line.active:
        raise Refused(_("这条线路已停用，先启用才能做二维码。"), code="line")
    if unit_id is not None and not _of_site(unit_id, line.site_id):
        raise Refused(_("这个房号不属于线路所在的项目。"), code="unit")
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


def _of_site(unit_id: int, site: int) -> bool:
    unit = estate.unit(unit_id)
    return unit is not None and unit.site_id == site


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
