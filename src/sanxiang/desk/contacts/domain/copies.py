"""Copying the register out, on paper or as a workbook: limited, with a reason, and on record (MED-2)."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import facts
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.office.people.queries import Staff

DAY = timedelta(hours=24)


@cache
def limits() -> Mapping[str, Any]:
    """The figures of copies.toml."""
    return tomllib.loads((resources.files("sanxiang.desk.contacts") / "copies.toml").read_text("utf-8"))


@transaction.atomic
def copy_out(
    *,
    form: str,
    rows: int,
    numbers: bool,
    reason: str,
    chosen: Mapping[str, str],
    site: int | None,
    at: datetime,
    actor: Staff,
) -> None:
    """Write down who takes how many rows out and why, before they go.

    `form`: "paper" or "workbook"; `numbers`: whole ones. Refused without a reason, and for more than the
    limits of copies.toml. `chosen` must hold no names: facts are kept for good.
    """
    if not reason.strip():
        raise Refused(_("请写明打印或导出的原因，会留底。"), code="reason")
    most = limits()["rows"][form]
    if rows > most:
        raise Refused(too_many(rows, most), code="too_many")
    if numbers:
        _require_left(actor, rows, at)
    data = {"form": form, "rows": rows, "numbers": numbers, "reason": reason.strip()[:200]}
    announce(
        kind=facts.REGISTER_COPIED,
        subject=f"staff:{actor.username}",
        at=at,
        site=site,
        actor=f"staff:{actor.username}",
        data={**data, "chosen": dict(chosen)},
    )


def too_many(rows: int, most: int) -> str:
    """What to mend where so many rows can't go at once."""
    return _("选中 %(rows)d 行，一次最多 %(most)d 行；请缩短日期，分几次。") % {"rows": rows, "most": most}


def numbers_left(staff: Staff, at: datetime) -> int:
    """How many more rows with whole numbers this person may take out now."""
    told = facts_of(f"staff:{staff.username}", kinds=[facts.REGISTER_COPIED], limit=100_000)
    taken = sum(int(fact.data["rows"]) for fact in told if fact.data["numbers"] and fact.at > at - DAY)
    most: int = limits()["numbers"]["rows_a_day"]
    return max(most - taken, 0)


def _require_left(staff: Staff, rows: int, at: datetime) -> None:
    left = numbers_left(staff, at)
    if rows > left:
        said = _("完整号码一天内还可带出 %(left)d 行，选中 %(rows)d 行；请少选一些，或不带完整号码。")
        raise Refused(said % {"left": left, "rows": rows}, code="numbers")
