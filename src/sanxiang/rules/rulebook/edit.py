"""Changing a company's file from a form: text in, text out, with its remarks and layout kept."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext

Value = int | float | str | list[int | float] | list[str]


def new_file(profile: str, day: date) -> str:
    """Return a company's file that changes nothing yet."""
    return f'base = "{profile}"\ndate = {day.isoformat()}\n'


def dated(text: str, day: date) -> str:
    """Give the file's edition another day."""
    doc = tomlkit.parse(text)
    doc["date"] = day
    return _written(doc)


def set_figures(text: str, section: str, entry: str, figures: Mapping[str, Value], since: date) -> str:
    """Let the figures of a clause or time limit (`section`) hold from the day `since` on."""
    doc = tomlkit.parse(text)
    own = _entry(doc, section, entry)
    rows = own.get("values")
    if rows is None:
        own["values"] = rows = tomlkit.aot()
        rows = own["values"]
    row = next((one for one in rows if one.get("from") == since), None)
    if row is None:
        fresh: Any = tomlkit.table() if isinstance(rows, AoT) else tomlkit.inline_table()
        fresh["from"] = since
        fresh.update(figures)
        rows.append(fresh)
    else:
        row.update(figures)
    return _written(doc)


def set_points(text: str, entry: str, points: int | float) -> str:
    """Let a clause count `points`."""
    doc = tomlkit.parse(text)
    _entry(doc, "clauses", entry)["points"] = points
    return _written(doc)


def switch(text: str, section: str, entry: str, *, off: bool, reason: str) -> str:
    """Leave a clause or time limit out of the rulebook, or take it in again, and say why."""
    doc = tomlkit.parse(text)
    own = _entry(doc, section, entry)
    own["off"], own["reason"] = off, reason
    return _written(doc)


def take_back(text: str, section: str, entry: str) -> str:
    """Drop what the file says of a clause or time limit: the profile holds again."""
    doc = tomlkit.parse(text)
    listed = _listed(doc, section)
    at = next((place for place, one in enumerate(listed) if one.get("id") == entry), None)
    if at is not None:
        del listed[at]
    if not len(listed):
        del doc[section]
    return _written(doc)


def _listed(doc: tomlkit.TOMLDocument, section: str) -> AoT:
    listed = doc.get(section)
    if listed is None:
        doc[section] = tomlkit.aot()
        listed = doc[section]
    if not isinstance(listed, AoT):
        raise _unusual()
    return listed


def _entry(doc: tomlkit.TOMLDocument, section: str, entry: str) -> Any:
    listed = _listed(doc, section)
    own = next((one for one in listed if one.get("id") == entry), None)
    if own is None:
        own = tomlkit.table()
        own["id"] = entry
        listed.append(own)
        own = listed[-1]
    return own


def _written(doc: tomlkit.TOMLDocument) -> str:
    """Return the text, read again: what can't be read back as it was meant is refused."""
    text = tomlkit.dumps(doc)
    try:
        if tomllib.loads(text) == doc.unwrap():
            return text
    except tomllib.TOMLDecodeError:
        pass
    raise _unusual()


def _unusual() -> Refused:
    said = gettext("公司规范文件的写法特殊，这里改不了；请在“文本”一页里改。")
    return Refused(said, code="unusual")
