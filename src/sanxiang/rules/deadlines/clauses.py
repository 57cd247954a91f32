"""What a clause said when a time limit began under it, kept whatever is changed in the rulebook later."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any

from sanxiang.rules.deadlines.models import Deadline, Rule
from sanxiang.rules.deadlines.places import day_of
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.rules.editions.queries import edition_by_id
from sanxiang.rules.rulebook import Text, TimeLimit
from sanxiang.rules.rulebook.model import Rung

LEFT_OUT = frozenset({"id", "text", "sources", "since"})
"""The edition tells these; they don't change how a limit runs."""
_PLAIN = {one.name for one in fields(TimeLimit)} - LEFT_OUT


def kept_rule(limit: TimeLimit) -> Rule:
    """The row of this wording, made when it is the first."""
    says = {name: value for name, value in asdict(limit).items() if name in _PLAIN}
    text = json.dumps([limit.id, says], ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(text.encode()).hexdigest()
    row, _ = Rule.objects.get_or_create(key=key, defaults={"clause": limit.id, "says": says})
    return row


def limit_of(row: Deadline) -> TimeLimit | None:
    """The clause as it was when the limit began. None: it is of an edition that nobody has any more."""
    if row.rule is not None:
        return _read(row.rule.key, row.rule.clause, json.dumps(row.rule.says))
    day = day_of(row.site, row.started_at)
    edition = edition_by_id(row.edition)
    return (edition.on(day) if edition else rulebook_on(day)).time_limit(row.clause)


@lru_cache(maxsize=512)
def _read(_key: str, clause: str, text: str) -> TimeLimit:
    says: Mapping[str, Any] = json.loads(text)
    plain = {name: _tuple(value) for name, value in says.items() if name in _PLAIN}
    plain["title"] = Text(**says["title"])
    plain["ladder"] = tuple(Rung(**rung) for rung in says.get("ladder", ()))
    plain["when"] = {key: _tuple(value) for key, value in says.get("when", {}).items()}
    return TimeLimit(id=clause, text=Text("", ""), sources=(), **plain)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
