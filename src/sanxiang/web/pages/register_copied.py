"""A copy of the register: whose it is, of which days and by which choice, and its pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.clock import clock
from sanxiang.kernel.paper import render_pdf
from sanxiang.office.people import queries as people
from sanxiang.web.pages.register_filters import Filters
from sanxiang.web.pages.register_paper import heads, paper_rows

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.office.people.queries import Staff


@dataclass(frozen=True, slots=True)
class Copy:
    """`form`: "paper" or "workbook"; `numbers`: whole ones; `count`: rows."""

    form: str
    numbers: bool
    staff: "Staff"
    filters: Filters
    count: int
    at: datetime


def printed(made: Copy, rows: "Sequence[Contact]") -> bytes:
    """The paper form 《电话接待记录本》 as PDF, oldest row first."""
    template = resources.files("sanxiang.web") / "templates/sanxiang/register/paper.typ"
    return render_pdf(
        template.read_text("utf-8"),
        _form(made, rows),
        language=get_language() or settings.LANGUAGE_CODE,
        at=made.at,
        fonts=Path(settings.HOME) / "fonts",
    )


def _form(made: Copy, rows: "Sequence[Contact]") -> dict[str, object]:
    who = f"{made.staff.name} {made.staff.username}"
    notes = [told(made.filters), "" if made.numbers else _("号码已部分隐去")]
    return {
        "title": _("电话接待记录本"),
        "whose": _whose(made.staff),
        "period": period_of(made.filters, rows),
        "amount": _("共 %(n)d 行") % {"n": len(rows)},
        "heads": heads(),
        "rows": paper_rows(rows, whole=made.numbers, now=made.at),
        "empty": _("这段时间没有来电。"),
        "signed": [_("登记人"), _("审核人"), _("日期")],
        "printed": _("打印：%(who)s %(at)s")
        % {"who": who, "at": f"{timezone.localtime(made.at):%Y-%m-%d %H:%M}"},
        "page": _("第 {page} 页，共 {pages} 页"),
        "note": " · ".join(note for note in notes if note),
    }


def _whose(staff: "Staff") -> str:
    """The company and the site; people of the whole company copy all its sites."""
    if staff.site:
        return f"{staff.site.company} · {staff.site.name}"
    first = people.sites().first()
    return f"{first.company} · {_('全部项目')}" if first else _("全部项目")


def period_of(filters: Filters, rows: "Sequence[Contact]" = ()) -> str:
    """First and last day; where the choice leaves one open, that of the rows."""
    first, last = filters.days(timezone.localdate(clock.now()))
    if rows:
        first = first or timezone.localtime(rows[0].offered_at).date()
        last = last or timezone.localtime(rows[-1].offered_at).date()
    if first and last:
        both = {"first": first.isoformat(), "last": last.isoformat()}
        return first.isoformat() if first == last else _("%(first)s 至 %(last)s") % both
    if first:
        return _("%(day)s 起") % {"day": first.isoformat()}
    return _("至 %(day)s") % {"day": last.isoformat()} if last else _("全部日期")


def told(filters: Filters) -> str:
    """By what rows were chosen, but for the days, in words; "" for all."""
    states = {"missed": _("未接"), "to_close": _("待登记"), "closed": _("已登记"), "going_on": _("进行中")}
    words = [
        f"“{filters.text}”" if filters.text else "",
        dict(contacts.categories()).get(filters.category, filters.category),
        states.get(filters.state, filters.state),
        filters.staff,
        contacts.line_names().get(filters.line, filters.line) if filters.line else "",
    ]
    shown = " · ".join(word for word in words if word)
    return _("筛选：%(words)s") % {"words": shown} if shown else ""
