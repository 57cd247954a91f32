"""What this room announces, with the subject of the fact that began the time limit."""

OPENED = "deadline.opened"
WARNED = "deadline.warned"
MET = "deadline.met"
BROKEN = "deadline.broken"
CANCELLED = "deadline.cancelled"
