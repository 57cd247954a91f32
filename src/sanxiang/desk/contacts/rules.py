"""Loaded by the permissions library at start."""

from sanxiang.desk.contacts import permissions  # noqa: F401
