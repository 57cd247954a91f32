"""From a merged document to the rulebook of one day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sanxiang.rules.rulebook.build_base import kept, sources, text
from sanxiang.rules.rulebook.build_clause import clauses, time_limits
from sanxiang.rules.rulebook.dated import figures_on, one_figure, since
from sanxiang.rules.rulebook.model import (
    Cadence,
    Category,
    Festival,
    Forbidden,
    Greeting,
    Hours,
    OwnDay,
    ReadBack,
    Review,
    Rulebook,
    Step,
    WorkingTime,
)
from sanxiang.rules.rulebook.read import Doc
from sanxiang.rules.rulebook.vocabulary import REVIEW_FIGURES


def build(doc: Doc, on: date, edition: str) -> Rulebook:
    """Return what `doc` (merged and checked) says on the day `on`."""
    cadences = {key: _cadence(key, one) for key, one in kept(doc, "cadences")}
    return Rulebook(
        profile=doc["id"],
        edition=edition,
        title=text(doc["title"]),
        on=on,
        cadence=cadences[doc["cadence"]],
        cadences=cadences,
        categories={key: _category(one) for key, one in kept(doc, "categories")},
        clauses=tuple(clauses(doc, on)),
        time_limits=tuple(time_limits(doc, on)),
        phrases={key: tuple(words) for key, words in doc["phrases"].items()},
        greeting=_greeting(doc["greeting"]),
        procedure=tuple(_step(one) for _, one in kept(doc, "procedure")),
        readback=_readback(doc["readback"]),
        documents={code: one["title"] for code, one in doc["documents"].items()},
        forbidden=tuple(_forbidden(one) for _, one in kept(doc, "forbidden")),
        forbidden_groups={code: text(one["title"]) for code, one in kept(doc, "forbidden_groups")},
        review=_review(doc["review"], on),
        working_time=_working_time(doc.get("calendar", {})),
    )


def _cadence(key: str, one: Mapping[str, Any]) -> Cadence:
    return Cadence(key, text(one["title"]), tuple(map(float, one["on_off_s"])), sources(one))


def _category(one: Mapping[str, Any]) -> Category:
    return Category(one["code"], text(one["title"]), one.get("parent"))


def _greeting(one: Mapping[str, Any]) -> Greeting:
    hours = (Hours(row["from"], text(row["opening"])) for row in one["hours"])
    return Greeting(
        say=text(one["say"]),
        known=text(one["known"]),
        late=text(one["late"]),
        calling_out=text(one["calling_out"]),
        hours=tuple(sorted(hours, key=lambda row: row.start)),
        festivals=tuple(_festival(row) for row in one["festivals"].values() if not row.get("off")),
        sources=sources(one),
    )


def _festival(row: Mapping[str, Any]) -> Festival:
    return Festival(
        id=row["id"],
        lunar=row["calendar"] == "lunar",
        start=month_day(row["from"]),
        until=month_day(row["until"]),
        opening=text(row["opening"]),
    )


def month_day(text: str) -> tuple[int, int]:
    """Read "08-15". Raises ValueError."""
    month, _, day = text.partition("-")
    found = int(month), int(day)
    if not (1 <= found[0] <= 12 and 1 <= found[1] <= 31):
        raise ValueError(text)
    return found


def _step(one: Mapping[str, Any]) -> Step:
    return Step(one["id"], text(one["title"]), text(one["say"]), tuple(one["seen_by"]), sources(one))


def _readback(one: Mapping[str, Any]) -> ReadBack:
    return ReadBack(
        digits=dict(one["digits"]),
        phone_groups=tuple(one["phone_groups"]),
        surnames=dict(one["surnames"]),
        sources=sources(one),
    )


def _forbidden(one: Mapping[str, Any]) -> Forbidden:
    return Forbidden(
        id=one["id"],
        group=one["group"],
        says=tuple(one["says"]),
        better=text(one["better"]),
        unless=tuple(one.get("unless", ())),
        sources=sources(one),
    )


def _working_time(one: Mapping[str, Any]) -> WorkingTime:
    days = (
        OwnDay(row["on"], row["working"], row.get("name", ""), row.get("site")) for row in one.get("days", ())
    )
    return WorkingTime(tuple((row["from"], row["until"]) for row in one.get("hours", ())), tuple(days))


def _review(one: Mapping[str, Any], on: date) -> Review:
    picked = figures_on(one.get("values", ()), on)
    figures = {name: one_figure(value, None, REVIEW_FIGURES[name]) for name, (value, _) in picked.items()}
    whole = {name: int(figures[name]) for name in REVIEW_FIGURES if name != "spread"}
    return Review(**whole, spread=figures["spread"], sources=sources(one), since=since(picked))
