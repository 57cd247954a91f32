"""Clauses and time limits of one day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sanxiang.rules.rulebook.build_base import kept, sources, text
from sanxiang.rules.rulebook.clause import Clause, Cue, PointStep
from sanxiang.rules.rulebook.dated import Picked, figure, figures_on, one_figure, since
from sanxiang.rules.rulebook.model import Rung, TimeLimit
from sanxiang.rules.rulebook.quantity import Number
from sanxiang.rules.rulebook.read import Doc
from sanxiang.rules.rulebook.vocabulary import MEASURES, TIME_LIMIT_FIGURES


def clauses(doc: Doc, on: date) -> Iterable[Clause]:
    for _, one in kept(doc, "clauses"):
        shape = MEASURES[one["measure"]]
        picked = figures_on(one.get("values", ()), on)
        if shape.figures.keys() - shape.optional <= picked.keys():
            yield _clause(one, picked)


def _clause(one: Mapping[str, Any], picked: Picked) -> Clause:
    shape = MEASURES[one["measure"]]
    unit = one.get("unit")
    return Clause(
        id=one["id"],
        kinds=tuple(one["kinds"]),
        title=text(one["title"]),
        text=text(one["text"]),
        advice=text(one["advice"]),
        sources=sources(one),
        measure=one["measure"],
        points=one["points"],
        unit=shape.unit,
        steps=_steps(one.get("steps", ()), unit, shape.unit),
        exempt=tuple(one.get("exempt", ())),
        figures={name: figure(value, unit, shape.figures[name]) for name, (value, _) in picked.items()},
        since=since(picked),
        parts=tuple(one.get("parts", ())),
        cue=Cue(one["cue"]["by"], tuple(one["cue"]["words"])) if "cue" in one else None,
        item=one.get("item", ""),
        direction=one.get("direction", ""),
        fields=tuple(one.get("fields", ())),
    )


def _steps(rows: Iterable[Mapping[str, Any]], unit: str | None, to: str | None) -> tuple[PointStep, ...]:
    return tuple(PointStep(one_figure(row["upto"], unit, to or "times"), row["points"]) for row in rows)


def time_limits(doc: Doc, on: date) -> Iterable[TimeLimit]:
    for _, one in kept(doc, "time_limits"):
        picked = figures_on(one.get("values", ()), on)
        seconds = _seconds(picked)
        if one.get("due") or "within" in seconds or one.get("calendar") == "same_day":
            ladder = _ladder(one.get("escalate", ()))
            yield TimeLimit(
                id=one["id"],
                title=text(one["title"]),
                text=text(one["text"]),
                sources=sources(one),
                starts=one["starts"],
                met_by=tuple(one["met_by"]),
                ended_by=tuple(one.get("ended_by", ())),
                due=one.get("due"),
                within_s=seconds.get("within"),
                warn_before_s=seconds.get("warn_before"),
                escalate=ladder[0].to if ladder else None,
                broken=one.get("broken"),
                when={key: _any_of(value) for key, value in one.get("when", {}).items()},
                since=since(picked),
                calendar=one.get("calendar", "elapsed"),
                roll=one.get("roll", False),
                pauses=tuple(one.get("pauses", ())),
                resumes=tuple(one.get("resumes", ())),
                lawful=tuple(one.get("lawful", ())),
                ladder=ladder,
                extends=tuple(one.get("extends", ())),
                priority=one.get("priority", 0),
            )


def _ladder(escalate: str | Iterable[Mapping[str, Any]]) -> tuple[Rung, ...]:
    """A role by itself is told at once."""
    if isinstance(escalate, str):
        return (Rung(0, escalate),)
    return tuple(Rung(one_figure(row["after"], None, "s"), row["to"]) for row in escalate)


def _any_of(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _seconds(picked: Picked) -> dict[str, Number]:
    return {name: one_figure(value, None, TIME_LIMIT_FIGURES[name]) for name, (value, _) in picked.items()}
