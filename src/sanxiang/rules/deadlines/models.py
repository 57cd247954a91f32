"""Time limits that run: each knows its clause, the edition it was opened under and when it is due."""

from django.db import models


class State(models.TextChoices):
    OPEN = "open"
    PAUSED = "paused"  # the clock stands; due_at is that of before the pause
    MET = "met"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class Rule(models.Model):
    """What a clause said when time limits were opened under it. Never changed; one row for each wording."""

    key = models.CharField(max_length=64, unique=True)  # hash of `says`
    clause = models.CharField(max_length=40)
    says = models.JSONField()


class Deadline(models.Model):
    """One running or finished time limit. It knows no case and no call, only the subject of a fact."""

    clause = models.CharField(max_length=40)
    edition = models.CharField(max_length=80)
    rule = models.ForeignKey(Rule, models.PROTECT, null=True)  # null: from before rules were kept
    subject = models.CharField(max_length=120)
    site = models.IntegerField(null=True)
    contact = models.CharField(max_length=40, blank=True, default="")  # of the call whose page shows it
    started_by = models.UUIDField()  # the fact that began it
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)  # reckoned with days that were only estimated
    named_at = models.DateTimeField(null=True)  # a time that somebody promised or gave, before pauses
    named_since = models.DateTimeField(null=True)  # when they did: earlier pauses are in it already
    extended = models.PositiveSmallIntegerField(default=0)  # how many times
    priority = models.PositiveSmallIntegerField(default=0)
    warn_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)  # broken, and done or dropped afterwards
    broken_kind = models.CharField(max_length=60, blank=True)  # told besides deadline.broken
    escalate = models.CharField(max_length=40, blank=True)
    step = models.PositiveSmallIntegerField(default=0)  # rungs of the ladder that were told
    next_step_at = models.DateTimeField(null=True)
    try_again_at = models.DateTimeField(null=True)  # a row that fails stands back and blocks nobody

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clause", "started_by"], name="one_deadline_a_start"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="deadline_due"),
            models.Index(
                fields=["warn_at"],
                condition=models.Q(state="open", warned_at=None, warn_at__isnull=False),
                name="deadline_to_warn",
            ),
            models.Index(
                fields=["next_step_at"],
                condition=models.Q(next_step_at__isnull=False),
                name="deadline_to_escalate",
            ),
            models.Index(
                fields=["warned_at"],
                condition=models.Q(state="open", warned_at__isnull=False),
                name="deadline_warned",
            ),
            models.Index(fields=["closed_at"], condition=models.Q(state="broken"), name="deadline_broken_at"),
            models.Index(
                fields=["due_at"], condition=models.Q(provisional=True), name="deadline_provisional"
            ),
            models.Index(fields=["subject"], name="deadline_of_subject"),
        ]


class Pause(models.Model):
    """A stretch in which the clock of a time limit stood, with the reason that makes it lawful."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=80)
    by = models.CharField(max_length=120)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"], condition=models.Q(until=None), name="one_open_pause_a_deadline"
            ),
        ]
