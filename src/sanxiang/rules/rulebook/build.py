"""From a merged document to the rulebook of one day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sanxiang.rules.rulebook import quantity
from sanxiang.rules.rulebook.model import (
    Cadence,
    Category,
    Clause,
    Festival,
    Figure,
    Greeting,
    Hours,
    PointStep,
    ReadBack,
    Rulebook,
    Source,
    Step,
    Text,
    TimeLimit,
)
from sanxiang.rules.rulebook.read import Doc
from sanxiang.rules.rulebook.vocabulary import MEASURES, TIME_LIMIT_FIGURES

NOT_FIGURES = frozenset({"from", "until", "layer"})


def build(doc: Doc, on: date, edition: str) -> Rulebook:
    """Return what `doc` (merged and checked) says on the day `on`."""
    cadences = {key: _cadence(key, one) for key, one in _kept(doc, "cadences")}
    return Rulebook(
        profile=doc["id"],
        edition=edition,
        title=_text(doc["title"]),
        on=on,
        cadence=cadences[doc["cadence"]],
        cadences=cadences,
        categories={key: _category(one) for key, one in _kept(doc, "categories")},
        clauses=tuple(_clauses(doc, on)),
        time_limits=tuple(_time_limits(doc, on)),
        phrases={key: tuple(words) for key, words in doc["phrases"].items()},
        greeting=_greeting(doc["greeting"]),
        procedure=tuple(_step(one) for _, one in _kept(doc, "procedure")),
        readback=_readback(doc["readback"]),
        documents={code: one["title"] for code, one in doc["documents"].items()},
    )


def figures_on(rows: Sequence[Mapping[str, Any]], on: date) -> dict[str, tuple[Any, date]]:
    """Pick each figure of the day and the date it holds from: a company's first, then the latest."""
    best: dict[str, tuple[tuple[int, date], Any]] = {}
    for row in rows:
        if row["from"] <= on <= row.get("until", on):
            rank = (row["layer"], row["from"])
            for name, value in row.items():
                if name not in NOT_FIGURES and (name not in best or rank > best[name][0]):
                    best[name] = (rank, value)
    return {name: (value, rank[1]) for name, (rank, value) in best.items()}


def figure(value: Any, unit: str | None, to: str) -> Figure:
    """Read a figure into the unit `to`: a number of `unit`, "10 min", or a pair of either."""
    if isinstance(value, list):
        return tuple(_one(item, unit, to) for item in value)
    return _one(value, unit, to)


def _one(value: Any, unit: str | None, to: str) -> quantity.Number:
    if isinstance(value, str):
        return quantity.parse(value, to)
    return quantity.convert(value, unit or to, to)


def _kept(doc: Doc, name: str) -> Iterable[tuple[str, Any]]:
    return ((key, one) for key, one in doc[name].items() if not one.get("off"))


def _text(value: Mapping[str, str]) -> Text:
    return Text(zh=value["zh"], en=value["en"])


def _sources(one: Mapping[str, Any]) -> tuple[Source, ...]:
    return tuple(Source(source["doc"], source.get("clause", "")) for source in one.get("sources", ()))


def _cadence(key: str, one: Mapping[str, Any]) -> Cadence:
    return Cadence(key, _text(one["title"]), tuple(map(float, one["on_off_s"])), _sources(one))


def _category(one: Mapping[str, Any]) -> Category:
    return Category(one["code"], _text(one["title"]), one.get("parent"))


def _clauses(doc: Doc, on: date) -> Iterable[Clause]:
    for _, one in _kept(doc, "clauses"):
        shape = MEASURES[one["measure"]]
        picked = figures_on(one.get("values", ()), on)
        if shape.figures.keys() - shape.optional <= picked.keys():
            yield _clause(one, picked)


def _clause(one: Mapping[str, Any], picked: Mapping[str, tuple[Any, date]]) -> Clause:
    shape = MEASURES[one["measure"]]
    unit = one.get("unit")
    return Clause(
        id=one["id"],
        kinds=tuple(one["kinds"]),
        title=_text(one["title"]),
        text=_text(one["text"]),
        advice=_text(one["advice"]),
        sources=_sources(one),
        measure=one["measure"],
        points=one["points"],
        unit=shape.unit,
        steps=_steps(one.get("steps", ()), unit, shape.unit),
        exempt=tuple(one.get("exempt", ())),
        figures={name: figure(value, unit, shape.figures[name]) for name, (value, _) in picked.items()},
        since=max((since for _, since in picked.values()), default=None),
    )


def _steps(rows: Iterable[Mapping[str, Any]], unit: str | None, to: str | None) -> tuple[PointStep, ...]:
    return tuple(PointStep(_one(row["upto"], unit, to or "times"), row["points"]) for row in rows)


def _time_limits(doc: Doc, on: date) -> Iterable[TimeLimit]:
    for _, one in _kept(doc, "time_limits"):
        picked = figures_on(one.get("values", ()), on)
        seconds = {name: _one(value, None, TIME_LIMIT_FIGURES[name]) for name, (value, _) in picked.items()}
        if one.get("due") or "within" in seconds:
            yield TimeLimit(
                id=one["id"],
                title=_text(one["title"]),
                text=_text(one["text"]),
                sources=_sources(one),
                starts=one["starts"],
                met_by=tuple(one["met_by"]),
                ended_by=tuple(one.get("ended_by", ())),
                due=one.get("due"),
                within_s=seconds.get("within"),
                warn_before_s=seconds.get("warn_before"),
                escalate=one.get("escalate"),
                broken=one.get("broken"),
                when=dict(one.get("when", {})),
                since=max((since for _, since in picked.values()), default=None),
            )


def _greeting(one: Mapping[str, Any]) -> Greeting:
    hours = (Hours(row["from"], _text(row["opening"])) for row in one["hours"])
    return Greeting(
        say=_text(one["say"]),
        known=_text(one["known"]),
        late=_text(one["late"]),
        calling_out=_text(one["calling_out"]),
        hours=tuple(sorted(hours, key=lambda row: row.start)),
        festivals=tuple(_festival(row) for row in one["festivals"].values() if not row.get("off")),
        sources=_sources(one),
    )


def _festival(row: Mapping[str, Any]) -> Festival:
    return Festival(
        id=row["id"],
        lunar=row["calendar"] == "lunar",
        start=month_day(row["from"]),
        until=month_day(row["until"]),
        opening=_text(row["opening"]),
    )


def month_day(text: str) -> tuple[int, int]:
    """Read "08-15". Raises ValueError."""
    month, _, day = text.partition("-")
    found = int(month), int(day)
    if not (1 <= found[0] <= 12 and 1 <= found[1] <= 31):
        raise ValueError(text)
    return found


def _step(one: Mapping[str, Any]) -> Step:
    return Step(one["id"], _text(one["title"]), _text(one["say"]), tuple(one["seen_by"]), _sources(one))


def _readback(one: Mapping[str, Any]) -> ReadBack:
    return ReadBack(
        digits=dict(one["digits"]),
        phone_groups=tuple(one["phone_groups"]),
        surnames=dict(one["surnames"]),
        sources=_sources(one),
    )
