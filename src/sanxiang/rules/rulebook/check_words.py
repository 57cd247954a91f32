"""What a clause looks for: the parts to be said, the situation, the record's fields; and forbidden words."""

from collections.abc import Iterator

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.locate import Path
from sanxiang.rules.rulebook.page import Page, Table
from sanxiang.rules.rulebook.vocabulary import MEASURES, SPECIAL_PARTS


def check_words(page: Page) -> None:
    for path, own, clause in page.entries("clauses"):
        _lists(page, path, own)
        _read(page, path, own, clause)
    for path, own, _ in page.entries("forbidden"):
        _group(page, path, own)


def _lists(page: Page, path: Path, own: Table) -> None:
    assert page.merged is not None
    known = page.merged.get("phrases", {})
    for here, name, others in _named(path, own):
        if name not in known and name not in others:
            said = gettext("没有名为 “%(name)s” 的用语表", name=name)
            listed = "、".join((*known, *sorted(others)))
            page.report(here, said, gettext("可用：%(known)s；或在 [phrases] 里加一张", known=listed))


def _named(path: Path, own: Table) -> Iterator[tuple[Path, str, frozenset[str]]]:
    for number, name in enumerate(own.get("parts", ())):
        yield (*path, "parts", number), name, SPECIAL_PARTS
    for number, name in enumerate(own.get("cue", {}).get("words", ())):
        yield (*path, "cue", "words", number), name, frozenset()


def _read(page: Page, path: Path, own: Table, clause: Table) -> None:
    shape = MEASURES.get(clause.get("measure", ""))
    if shape is None:
        return
    for name in ("parts", "cue", "fields"):
        if name in own and name not in shape.reads:
            said = gettext("测量 %(measure)s 不用 %(name)s", measure=clause["measure"], name=name)
            page.report((*path, name), said, gettext("删去这一行，或换一项测量"))
        missing = name in shape.needs and not clause.get(name) and not page.is_library
        if missing and not page.is_reported(path, name):
            said = gettext("缺少 %(name)s：测量 %(measure)s 要用", name=name, measure=clause["measure"])
            page.report((*path, name), said, gettext("在这一项里补上 %(name)s = …", name=name))


def _group(page: Page, path: Path, own: Table) -> None:
    assert page.merged is not None
    known = page.merged.get("forbidden_groups", {})
    if "group" in own and own["group"] not in known:
        said = gettext("没有名为 “%(name)s” 的忌语类别", name=own["group"])
        page.report((*path, "group"), said, gettext("可用的类别：%(known)s", known="、".join(known)))
