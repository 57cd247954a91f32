"""What this room announces."""

PRESENCE_CHANGED = "presence.changed"
STAFF_ADDED = "staff.added"
STAFF_CHANGED = "staff.changed"
STAFF_PASSWORD_SET = "staff.password_set"
STAFF_CERTIFIED = "staff.certified"
STAFF_CERTIFICATE_ENDED = "staff.certificate_ended"
