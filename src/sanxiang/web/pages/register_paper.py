"""The rows of the register as its paper form and its workbook have them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanxiang.desk.contacts.queries import masked
from sanxiang.kernel.paper import Column, Value
from sanxiang.web.pages.register_rows import place_of
from sanxiang.web.pages.register_words import owed_mark, state_of
from sanxiang.web.pages.register_written import message_of

if TYPE_CHECKING:
    from datetime import datetime

    from sanxiang.desk.contacts.queries import Contact


def heads() -> list[str]:
    """The columns of the paper form, in its order."""
    return [
        _("序号"),
        _("日期时间"),
        _("来电人"),
        _("房号"),
        _("电话"),
        _("来电内容"),
        _("类别"),
        _("处理情况"),
        _("接听人"),
    ]


def paper_rows(rows: "Iterable[Contact]", *, whole: bool, now: "datetime") -> list[list[str]]:
    """Every row as the texts of its cells; `whole`: numbers as they are, else masked."""
    return [_paper_row(number, row, whole, now) for number, row in enumerate(rows, 1)]


def _paper_row(number: int, row: "Contact", whole: bool, now: "datetime") -> list[str]:
    return [
        str(number),
        f"{timezone.localtime(row.offered_at):%Y-%m-%d %H:%M}",
        row.caller_name,
        place_of(row),
        number_of(row, whole),
        content_of(row),
        row.get_category_display(),
        handling_of(row, now),
        row.staff.name if row.staff else "",
    ]


def columns() -> list[Column]:
    """The columns of the workbook: those of the paper, and what only a sheet has room for."""
    widths = (3, 9, 6, 10, 9, 30, 4, 24, 6)
    paper = [Column(head, width) for head, width in zip(heads(), widths, strict=True)]
    more = [
        Column(_("工号"), 5),
        Column(_("项目"), 8),
        Column(_("线路"), 7),
        Column(_("方向"), 4),
        Column(_("状态"), 5),
        Column(pgettext("column", "响铃（声）"), 5),
        Column(pgettext("column", "通话（秒）"), 5),
        Column(pgettext("column", "登记时间"), 9),
    ]
    return paper + more


def sheet_rows(
    rows: "Iterable[Contact]", *, lines: Mapping[str, str], whole: bool, now: "datetime"
) -> Iterator[list[Value]]:
    """Every row as the values of its cells, one by one; `lines`: names by key."""
    for number, row in enumerate(rows, 1):
        texts: list[Value] = list(_paper_row(number, row, whole, now))
        texts[0], texts[1] = number, row.offered_at
        yield texts + _more(row, lines)


def _more(row: "Contact", lines: Mapping[str, str]) -> list[Value]:
    return [
        row.staff.username if row.staff else "",
        row.site.name if row.site else "",
        lines.get(row.line, row.line),
        _("呼出") if row.direction == "out" else _("呼入"),
        state_of(row).word,
        row.rings,
        round(row.talk_s) if row.talk_s is not None else None,
        row.closed_at,
    ]


def number_of(row: "Contact", whole: bool) -> str:
    number = row.phone or row.from_number
    return number if whole else masked(number)


def content_of(row: "Contact") -> str:
    """What the call was about, with the message that was left."""
    left = "；".join(f"{question}：{answer}" for question, answer in message_of(row))
    return "\n".join(part for part in (row.summary, left) if part)


def handling_of(row: "Contact", now: "datetime") -> str:
    """What was done, and where the row stands as long as it isn't simply closed."""
    state = state_of(row)
    marks = [] if state.tone == "good" else [state.word]
    marks += [owed_mark(task, now).word for task in row.callbacks.all()]
    return "\n".join(part for part in (row.handling, " · ".join(dict.fromkeys(marks))) if part)
