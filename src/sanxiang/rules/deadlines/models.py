"""Time limits that run: each knows its clause, the edition it was opened under and when it is due."""

from django.db import models


class State(models.TextChoices):
    OPEN = "open"
    MET = "met"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class Deadline(models.Model):
    """One running or finished time limit. It knows no case and no call, only the subject of a fact."""

    clause = models.CharField(max_length=40)
    edition = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    site = models.IntegerField(null=True)
    started_by = models.UUIDField()  # the fact that began it
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    broken_kind = models.CharField(max_length=60, blank=True)  # told besides deadline.broken
    escalate = models.CharField(max_length=40, blank=True)
    try_again_at = models.DateTimeField(null=True)  # a row that fails stands back and blocks nobody

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clause", "started_by"], name="one_deadline_a_start"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="deadline_due"),
            models.Index(fields=["warn_at"], condition=models.Q(state="open"), name="deadline_to_warn"),
            models.Index(fields=["subject"], name="deadline_of_subject"),
        ]
