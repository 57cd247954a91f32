"""What this room announces, with the subject of the fact that began the time limit.

Data of each: clause, edition, due_at, escalate, and contact where the subject belongs to a call.
"""

OPENED = "deadline.opened"
WARNED = "deadline.warned"
PAUSED = "deadline.paused"  # data: reason
RESUMED = "deadline.resumed"
EXTENDED = "deadline.extended"  # data: reason, before (the time it was due)
MOVED = "deadline.moved"  # the calendar has learnt the year; data: before
MET = "deadline.met"
BROKEN = "deadline.broken"
ESCALATED = "deadline.escalated"  # data: to (a role), step (from 1)
DONE_LATE = "deadline.done_late"  # broken, and done or dropped afterwards
REOPENED = "deadline.reopened"  # not broken after all: a late pause, or a clock that had run ahead
CANCELLED = "deadline.cancelled"
