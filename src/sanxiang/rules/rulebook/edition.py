"""Editions: a rulebook's text as it stands, named by its date and content, opened for any day."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sanxiang.rules.rulebook.build import build
from sanxiang.rules.rulebook.model import Rulebook
from sanxiang.rules.rulebook.read import Doc


@dataclass(frozen=True)
class Edition:
    """`doc`: the merged document with all its dated rows. Open it for a day with `on`."""

    profile: str
    issued: date
    doc: Doc
    id: str
    _days: dict[date, Rulebook] = field(default_factory=dict, repr=False, compare=False)

    def on(self, day: date) -> Rulebook:
        """Return what the edition says on `day`; each day is built once."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = build(self.doc, day, self.id)
        return found


def edition_of(doc: Doc) -> Edition:
    """Name a merged document: "<profile>@<date>+<first 12 hex digits of its SHA-256>"."""
    content = json.dumps([list(doc["procedure"]), doc], sort_keys=True, ensure_ascii=False, default=_plain)
    digest = hashlib.sha256(content.encode()).hexdigest()[:12]
    return Edition(doc["id"], doc["date"], doc, f"{doc['id']}@{doc['date']}+{digest}")


def _plain(value: Any) -> str:
    return str(value.isoformat())
