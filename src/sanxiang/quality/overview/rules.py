"""Loaded by the permissions library at start."""

from sanxiang.quality.overview import permissions  # noqa: F401
