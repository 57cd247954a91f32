"""Found by django-rules at the start: registers this room's permissions."""

from sanxiang.quality.live import permissions  # noqa: F401
