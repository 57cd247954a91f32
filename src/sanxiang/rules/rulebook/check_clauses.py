"""Whether each clause makes sense: its measure, units, figures, sources, points and exemptions."""

from typing import Any

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook import quantity
from sanxiang.rules.rulebook.check_dates import check_dates
from sanxiang.rules.rulebook.dated import NOT_FIGURES, figure, figures_on
from sanxiang.rules.rulebook.locate import Path
from sanxiang.rules.rulebook.page import Page, Table, rows
from sanxiang.rules.rulebook.vocabulary import MEASURES, MeasureShape


def check_clauses(page: Page) -> None:
    for path, own, clause in page.entries("clauses"):
        shape = MEASURES.get(clause.get("measure", ""))
        check_dates(page, path, own)
        _exempt(page, path, own)
        if shape is None:
            _unknown_measure(page, path, clause)
        elif _unit(page, path, own, clause, shape) and _figures(page, path, own, clause, shape):
            _needed(page, path, own, clause, shape)
            _order(page, path, own, clause, shape)
            _steps(page, path, own, clause)


def _unknown_measure(page: Page, path: Path, clause: Table) -> None:
    if "measure" in clause:
        said = gettext("没有名为 “%(name)s” 的测量", name=clause["measure"])
        page.report((*path, "measure"), said, gettext("可用的测量：%(known)s", known="、".join(MEASURES)))


def _exempt(page: Page, path: Path, own: Table) -> None:
    assert page.merged is not None
    for number, code in enumerate(own.get("exempt", ())):
        if code not in page.merged.get("categories", {}):
            said = gettext("类别表里没有 “%(code)s”", code=code)
            page.report((*path, "exempt", number), said, gettext("改用类别表里的代码，或先加这个类别"))


def _unit(page: Page, path: Path, own: Table, clause: Table, shape: MeasureShape) -> bool:
    unit = clause.get("unit")
    if unit is None:
        bare = any(_is_bare(row, name) for _, row in rows(own) for name in row.keys() - NOT_FIGURES)
        if bare and shape.unit is not None:
            hint = gettext('补上 unit = "%(unit)s"', unit=shape.unit)
            page.report(path, gettext("缺少 unit：数字没有单位"), hint)
        return not bare
    return _is_unit(page, (*path, "unit"), unit, shape.unit)


def _is_bare(row: Table, name: str) -> bool:
    value = row[name]
    return any(not isinstance(item, str) for item in (value if isinstance(value, list) else [value]))


def _is_unit(page: Page, path: Path, unit: str, wanted: str | None) -> bool:
    if wanted is None:
        page.report(path, gettext("这项测量没有数值，不用 unit"), gettext("删去这一行"))
        return False
    try:
        quantity.convert(1, unit, wanted)
    except quantity.UnknownUnit:
        page.report(path, _no_unit(unit), _units_for(wanted))
        return False
    return True


def _no_unit(unit: str) -> str:
    return gettext("单位 “%(unit)s” 不认识，或不适用于这项测量", unit=unit)


def _units_for(wanted: str) -> str:
    dimension = quantity.UNITS[wanted].dimension
    known = [name for name, unit in quantity.UNITS.items() if unit.dimension == dimension]
    return gettext("可用的单位：%(known)s", known="、".join(known))


def _figures(page: Page, path: Path, own: Table, clause: Table, shape: MeasureShape) -> bool:
    """Check each figure of this file: read by the measure, in a unit that fits."""
    sound = True
    for number, row in rows(own):
        for name in row.keys() - NOT_FIGURES:
            sound &= _one_figure(page, (*path, "values", number, name), clause, shape, row[name])
    return sound


def _one_figure(page: Page, path: Path, clause: Table, shape: MeasureShape, value: Any) -> bool:
    name = str(path[-1])
    wanted = shape.figures.get(name)
    if wanted is None:
        said = gettext("测量 %(measure)s 不用 %(name)s", measure=clause["measure"], name=name)
        known = "、".join(shape.figures) or gettext("没有")
        page.report(path, said, gettext("它用的数值：%(known)s", known=known))
        return False
    try:
        figure(value, clause.get("unit"), wanted)
    except quantity.UnknownUnit as error:
        page.report(path, _no_unit(str(error)), _units_for(wanted))
        return False
    except ValueError:
        page.report(path, gettext("%(name)s 不是数", name=name), gettext("写成 10 或 “10 s”"))
        return False
    return True


def _needed(page: Page, path: Path, own: Table, clause: Table, shape: MeasureShape) -> None:
    assert page.merged is not None
    # A row without its day is a fault of its own: its figures are not missing.
    given = {name for row in (*clause.get("values", ()), *own.get("values", ())) for name in row}
    missing = set() if page.is_library else shape.figures.keys() - shape.optional - given
    for name in sorted(one for one in missing if not page.is_reported(path, one)):
        said = gettext("缺少 %(name)s：测量 %(measure)s 要用", name=name, measure=clause["measure"])
        page.report(path, said, gettext("在 [[clauses.values]] 里写 from 和 %(name)s", name=name))
    for name in shape.phrases:
        if name not in page.merged.get("phrases", {}):
            said = gettext("缺少用语表 phrases.%(name)s", name=name)
            page.report(path, said, gettext("在 [phrases] 里写 %(name)s = [“…”]", name=name))


def _order(page: Page, path: Path, own: Table, clause: Table, shape: MeasureShape) -> None:
    unit = clause.get("unit")
    for number, row in rows(own):
        picked = {name: value for name, (value, _) in figures_on(clause["values"], row["from"]).items()}
        figures = {name: figure(value, unit, shape.figures[name]) for name, value in picked.items()}
        if not _is_ordered(figures.get("best"), figures.get("limit")):
            said = gettext(
                "数值的大小次序不对：best %(best)s，limit %(limit)s",
                best=picked.get("best", "—"),
                limit=picked.get("limit", "—"),
            )
            # A window that the base recommends is only advice: a stricter limit need not be refused for it.
            inherited = "best" in figures and "best" not in row
            tell = page.warn if inherited else page.report
            hint = gettext("应是 best 小 ≤ best 大 ≤ limit；limit 是一对时小 ≤ 大")
            tell((*path, "values", number), said, hint)


def _is_ordered(best: Any, limit: Any) -> bool:
    bounds = [*(best if isinstance(best, tuple) else ())]
    if isinstance(limit, tuple):
        return bounds == sorted(bounds) and list(limit) == sorted(limit)
    bounds += [limit] if limit is not None else []
    return bounds == sorted(bounds) and (not bounds or bounds[0] >= 0)


def _steps(page: Page, path: Path, own: Table, clause: Table) -> None:
    steps = [step for step in own.get("steps", ()) if step.keys() >= {"upto", "points"}]
    ups = [step["upto"] for step in steps if not isinstance(step["upto"], str)]
    points = [step["points"] for step in steps]
    if ups != sorted(set(ups)) or points != sorted(points, reverse=True):
        page.report((*path, "steps"), gettext("steps 的次序不对"), gettext("upto 由小到大，points 由多到少"))
    if any(one > clause.get("points", 0) for one in points):
        page.report(
            (*path, "steps"), gettext("steps 的分数高于 points"), gettext("每一级都不能超过这一条的 points")
        )
