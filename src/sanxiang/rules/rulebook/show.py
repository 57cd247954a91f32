"""Two editions compared, and an edition laid out as lines of text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.edition import Edition
from sanxiang.rules.rulebook.model import Clause, Figure, Rulebook, Source


@dataclass(frozen=True, slots=True)
class Change:
    """`path` as "clauses.ANS-1.limit from 2026-03-01"; None = not there."""

    path: str
    before: str | None
    after: str | None


def diff(a: Edition, b: Edition) -> list[Change]:
    """Return what differs between two editions, in the order of the first."""
    before, after = dict(_flat(a.doc, "")), dict(_flat(b.doc, ""))
    paths = [*before, *(path for path in after if path not in before)]
    return [
        Change(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    ]


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            here = f"{path}.{name}" if path else name
            yield from _rows(one, path) if name == "values" else _flat(one, here)
    else:
        yield path, str(value)


def _rows(rows: list[Mapping[str, Any]], path: str) -> Iterator[tuple[str, str]]:
    """A later layer's figure for the same day replaces the earlier one, as in `figures_on`."""
    for row in rows:
        for name in row.keys() - {"from", "layer"}:
            yield f"{path}.{name} from {row['from'].isoformat()}", str(row[name])


def show_rulebook(rulebook: Rulebook, language: str) -> Iterator[str]:
    """Yield the lines of an overview: one for each clause and time limit."""
    yield f"{rulebook.title.pick(language)}  {rulebook.edition}"
    yield ""
    for clause in rulebook.clauses:
        limit = _with_unit(clause.limit, clause.unit)
        yield f"{clause.id:<8}{clause.kind:<15}{limit:<12}{clause.title.pick(language)}"
    for one in rulebook.time_limits:
        span = one.due if one.within_s is None else _with_unit(one.within_s, "s")
        yield f"{one.id:<8}{gettext('时限'):<13}{span or '':<12}{one.title.pick(language)}"


def show_clause(rulebook: Rulebook, clause: Clause, language: str) -> Iterator[str]:
    """Yield the lines of one clause with its figures, dates and sources."""
    yield f"{clause.id}  {clause.title.pick(language)}"
    yield clause.text.pick(language)
    yield gettext("建议：%(advice)s", advice=clause.advice.pick(language))
    yield gettext(
        "判定：%(kind)s · 测量 %(measure)s · %(points)s 分",
        kind=clause.kind,
        measure=clause.measure,
        points=clause.points,
    )
    for name, value in clause.figures.items():
        yield f"  {name} = {_with_unit(value, clause.unit or 's')}"
    if clause.since:
        yield gettext("自 %(day)s 起", day=clause.since.isoformat())
    if clause.exempt:
        titles = [rulebook.categories[code].title.pick(language) for code in clause.exempt]
        yield gettext("不适用于：%(titles)s", titles="、".join(titles))
    yield from (f"  {line}" for line in cite(rulebook, clause.sources))


def cite(rulebook: Rulebook, sources: tuple[Source, ...]) -> Iterator[str]:
    """Yield "D01《…》5A" for each source."""
    for source in sources:
        yield f"{source.code}《{rulebook.documents.get(source.code, '')}》{source.clause}"


def _with_unit(value: Figure | None, unit: str | None) -> str:
    if value is None:
        return "—"
    number = "–".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"{number} {unit}" if unit else number
