"""Whether a time limit's calendar, pauses and ladder fit together, and the company's own working time."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sanxiang.kernel.calendar.spans import DAY_S, DAYS, ELAPSED, SAME_DAY, WORKING_DAYS, WORKING_HOURS
from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook import quantity
from sanxiang.rules.rulebook.locate import Path
from sanxiang.rules.rulebook.page import Page, Table, rows

Found = tuple[Path, str, str]


def check_calendar_of(page: Page, path: Path, own: Table, limit: Table) -> None:
    """Report what doesn't fit; `own`: as this file says it, `limit`: with what its base says."""
    for part in (_whole_days, _working_hours, _same_day, _roll, _named_time, _pauses, _ladder):
        for place, said, hint in part(page, path, own, limit):
            page.report(place, said, hint)


def check_working_time(page: Page) -> None:
    if any(path[:1] == ("calendar",) for path in page.wrong):
        return
    hours = page.doc.get("calendar", {}).get("hours", ())
    for number, row in enumerate(hours):
        early = hours[number - 1]["until"] if number else None
        if row["until"] <= row["from"] or (early is not None and row["from"] < early):
            said = gettext("工作时间的先后不对")
            page.report(
                ("calendar", "hours", number), said, gettext("每段 from 早于 until，各段按先后写，不要重叠")
            )


def _calendar(limit: Table) -> str:
    return str(limit.get("calendar", ELAPSED))


def _whole_days(page: Page, path: Path, own: Table, limit: Table) -> Iterator[Found]:
    for number, row in rows(own) if _calendar(limit) in (DAYS, WORKING_DAYS) else ():
        if "within" in row and quantity.parse(row["within"], "s") % DAY_S:
            said = gettext("按天计算的期限不是整天：“%(value)s”", value=row["within"])
            yield (*path, "values", number, "within"), said, gettext("写成 “2 day”，或去掉 calendar 按小时算")


def _working_hours(page: Page, path: Path, own: Table, limit: Table) -> Iterator[Found]:
    if _calendar(limit) != WORKING_HOURS:
        return
    if not (page.merged or {}).get("calendar", {}).get("hours") and "calendar" in own:
        yield (
            (*path, "calendar"),
            gettext("按工作小时计算，却没有写工作时间"),
            gettext("在 [calendar] 里写 hours = [{ from = 08:30:00, until = 17:30:00 }]"),
        )
    for number, row in rows(own):
        if str(row.get("within", "")).endswith(" day"):
            said = gettext("按工作小时计算的期限不能以天为单位")
            yield (*path, "values", number, "within"), said, gettext("写成 “8 h” 或 “30 min”")


def _same_day(page: Page, path: Path, own: Table, limit: Table) -> Iterator[Found]:
    for number, row in rows(own) if _calendar(limit) == SAME_DAY else ():
        if "within" in row:
            said = gettext("same_day 到当天 24:00 为止，不需要 within")
            yield (*path, "values", number, "within"), said, gettext("删去 within，或改 calendar")


def _roll(page: Page, path: Path, own: Table, limit: Table) -> Iterator[Found]:
    if own.get("roll") and _calendar(limit) not in (DAYS, SAME_DAY):
        said = gettext("roll 只用于 days 和 same_day")
        yield (*path, "roll"), said, gettext("删去 roll，或把 calendar 写成 days 或 same_day")


def _named_time(page: Page, path: Path, own: Table, limit: Table) -> Iterator[Found]:
    if limit.get("due") and "calendar" in own:
        said = gettext("到期时间由 due 给出，calendar 用不上")
        yield (*path, "calendar"), said, gettext("删去 calendar 或 due")


def _pauses(page: Page, path: Path, own: Table, limit: Table) -> Iterator[Found]:
    for one, other in (("pauses", "resumes"), ("resumes", "pauses"), ("lawful", "pauses")):
        if own.get(one) and not limit.get(other) and not page.is_reported(path, other):
            said = gettext("写了 %(one)s，却没有 %(other)s", one=one, other=other)
            yield (*path, one), said, gettext("补上 %(other)s = [“…”]", other=other)
    both = set(limit.get("pauses", ())) & {*limit.get("resumes", ()), *limit.get("met_by", ())}
    if both and own.get("pauses"):
        said = gettext("“%(kind)s” 既是暂停又是恢复或办结", kind="、".join(sorted(both)))
        yield (*path, "pauses"), said, gettext("同一种事实只能有一个作用")


def _ladder(page: Page, path: Path, own: Table, limit: Table) -> Iterator[Found]:
    """Every `after` can be read, and each rung is later than the one before."""
    rungs: Any = own.get("escalate", ())
    spans: list[quantity.Number] = []
    for number, rung in enumerate(rungs if isinstance(rungs, list) else ()):
        try:
            spans.append(quantity.parse(rung.get("after", "0 s"), "s"))
        except ValueError:
            said = gettext("单位或数字不认识：“%(value)s”", value=rung.get("after", ""))
            yield (
                (*path, "escalate", number, "after"),
                said,
                gettext("写成 “10 min”；可用 s、min、h、day"),
            )
            return
    if any(later <= early for early, later in pairwise(spans)):
        said = gettext("上报的先后不对：后一级的 after 应更长")
        yield (*path, "escalate"), said, gettext("按 after 从短到长写")
