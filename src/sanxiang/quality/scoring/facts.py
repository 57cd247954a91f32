"""What this room announces, with the contact as its subject; data: contact, call, score, final."""

MADE = "score.made"
