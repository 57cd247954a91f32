"""Every fault of a rulebook file, with its line: first the writing, then the schema, then the sense."""

from pathlib import Path

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook import schema
from sanxiang.rules.rulebook.check_clauses import check_clauses
from sanxiang.rules.rulebook.check_rest import check_rest
from sanxiang.rules.rulebook.check_time_limits import check_time_limits
from sanxiang.rules.rulebook.compose import compose
from sanxiang.rules.rulebook.faults import BadRulebook, Fault
from sanxiang.rules.rulebook.locate import locate
from sanxiang.rules.rulebook.page import Page
from sanxiang.rules.rulebook.read import parse, profiles, read_text


def check(path: Path) -> list[Fault]:
    """Return every fault of the rulebook file at `path` in the order of lines; empty when it is sound."""
    try:
        text = read_text(path)
        doc = parse(text, str(path))
    except BadRulebook as bad:
        return list(bad.faults)
    page = Page(str(path), doc, locate(text))
    schema.RULEBOOK(doc, (), page.report)
    _compose(page)
    for sense in (_whole, _complete, check_clauses, check_time_limits, check_rest):
        sense(page)
    return sorted(page.faults, key=lambda fault: fault.line)


def _compose(page: Page) -> None:
    base = page.doc.get("base")
    if isinstance(base, str) and base not in profiles():
        hint = gettext("可用的规范：%(known)s", known="、".join(profiles()))
        page.report(("base",), gettext("没有名为 “%(name)s” 的规范", name=base), hint)
    if ("base",) not in page.wrong:
        page.merged = compose(page.sound_doc())


def _whole(page: Page) -> None:
    """A file without a base must hold everything."""
    if "base" in page.doc:
        return
    _holds(page, (), schema.WHOLE)
    _holds(page, ("greeting",), schema.WHOLE_GREETING)
    _holds(page, ("readback",), schema.WHOLE_READBACK)


def _holds(page: Page, path: tuple[str, ...], needed: tuple[str, ...]) -> None:
    table: object = page.doc.get(path[0]) if path else page.doc
    if not isinstance(table, dict):
        return
    for name in needed:
        if name not in table and (*path, name) not in page.wrong:
            hint = gettext('补上 %(name)s，或写 base = "property" 只写不同之处', name=name)
            page.report((*path, name), gettext("缺少 %(name)s", name=name), hint)


def _complete(page: Page) -> None:
    for section, needed in schema.COMPLETE.items():
        for path, _, merged in page.entries(*section):
            for key in needed:
                if key not in merged and (*path, key) not in page.wrong:
                    hint = gettext("在这一项里补上 %(name)s = …", name=key)
                    page.report((*path, key), gettext("缺少 %(name)s", name=key), hint)
