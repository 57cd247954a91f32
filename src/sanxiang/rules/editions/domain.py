"""Keeping editions, and changing the company's file from the screen: the file and its row together."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.words import gettext
from sanxiang.rules.editions import company_file, facts, queries
from sanxiang.rules.editions.content import pack
from sanxiang.rules.editions.current import Standing, standing
from sanxiang.rules.editions.models import EditionRow, Origin
from sanxiang.rules.rulebook import open_text
from sanxiang.rules.rulebook.edit import dated, new_file

SHOWN_FILE = "company.toml"
Edit = Callable[[str], str]


def take_in(at: datetime) -> EditionRow:
    """Keep the edition in force, also one written into the file by hand. One query when it is kept."""
    now = standing()
    before = queries.latest(now.edition.profile)
    if before is not None and before.edition == now.edition.id:
        return before
    origin = Origin.FILE if now.text != (before.text if before else "") else Origin.PROGRAM
    with transaction.atomic():
        return _keep(now, before, origin=origin, by="", note="", at=at)


def save(text: str, *, by: str, at: datetime, based_on: str, note: str = "") -> EditionRow:
    """Make `text` the company's file and its edition the one in force; `based_on`: what it was made from.

    Raises BadRulebook with every fault, Refused when somebody else changed the rulebook meanwhile or when
    nothing changes. Then the file and the editions are as before.
    """
    profile = settings.SANXIANG_PROFILE
    fresh = Standing(open_text(text, file=SHOWN_FILE, profile=profile), text)
    with transaction.atomic():
        # The latest row is the lock: of two who save at once the second finds another edition in force.
        before = EditionRow.objects.select_for_update().filter(pk=take_in(at).pk).first()
        _refuse_if_changed(fresh, based_on)
        row = _keep(fresh, before, origin=Origin.SCREEN, by=by, note=note, at=at)
        company_file.write(text)
    return row


def _refuse_if_changed(fresh: Standing, based_on: str) -> None:
    now = standing()
    if now.edition.id != based_on:
        said = gettext("规范刚刚被别人改过。请重新打开这一页，看过现在的内容再改。")
        raise Refused(said, code="changed", status=409)
    if now.edition.id == fresh.edition.id and now.text == fresh.text and not now.faults:
        raise Refused(gettext("没有改动，不用保存。"), code="same")


def change(edit: Edit, *, on: date, by: str, at: datetime, based_on: str, note: str = "") -> EditionRow:
    """Change the company's file by `edit` (text in, text out) and date it `on`; see `save`."""
    text = standing().text or new_file(settings.SANXIANG_PROFILE, on)
    return save(dated(edit(text), on), by=by, at=at, based_on=based_on, note=note)


def _keep(
    now: Standing, before: EditionRow | None, *, origin: Origin, by: str, note: str, at: datetime
) -> EditionRow:
    row, new = EditionRow.objects.get_or_create(
        edition=now.edition.id,
        defaults={
            "profile": now.edition.profile,
            "origin": origin,
            "text": now.text,
            "content": pack(now.edition.doc),
            "hash": hashlib.sha256(now.text.encode()).hexdigest(),
            "made_at": at,
            "in_force_at": at,
            "by": by,
            "note": note,
        },
    )
    if not new:
        EditionRow.objects.filter(pk=row.pk).update(in_force_at=at)
    if before is not None and before.pk != row.pk:
        data = {"edition": row.edition, "before": before.edition, "origin": origin.value}
        announce(kind=facts.CHANGED, subject=f"rulebook:{row.pk}", at=at, actor=by or "system", data=data)
    return row
