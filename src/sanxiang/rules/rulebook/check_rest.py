"""Cadences, categories, cited documents, and the open places in sentences to say."""

import string
from collections.abc import Iterator, Mapping
from typing import Any

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.locate import Path
from sanxiang.rules.rulebook.page import Page
from sanxiang.rules.rulebook.vocabulary import PLACES


def check_rest(page: Page) -> None:
    if page.merged is not None:
        _cadence(page, page.merged)
        _parents(page, page.merged)
        _sources(page, page.merged)
    for path, sentence in _sentences(page):
        _places(page, path, sentence)


def _cadence(page: Page, merged: Mapping[str, Any]) -> None:
    chosen = merged.get("cadence")
    known = [key for key, one in merged.get("cadences", {}).items() if not one.get("off")]
    if chosen is not None and chosen not in known:
        said = gettext("没有名为 “%(name)s” 的铃声节奏", name=chosen)
        page.report(("cadence",), said, gettext("可用的节奏：%(known)s", known="、".join(known)))


def _parents(page: Page, merged: Mapping[str, Any]) -> None:
    for path, own, _ in page.entries("categories"):
        parent = own.get("parent")
        if parent is not None and (parent not in merged["categories"] or parent == own["code"]):
            said = gettext("类别表里没有上级 “%(code)s”", code=parent)
            page.report((*path, "parent"), said, gettext("上级应是类别表里的另一个代码"))


def _sources(page: Page, merged: Mapping[str, Any]) -> None:
    for path, cited in _cited(page.doc, ()):
        if cited not in merged.get("documents", {}):
            said = gettext("没有名为 “%(code)s” 的文件", code=cited)
            page.report(
                path, said, gettext("改用已有的代码，或加 [documents.%(code)s] title = “…”", code=cited)
            )


def _cited(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "doc" and isinstance(one, str) and "sources" in path:
                yield (*path, name), one
            else:
                yield from _cited(one, (*path, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _cited(one, (*path, number))


def _sentences(page: Page) -> Iterator[tuple[Path, str]]:
    greeting = page.doc.get("greeting", {})
    for name in ("say", "known", "late", "calling_out"):
        yield from _both(("greeting", name), greeting.get(name) if isinstance(greeting, dict) else None)
    for path, own, _ in page.entries("procedure"):
        yield from _both((*path, "say"), own.get("say"))


def _both(path: Path, text: Any) -> Iterator[tuple[Path, str]]:
    for language in ("zh", "en"):
        if isinstance(text, dict) and isinstance(text.get(language), str):
            yield (*path, language), text[language]


def _places(page: Page, path: Path, sentence: str) -> None:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        page.report(path, gettext("花括号不成对"), gettext("空位写成 {name}"))
        return
    if names - PLACES:
        said = gettext("没有 {%(name)s} 这个空位", name="} {".join(sorted(names - PLACES)))
        page.report(
            path, said, gettext("可用：%(known)s", known=" ".join(f"{{{name}}}" for name in sorted(PLACES)))
        )
