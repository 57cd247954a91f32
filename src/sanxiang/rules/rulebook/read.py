"""Reading rulebook files and laying a company's file over its base."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.faults import BadRulebook, Fault

Doc = dict[str, Any]

PROFILES = Path(__file__).parent / "profiles"
NOT_PROFILES = ("documents", "library", "requirements")
KEYED = {
    **{"clauses": "id", "time_limits": "id", "categories": "code", "procedure": "id", "festivals": "id"},
    "forbidden": "id",
}
"""Lists of tables whose entries are the same thing when this key is the same."""

_OPEN = ("Unclosed", "Unterminated")  # what follows an open list or text looks wrong without being so
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def profiles() -> tuple[str, ...]:
    """Return the ids of the rulebooks that ship with the program."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.toml") if path.stem not in NOT_PROFILES))


def profile_path(name: str) -> Path:
    return PROFILES / f"{name}.toml"


def read_text(path: Path) -> str:
    """Return the file's text. Raises BadRulebook when it can't be read or isn't UTF-8."""
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason, hint = gettext("不是 UTF-8 编码"), gettext("用 UTF-8 另存后再试")
        raise BadRulebook([Fault(str(path), line, reason, hint)]) from None
    except OSError as error:
        reason = gettext("读不了这个文件：%(why)s", why=error.strerror or str(error))
        raise BadRulebook([Fault(str(path), 1, reason)]) from None


def parse(text: str, file: str) -> Doc:
    """Return the TOML of `text`. Raises BadRulebook with every line that isn't TOML."""
    faults: list[Fault] = []
    lines = text.split("\n")
    while True:
        try:
            doc = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            said, line = _syntax(str(error), len(lines))
            reason = gettext("TOML 写法有误：%(said)s", said=said)
            faults.append(Fault(file, line, reason, gettext("检查这一行的引号、括号和等号")))
            if said.startswith(_OPEN) or not lines[line - 1].strip():
                raise BadRulebook(faults) from None
            # Go on without the line; a header that can't be read must still part its keys from those before.
            lines[line - 1] = f"[bad-{line}]" if lines[line - 1].lstrip().startswith("[") else ""
            continue
        if faults:
            raise BadRulebook(faults)
        return doc


def _syntax(said: str, last: int) -> tuple[str, int]:
    place = _PLACE.search(said)
    line = int(place[1]) if place and place[1] else last
    return said[: place.start()] if place else said, line


def normalise(doc: Mapping[str, Any], layer: int) -> Doc:
    """Turn keyed lists into tables by key, and stamp each dated row with the `layer` it comes from."""
    return {name: _normal(name, value, layer) for name, value in doc.items()}


def _normal(name: str, value: Any, layer: int) -> Any:
    if isinstance(value, dict):
        return normalise(value, layer)
    if not isinstance(value, list):
        return value
    tables = [one for one in value if isinstance(one, dict)]
    if name == "values":
        return [{**row, "layer": layer} for row in tables if "from" in row]
    if name in KEYED:
        key = KEYED[name]
        return {str(one.get(key)): normalise(one, layer) for one in tables if one.get(key) is not None}
    return value


def merge(base: Doc, own: Mapping[str, Any]) -> Doc:
    """Lay `own` over `base`: tables key by key, dated rows added, everything else replaced."""
    merged = dict(base)
    for name, value in own.items():
        before = merged.get(name)
        if isinstance(before, dict) and isinstance(value, dict):
            merged[name] = merge(before, value)
        elif name == "values" and isinstance(before, list) and isinstance(value, list):
            merged[name] = [*before, *value]
        else:
            merged[name] = value
    return merged
