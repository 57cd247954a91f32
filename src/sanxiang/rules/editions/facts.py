"""What this room announces."""

CHANGED = "rulebook.changed"
