"""Editions as they were: each with all it said, so that a score can always be explained."""

from django.db import models


class Origin(models.TextChoices):
    PROGRAM = "program"  # the shipped profile, as it came with the program
    FILE = "file"  # the company's file was changed by hand
    SCREEN = "screen"


class EditionRow(models.Model):
    """One edition. What it says is never changed and never deleted.

    `text`: the company's file as it was ("" when there was none); `content`: the whole merged rulebook, since
    a later program ships another profile; `hash`: of the text.
    """

    edition = models.CharField(max_length=80, unique=True)
    profile = models.CharField(max_length=40)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    text = models.TextField(blank=True)
    content = models.TextField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    in_force_at = models.DateTimeField()  # when it last came into force: an earlier one may come back
    by = models.CharField(max_length=60, blank=True)  # the actor as facts name them; "" when nobody is known
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["profile", "-in_force_at"], name="edition_in_force")]
