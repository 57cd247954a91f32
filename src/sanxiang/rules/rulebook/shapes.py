"""Building blocks of the schema: each looks at one value and reports what doesn't fit, with its path."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.locate import Path

Report = Callable[[Path, str, str], None]
"""Called with the path of the fault, its reason and a hint."""

Shape = Callable[[Any, Path, Report], None]


@dataclass(frozen=True)
class Simple:
    """A value of one kind; `wants` says which, with an example."""

    fits: Callable[[Any], bool]
    wants: str

    def __call__(self, value: Any, path: Path, report: Report) -> None:
        if not self.fits(value):
            said = gettext("%(name)s 的值不对：%(value)s", name=dotted(path), value=shown(value))
            report(path, said, gettext("应是%(wants)s", wants=gettext(self.wants)))


@dataclass(frozen=True)
class Table:
    """Named fields only; `needs` are those that even a company's file can't leave to its base."""

    fields: Mapping[str, Shape]
    needs: Collection[str] = ()

    def __call__(self, value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            report(
                path,
                gettext("%(name)s 应是一个表", name=dotted(path)),
                gettext("写成 [%(name)s] 或 {…}", name=dotted(path)),
            )
            return
        for name in self.needs:
            if name not in value:
                report(
                    (*path, name),
                    gettext("缺少 %(name)s", name=name),
                    gettext("在这个表里补上 %(name)s = …", name=name),
                )
        for name, one in value.items():
            shape = self.fields.get(name)
            if shape is None:
                known = gettext("这里可用：%(known)s", known="、".join(self.fields))
                report((*path, name), gettext("不认识的键 %(name)s", name=name), known)
            else:
                shape(one, (*path, name), report)


@dataclass(frozen=True)
class Each:
    """A table with free names, or a list: every entry has the same shape."""

    shape: Shape
    kind: type[list[Any]] | type[dict[str, Any]] = list
    least: int = 0

    def __call__(self, value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, self.kind) or len(value) < self.least:
            wants = gettext("列表 […]") if self.kind is list else gettext("表 […] 或 {…}")
            report(
                path,
                gettext("%(name)s 不完整或类型不对", name=dotted(path)),
                gettext("应是非空的%(wants)s", wants=wants),
            )
            return
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            self.shape(one, (*path, key), report)


@dataclass(frozen=True)
class Keyed:
    """A list of tables, each with its own `key`; a second entry of the same key is a fault."""

    key: str
    table: Table = field(default_factory=lambda: Table({}))

    def __call__(self, value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, list):
            hint = gettext("每一项写成 [[%(name)s]]", name=dotted(path))
            report(path, gettext("%(name)s 应是表的列表", name=dotted(path)), hint)
            return
        seen: set[Any] = set()
        for number, one in enumerate(value):
            here = (*path, number)
            self.table(one, here, report)
            key = one.get(self.key) if isinstance(one, dict) else None
            if isinstance(key, str) and key in seen:
                said = gettext("%(key)s “%(id)s” 重复了", key=self.key, id=key)
                report((*here, self.key), said, gettext("合并成一项，或换一个 %(key)s", key=self.key))
            if isinstance(key, str):
                seen.add(key)


def dotted(path: Path) -> str:
    """Return "clauses.values.limit" for a path: positions in lists say nothing to a person."""
    return ".".join(str(part) for part in path if isinstance(part, str))


def shown(value: Any) -> str:
    text = value.isoformat() if isinstance(value, date | time) else repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def is_number(value: Any) -> bool:
    return type(value) in (int, float) and value == value and abs(value) < float("inf")


def matching(pattern: str) -> Callable[[Any], bool]:
    rule = re.compile(pattern)
    return lambda value: isinstance(value, str) and rule.fullmatch(value) is not None


def is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def is_figure(value: Any) -> bool:
    """A number, "10 s", or a pair of either."""
    pair = value if isinstance(value, list) and len(value) == 2 else [value]
    return all(is_number(item) or isinstance(item, str) for item in pair)


def of(*words: str) -> Simple:
    return Simple(lambda value: value in words, " / ".join(words))
