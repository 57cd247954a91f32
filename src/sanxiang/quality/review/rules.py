"""Loaded by the permissions library at start."""

from sanxiang.quality.review import permissions  # noqa: F401
