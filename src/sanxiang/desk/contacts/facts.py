"""What this room announces. Each event of a call is announced as `call.<event>`."""

CALL = "call."
CONTACT_NOTED = "contact.noted"
CONTACT_CLOSED = "contact.closed"
CONTACT_CORRECTED = "contact.corrected"
CALLBACK_OPENED = "callback.opened"  # owed by itself: a missed or broken-off call
CALLBACK_PROMISED = "callback.promised"  # the operator gave a time; data: due_at
CALLBACK_KEPT = "callback.kept"
CALLBACK_BROKEN = "callback.broken"
CALLBACK_CANCELLED = "callback.cancelled"
DATA_OPENED = "personal_data.opened"
REGISTER_COPIED = "register.copied"  # printed or exported; data: form, rows, numbers, reason, what was chosen
RECORDING_PLAYED = "recording.played"
TRANSCRIPT_STORED = "transcript.stored"  # a recogniser put a call into words; data: call, turns
LINE_ADDED = "line.added"
LINE_CHANGED = "line.changed"
LINK_MADE = "link.made"
LINK_REVOKED = "link.revoked"
ALARM_RAISED = "alarm.raised"
