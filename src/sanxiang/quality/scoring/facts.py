"""What this room announces.

MADE: with the contact as its subject; data: contact, call, score, final, edition.
REMADE: calls were judged again by another edition, which is its subject; data: edition, calls, added.
"""

MADE = "score.made"
REMADE = "scores.remade"
