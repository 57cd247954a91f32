"""The rows of the rulebook's pages: clauses and time limits of an edition, those switched off as well."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from sanxiang.kernel.calendar.spans import DAY_S, DAYS, SAME_DAY, WORKING_DAYS, WORKING_HOURS
from sanxiang.rules.editions.current import Standing
from sanxiang.rules.rulebook.clause import Figure, Text
from sanxiang.rules.rulebook.compose import shipped
from sanxiang.rules.rulebook.model import Clause, TimeLimit
from sanxiang.rules.rulebook.vocabulary import MEASURES
from sanxiang.web.pages.rulebook_words import FAMILIES, family_said, figure_said, kind_said, source_said
from sanxiang.web.said import said

MAIN = ("limit", "least", "within")
SECTIONS = ("clauses", "time_limits")


@dataclass(frozen=True, slots=True)
class Row:
    """One clause or time limit. `state`: "", "changed" or "own" (by the company), "off", "later"."""

    section: str
    id: str
    title: str
    family: str
    figure: str
    kind: str
    points: Any
    sources: str
    since: date | None
    state: str
    reason: str
    judge: Clause | TimeLimit | None
    can_go_back: bool


def row_of(standing: Standing, entry: str, on: date) -> Row | None:
    return next((row for row in rows(standing, on) if row.id == entry), None)


def groups(found: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows family by family, in the rulebook's order."""
    for family, rows_of in groupby(sorted(found, key=_family_order), key=lambda row: row.family):
        yield family, list(rows_of)


def _family_order(row: Row) -> int:
    code = row.id.partition("-")[0]
    return list(FAMILIES).index(code) if code in FAMILIES else len(FAMILIES)


def rows(standing: Standing, on: date) -> Iterator[Row]:
    """Yield what the edition in force says on the day `on`."""
    book = standing.edition.on(on)
    mine = changed_by_company(standing.text)
    base = shipped(standing.edition.profile).doc
    for section in SECTIONS:
        for key, one in standing.edition.doc.get(section, {}).items():
            judge = book.clause(key) if section == "clauses" else book.time_limit(key)
            by_company, in_base = key in mine[section], key in base.get(section, {})
            state = _state(one, judge, mine=by_company, shipped=in_base)
            yield _row(section, one, judge, state, can_go_back=by_company and in_base)


def _state(one: Any, judge: object, *, mine: bool, shipped: bool) -> str:
    if one.get("off"):
        return "off"
    if judge is None:
        return "later"
    if not shipped:
        return "own"
    return "changed" if mine else ""


def _row(section: str, one: Any, judge: Clause | TimeLimit | None, state: str, *, can_go_back: bool) -> Row:
    clause = section == "clauses"
    return Row(
        section=section,
        id=one["id"],
        title=said(Text(one["title"]["zh"], one["title"]["en"])),
        family=family_said(one["id"]),
        figure=main_figure(judge),
        kind=kind_said(tuple(one["kinds"]) if clause else ("time",)),
        points=one.get("points") if clause else None,
        sources=" ".join(dict.fromkeys(source_said(source["doc"]) for source in one["sources"])),
        since=judge.since if judge else None,
        state=state,
        reason=one.get("reason", ""),
        judge=judge,
        can_go_back=can_go_back,
    )


def main_figure(judge: Clause | TimeLimit | None) -> str:
    """The figure that a list shows: the limit, else the least, else the first there is."""
    if isinstance(judge, TimeLimit):
        return limit_said(judge)
    if judge is None or not judge.figures:
        return ""
    name = next((one for one in MAIN if one in judge.figures), next(iter(judge.figures)))
    return figure_said(judge.figures[name], MEASURES[judge.measure].figures[name], name)


def limit_said(limit: TimeLimit) -> str:
    """How much time there is, by which calendar."""
    if limit.due:
        return gettext("按约定")
    said = {
        SAME_DAY: gettext("当日"),
        DAYS: gettext("%(count)s 天（日历日）"),
        WORKING_DAYS: gettext("%(count)s 个工作日"),
        WORKING_HOURS: gettext("工作时间 %(span)s"),
    }.get(limit.calendar, "%(span)s")
    count = round((limit.within_s or 0) / DAY_S)
    return said % {"count": count, "span": figure_said(limit.within_s, "s")}


def figures_of(judge: Clause | TimeLimit) -> dict[str, tuple[Figure | None, str]]:
    """Map each figure that the entry reads to its value (None: not given) and unit."""
    if isinstance(judge, TimeLimit):
        named = judge.due is not None or judge.calendar == SAME_DAY
        within = {} if named else {"within": (judge.within_s, "s")}
        return {**within, "warn_before": (judge.warn_before_s, "s")}
    return {name: (judge.figures.get(name), unit) for name, unit in MEASURES[judge.measure].figures.items()}


def changed_by_company(text: str) -> dict[str, set[str]]:
    """Map each section to the ids that the company's text names; a text that can't be read names none."""
    try:
        doc = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        doc = {}
    return {section: {one["id"] for one in doc.get(section, [])} for section in SECTIONS}
