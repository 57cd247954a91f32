"""Hints to live screens: what changed, never the data. A lost hint costs nothing, screens fetch anew."""

from sanxiang.kernel.push.publish import hint

__all__ = ["hint"]
