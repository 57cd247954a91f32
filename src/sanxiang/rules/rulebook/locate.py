"""On which line of a TOML text each key stands.

Tried first: tomlkit keeps the layout but no positions; tree-sitter keeps them, but is 2 MB of compiled
code for an error message. The text has passed tomllib, so finding its keys again takes one short walk.
"""

import re
from bisect import bisect_left

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL
)
_BARE = re.compile(r"[^,\]}\n#]+")


def locate(text: str) -> dict[Path, int]:
    """Map the path of every table, key and array item to its line (from 1), as ("clauses", 0, "id")."""
    return _Walk(text).walk()


def line_of(lines: dict[Path, int], path: Path) -> int:
    """Return the line of `path`, or of the nearest thing around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.breaks = [place for place, one in enumerate(text) if one == "\n"]
        self.tables: dict[Path, int] = {}  # how many items an array of tables has so far

    def walk(self) -> dict[Path, int]:
        base: Path = ()
        while self._skip():
            base = self._header() if self.text[self.at] == "[" else self._pair(base)
        return self.lines

    def _skip(self) -> bool:
        found = _SPACE.match(self.text, self.at)
        if found:
            self.at = found.end()
        return self.at < len(self.text)

    def _note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, bisect_left(self.breaks, at) + 1)

    def _header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        keys = self._keys()
        self.at += 2 if many else 1
        path = (*self._resolve(keys[:-1]), keys[-1])
        if many:
            count = self.tables.get(path, 0)
            self.tables[path] = count + 1
            path += (count,)
        else:
            path = self._resolve(keys)
        for depth in range(1, len(path) + 1):
            self._note(path[:depth], start)
        return path

    def _resolve(self, keys: Path) -> Path:
        path: Path = ()
        for key in keys:
            path += (key,)
            if path in self.tables:
                path += (self.tables[path] - 1,)
        return path

    def _keys(self) -> Path:
        keys: Path = ()
        while True:
            self._skip()
            found = _KEY.match(self.text, self.at)
            assert found is not None, "tomllib let a key pass that this walk can't read"
            self.at = found.end()
            keys += (found[0].strip("\"'"),)
            self._skip()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _pair(self, base: Path) -> Path:
        start = self.at
        path = base
        for key in self._keys():
            path += (key,)
            self._note(path, start)
        self.at += 1  # the equals sign
        self._skip()
        self._value(path)
        return base

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self._items(path, "]")
        elif opening == "{":
            self._items(path, "}")
        else:
            found = (_STRING if opening in "\"'" else _BARE).match(self.text, self.at)
            assert found is not None, "tomllib let a value pass that this walk can't read"
            self.at = found.end()

    def _items(self, path: Path, closing: str) -> None:
        self.at += 1
        count = 0
        while self._skip() and self.text[self.at] != closing:
            if self.text[self.at] == ",":
                self.at += 1
            elif closing == "}":
                self._pair(path)
            else:
                self._note((*path, count), self.at)
                self._value((*path, count))
                count += 1
        self.at += 1
