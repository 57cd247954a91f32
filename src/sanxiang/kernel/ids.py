"""Identifiers that sort by time of making."""

from datetime import datetime
from uuid import UUID

import uuid_utils


def new_id(at: datetime | None = None) -> UUID:
    """Return a UUIDv7 for the moment `at` (default: now), as the standard library's UUID."""
    if at is None:
        return UUID(int=uuid_utils.uuid7().int)
    stamp = at.timestamp()
    return UUID(int=uuid_utils.uuid7(timestamp=int(stamp), nanos=int(stamp % 1 * 1e9)).int)
