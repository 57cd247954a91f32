"""Every fault of a rulebook file, with its line: first the writing, then the schema, then the sense."""

from pathlib import Path

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook import schema
from sanxiang.rules.rulebook.check_clauses import check_clauses
from sanxiang.rules.rulebook.check_rest import check_rest
from sanxiang.rules.rulebook.check_review import check_review
from sanxiang.rules.rulebook.check_time_limits import check_time_limits
from sanxiang.rules.rulebook.check_words import check_words
from sanxiang.rules.rulebook.compose import LIBRARIES, compose
from sanxiang.rules.rulebook.faults import BadRulebook, Fault
from sanxiang.rules.rulebook.locate import locate
from sanxiang.rules.rulebook.page import Page
from sanxiang.rules.rulebook.read import parse, profiles, read_text


def check(path: Path, *, is_library: bool = False) -> list[Fault]:
    """Return every fault of the rulebook file at `path` in the order of lines; empty when it is sound."""
    try:
        return check_text(read_text(path), str(path), is_library=is_library)
    except BadRulebook as bad:
        return list(bad.faults)


def check_text(text: str, file: str, *, is_library: bool = False) -> list[Fault]:
    """Return every fault of a rulebook's `text`; `file` is what faults call it."""
    try:
        doc = parse(text, file)
    except BadRulebook as bad:
        return list(bad.faults)
    page = Page(file, doc, locate(text), is_library=is_library)
    schema.RULEBOOK(doc, (), page.report)
    _compose(page)
    for sense in (_whole, _complete, check_clauses, check_words, check_time_limits, check_review, check_rest):
        sense(page)
    return sorted(page.faults, key=lambda fault: fault.line)


def _compose(page: Page) -> None:
    _known(page, "base", profiles())
    _known(page, "library", LIBRARIES)
    if "base" in page.doc and "library" in page.doc:
        said = gettext("base 和 library 只能写一个")
        page.report(("library",), said, gettext("公司的文件写 base，随程序的规范写 library"))
    if not page.wrong & {("base",), ("library",)}:
        page.merged = compose(page.sound_doc())


def _known(page: Page, key: str, names: tuple[str, ...]) -> None:
    name = page.doc.get(key)
    if isinstance(name, str) and name not in names:
        hint = gettext("可用的规范：%(known)s", known="、".join(names))
        page.report((key,), gettext("没有名为 “%(name)s” 的规范", name=name), hint)


def _whole(page: Page) -> None:
    """A file without a base must hold everything, by itself or with its library."""
    if "base" in page.doc or page.is_library or page.merged is None:
        return
    _holds(page, (), schema.WHOLE)
    _holds(page, ("greeting",), schema.WHOLE_GREETING)
    _holds(page, ("readback",), schema.WHOLE_READBACK)


def _holds(page: Page, path: tuple[str, ...], needed: tuple[str, ...]) -> None:
    table: object = page.merged
    for name in path:
        table = table.get(name) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        return
    for name in needed:
        if name not in table and (*path, name) not in page.wrong:
            hint = gettext('补上 %(name)s，或写 base = "property" 只写不同之处', name=name)
            page.report((*path, name), gettext("缺少 %(name)s", name=name), hint)


def _complete(page: Page) -> None:
    if page.is_library:
        return
    for section, needed in schema.COMPLETE.items():
        for path, _, merged in page.entries(*section):
            for key in needed:
                if key not in merged and (*path, key) not in page.wrong:
                    hint = gettext("在这一项里补上 %(name)s = …", name=key)
                    page.report((*path, key), gettext("缺少 %(name)s", name=key), hint)
