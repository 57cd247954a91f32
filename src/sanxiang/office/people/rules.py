"""Loaded by the permissions library at start."""

from sanxiang.office.people import permissions  # noqa: F401
