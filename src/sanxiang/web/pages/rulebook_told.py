"""What the page of one entry tells: its words, its figures through time, and what it looks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from sanxiang.rules.editions.current import Standing
from sanxiang.rules.rulebook.clause import Text
from sanxiang.rules.rulebook.compose import COMPANY
from sanxiang.rules.rulebook.dated import NOT_FIGURES, figure
from sanxiang.rules.rulebook.model import Clause
from sanxiang.rules.rulebook.show import words_said
from sanxiang.rules.rulebook.vocabulary import MEASURES, TIME_LIMIT_FIGURES
from sanxiang.web.pages.rulebook_rows import Row, figures_of
from sanxiang.web.pages.rulebook_words import FIGURES, figure_said, source_said
from sanxiang.web.said import said


@dataclass(frozen=True, slots=True)
class Told:
    """`course`: every dated figure, the latest first."""

    text: str
    advice: str
    measure: str
    figures: list[tuple[str, str]]
    narrows: list[str]
    sources: list[tuple[str, str, str]]
    course: list["Dated"]


@dataclass(frozen=True, slots=True)
class Dated:
    since: date
    until: date | None
    name: str
    value: str
    own: bool


def told_of(standing: Standing, row: Row, on: date) -> Told:
    """Return what is told of an entry, also of one that is switched off."""
    one, book = standing.edition.doc[row.section][row.id], standing.edition.on(on)
    narrows = words_said(book, row.judge, get_language() or "zh") if isinstance(row.judge, Clause) else ()
    return Told(
        text=_said(one["text"]),
        advice=_said(one["advice"]) if "advice" in one else "",
        measure=one.get("measure", ""),
        figures=list(_figures(row)),
        narrows=list(narrows),
        sources=[
            (source_said(each["doc"]), book.documents.get(each["doc"], ""), each.get("clause", ""))
            for each in one["sources"]
        ],
        course=sorted(_course(row, one), key=lambda dated: dated.since, reverse=True),
    )


def _said(words: dict[str, str]) -> str:
    return said(Text(words["zh"], words["en"]))


def _figures(row: Row) -> Iterator[tuple[str, str]]:
    for name, (value, unit) in figures_of(row.judge).items() if row.judge else ():
        if value is not None:
            yield str(FIGURES.get(name, name)), figure_said(value, unit, name)


def _course(row: Row, one: Any) -> Iterator[Dated]:
    units = MEASURES[one["measure"]].figures if row.section == "clauses" else TIME_LIMIT_FIGURES
    for dated in one.get("values", ()):
        for name in dated.keys() - NOT_FIGURES:
            value = figure(dated[name], one.get("unit"), units[name])
            yield Dated(
                since=dated["from"],
                until=dated.get("until"),
                name=str(FIGURES.get(name, name)),
                value=figure_said(value, units[name], name),
                own=dated["layer"] == COMPANY,
            )
