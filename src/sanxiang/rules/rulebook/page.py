"""The file under check: its text as read, what it comes to over its base, and the faults found so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sanxiang.rules.rulebook.faults import Fault
from sanxiang.rules.rulebook.locate import Path, line_of
from sanxiang.rules.rulebook.read import KEYED, Doc

Table = Mapping[str, Any]
Entry = tuple[Path, Table, Table]
"""Where an entry stands in the file, the entry itself, and what it comes to over the base."""


@dataclass
class Page:
    """`merged`: what the sound parts come to over the base, None when that is unknown. `wrong`: reported.

    `is_library`: profiles lie over this file, so it need not be whole.
    """

    file: str
    doc: Doc
    lines: dict[Path, int]
    merged: Doc | None = None
    faults: list[Fault] = field(default_factory=list)
    wrong: set[Path] = field(default_factory=set)
    is_library: bool = False

    def report(self, path: Path, reason: str, hint: str) -> None:
        self._add(path, reason, hint, warning=False)
        self.wrong.add(path)

    def is_reported(self, path: Path, name: str) -> bool:
        """Whether a fault of `name` was named within `path`: it need not be missed as well."""
        return any(one[: len(path)] == path and one[-1] == name for one in self.wrong if one)

    def warn(self, path: Path, reason: str, hint: str) -> None:
        self._add(path, reason, hint, warning=True)

    def _add(self, path: Path, reason: str, hint: str, *, warning: bool) -> None:
        self.faults.append(Fault(self.file, line_of(self.lines, path), reason, hint, warning))

    def sound_doc(self) -> Doc:
        """Return the document without the values that were reported."""
        pruned: Doc = self._pruned(self.doc, ())
        return pruned

    def _pruned(self, value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            return {
                key: self._pruned(one, (*path, key))
                for key, one in value.items()
                if (*path, key) not in self.wrong
            }
        if isinstance(value, list):
            return [
                self._pruned(one, (*path, at))
                for at, one in enumerate(value)
                if (*path, at) not in self.wrong
            ]
        return value

    def entries(self, *section: str) -> Iterator[Entry]:
        """Yield the sound part of each entry that is named and not switched off, as of "clauses"."""
        listed: Any = self.doc
        merged: Any = self.merged
        for name in section:
            listed = listed.get(name) if isinstance(listed, dict) else None
            merged = merged.get(name) if isinstance(merged, dict) else None
        keyed = section[-1] in KEYED
        for at, one in _tables(listed, keyed) if merged else ():
            own = self._pruned(one, (*section, at))
            key = own.get(KEYED[section[-1]]) if keyed else at
            if (*section, at) not in self.wrong and key in merged and not own.get("off"):
                yield (*section, at), own, merged[key]


def _tables(listed: Any, keyed: bool) -> Iterator[tuple[str | int, Any]]:
    """Yield the tables of a keyed list, or of a table with free names."""
    if keyed and isinstance(listed, list):
        yield from ((at, one) for at, one in enumerate(listed) if isinstance(one, dict))
    elif not keyed and isinstance(listed, dict):
        yield from ((name, one) for name, one in listed.items() if isinstance(one, dict))


def rows(own: Table) -> Iterator[tuple[int, Table]]:
    """Yield the dated rows of an entry with their places in its list."""
    listed = own.get("values", ())
    return ((at, row) for at, row in enumerate(listed) if isinstance(row, dict) and "from" in row)
