"""Whether each time limit makes sense, and whether a graver grade isn't given more time."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from sanxiang.kernel.calendar.spans import DAY_S, SAME_DAY
from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook import quantity
from sanxiang.rules.rulebook.check_calendar import check_calendar_of, check_working_time
from sanxiang.rules.rulebook.check_dates import check_dates
from sanxiang.rules.rulebook.dated import NOT_FIGURES, figures_on
from sanxiang.rules.rulebook.locate import Path
from sanxiang.rules.rulebook.page import Page, Table, rows
from sanxiang.rules.rulebook.vocabulary import TIME_LIMIT_FIGURES


def check_time_limits(page: Page) -> None:
    sound: dict[str, Path] = {}
    for path, own, limit in page.entries("time_limits"):
        check_dates(page, path, own)
        _needed(page, path, own, limit)
        if _spans(page, path, own):
            _warning_first(page, path, own, limit)
            check_calendar_of(page, path, own, limit)
            sound[limit["id"]] = path
    check_working_time(page)
    _grades(page, sound)


def _needed(page: Page, path: Path, own: Table, limit: Table) -> None:
    has_within = any("within" in row for row in (*limit.get("values", ()), *own.get("values", ())))
    if not limit.get("due") and not has_within and limit.get("calendar") != SAME_DAY:
        said, hint = gettext("没有期限"), gettext('写 due = "due_at"，或在 values 里写 within = "10 min"')
        if not page.is_reported(path, "within") and not page.is_reported(path, "due"):
            page.report(path, said, hint)
    if limit.get("due") and has_within:
        page.report(path, gettext("due 和 within 只能写一个"), gettext("删去其中一个"))


def _spans(page: Page, path: Path, own: Table) -> bool:
    sound = True
    for number, row in rows(own):
        for name in row.keys() - NOT_FIGURES:
            try:
                quantity.parse(row[name], TIME_LIMIT_FIGURES[name])
            except ValueError:
                sound = False
                said = gettext("单位或数字不认识：“%(value)s”", value=row[name])
                page.report(
                    (*path, "values", number, name), said, gettext("写成 “10 min”；可用 s、min、h、day")
                )
    return sound


def _warning_first(page: Page, path: Path, own: Table, limit: Table) -> None:
    for number, row in rows(own):
        within, warn = (_seconds(limit, row["from"], name) for name in ("within", "warn_before"))
        if within is not None and warn is not None and warn >= within:
            said = gettext("warn_before 不短于 within：一开始就会提醒")
            page.report((*path, "values", number), said, gettext("warn_before 应短于 within"))


def _seconds(limit: Table, day: Any, name: str) -> quantity.Number | None:
    found = figures_on(limit.get("values", ()), day).get(name)
    return None if found is None else quantity.parse(found[0], "s")


def _grades(page: Page, sound: Mapping[str, Path]) -> None:
    """Warn where a graver matter may take longer than a lighter one: it may be meant so."""
    merged = page.merged or {}
    order = {grade: rank for rank, grade in enumerate(merged.get("grades", ()))}
    goals: dict[str, list[Table]] = defaultdict(list)
    unsure = {limit["id"] for _, _, limit in page.entries("time_limits")} - sound.keys()
    for limit in merged.get("time_limits", {}).values():
        graded = limit.get("goal") and limit.get("grade") in order
        if graded and limit["id"] not in unsure and not limit.get("off"):
            goals[limit["goal"]].append(limit)
    for limits in goals.values():
        limits.sort(key=lambda limit: order[limit["grade"]])
        for lighter, graver in pairwise(limits):
            _compare(page, sound, lighter, graver)


def _compare(page: Page, sound: Mapping[str, Path], lighter: Table, graver: Table) -> None:
    path = sound.get(graver["id"]) or sound.get(lighter["id"])
    day = page.doc.get("date")
    if path is None or day is None:
        return
    less, more = _whole(lighter, day), _whole(graver, day)
    if less is not None and more is not None and more > less:
        said = gettext(
            "较重的 %(graver)s 比较轻的 %(lighter)s 期限更长", graver=graver["id"], lighter=lighter["id"]
        )
        page.warn(path, said, gettext("确认是否有意如此"))


def _whole(limit: Table, day: Any) -> quantity.Number | None:
    return DAY_S if limit.get("calendar") == SAME_DAY else _seconds(limit, day, "within")
