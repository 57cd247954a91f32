"""Texts, sources and the entries that are not switched off: what every part of a rulebook is built from."""

from collections.abc import Iterable, Mapping
from typing import Any

from sanxiang.rules.rulebook.clause import Source, Text
from sanxiang.rules.rulebook.read import Doc


def kept(doc: Doc, name: str) -> Iterable[tuple[str, Any]]:
    return ((key, one) for key, one in doc.get(name, {}).items() if not one.get("off"))


def text(value: Mapping[str, str]) -> Text:
    return Text(zh=value["zh"], en=value["en"])


def sources(one: Mapping[str, Any]) -> tuple[Source, ...]:
    return tuple(Source(source["doc"], source.get("clause", "")) for source in one.get("sources", ()))
