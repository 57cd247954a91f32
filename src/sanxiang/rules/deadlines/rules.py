"""Loaded by the permissions library at start."""

from sanxiang.rules.deadlines import permissions  # noqa: F401
