"""Two editions compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sanxiang.rules.rulebook.edition import Edition


@dataclass(frozen=True, slots=True)
class Change:
    """`path` as "clauses.ANS-1.limit from 2026-03-01"; None = not there."""

    path: str
    before: str | None
    after: str | None


def diff(a: Edition, b: Edition) -> list[Change]:
    """Return what differs between two editions, in the order of the first."""
    before, after = dict(_flat(a.doc, "")), dict(_flat(b.doc, ""))
    paths = [*before, *(path for path in after if path not in before)]
    return [
        Change(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    ]


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            here = f"{path}.{name}" if path else name
            yield from _rows(one, path) if name == "values" else _flat(one, here)
    else:
        yield path, str(value)


def _rows(rows: list[Mapping[str, Any]], path: str) -> Iterator[tuple[str, str]]:
    """A later layer's figure for the same day replaces the earlier one, as in `figures_on`."""
    for row in rows:
        for name in row.keys() - {"from", "layer"}:
            yield f"{path}.{name} from {row['from'].isoformat()}", str(row[name])
