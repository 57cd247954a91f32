"""How quick and how strong the embedded exchange is on this machine, measured on a real line process.

The line has one core, the callers and operators who load it have another. Nothing here is a timed test.
"""

from .run import run

__all__ = ["run"]
