"""A merged rulebook as JSON and back: days and times of day keep their kind."""

import json
from datetime import date, time
from typing import Any

from sanxiang.rules.rulebook import Edition
from sanxiang.rules.rulebook.read import Doc

DAY, TIME = "@day", "@time"


def pack(doc: Doc) -> str:
    """Return the document as JSON."""
    return json.dumps(doc, ensure_ascii=False, separators=(",", ":"), default=_tagged)


def unpack(edition_id: str, content: str) -> Edition:
    """Return the edition whose document `pack` wrote. Raises ValueError for text that it didn't write."""
    doc: Doc = json.loads(content, object_hook=_untagged)
    return Edition(doc["id"], doc["date"], doc, edition_id)


def _tagged(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, time):
        return {TIME: value.isoformat()}
    raise TypeError(f"a rulebook holds no {type(value).__name__}")


def _untagged(found: dict[str, Any]) -> Any:
    if found.keys() == {DAY}:
        return date.fromisoformat(found[DAY])
    if found.keys() == {TIME}:
        return time.fromisoformat(found[TIME])
    return found
