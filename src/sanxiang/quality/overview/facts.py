"""Kinds of facts that this room announces. Subject: inspection:<id>."""

ENTERED = "inspection.entered"
REMOVED = "inspection.removed"
