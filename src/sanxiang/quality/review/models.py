"""Samples, sheets, calibrations, appeals and bulletins. No mark is rewritten: later ones stand beside."""

from django.conf import settings
from django.db import models

from sanxiang.kernel.ids import new_id

STAFF = settings.AUTH_USER_MODEL


class Reviewer(models.Model):
    """Somebody who was appointed to review calls of a site (null: of every site)."""

    staff = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    site = models.ForeignKey("people.Site", models.PROTECT, null=True)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["staff__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=models.Q(ended_at=None), name="one_appointment_a_reviewer"
            )
        ]


class Sample(models.Model):
    """The sample of a site and quarter: sealed, then drawn, then given out. How it is fair: sampling.py.

    `figures`: what the rulebook said when it was sealed: reviewers, scale, spread, items {code: [clause]}.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("people.Site", models.PROTECT)
    quarter = models.CharField(max_length=6)
    edition = models.CharField(max_length=80)
    figures = models.JSONField()
    size = models.IntegerField()
    secret = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    number = models.CharField(max_length=40, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    algorithm = models.CharField(max_length=20, blank=True)
    until = models.DateTimeField(
        null=True
    )  # calls from the quarter's start up to this moment were in the draw
    population_size = models.IntegerField(null=True)
    population_hash = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-quarter", "site"]
        constraints = [models.UniqueConstraint(fields=["site", "quarter"], name="one_sample_a_quarter")]


class Population(models.Model):
    """The calls a sample was drawn from, one id a line, sorted, so that it can be drawn again years later."""

    sample = models.OneToOneField(Sample, models.CASCADE, primary_key=True)
    calls = models.TextField()


class SampledCall(models.Model):
    """A call of a sample. `average` and `spread` are the reviewers'; `points` is what counts now (0–100)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, models.CASCADE, related_name="calls")
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, related_name="+")
    order = models.IntegerField()
    passed = models.CharField(max_length=20, blank=True)  # why it was passed over: no_recording
    settled_at = models.DateTimeField(null=True)  # all sheets were handed in
    average = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    spread = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    published_at = models.DateTimeField(null=True)
    points = models.DecimalField(max_digits=4, decimal_places=1, null=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["sample", "contact"], name="a_call_is_drawn_once")]


class Sheet(models.Model):
    """One reviewer's sheet of one call, frozen when handed in.

    `marks`: item → mark, or null where the call gave nothing to judge it by. `remarks`: [{"at_s", "text"}],
    `at_s` in seconds of the recording or null.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sampled = models.ForeignKey(SampledCall, models.CASCADE, related_name="sheets")
    reviewer = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    marks = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    revision = models.IntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(null=True)  # taken from this reviewer, given to another
    passed_on_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["sampled__order"]
        constraints = [models.UniqueConstraint(fields=["sampled", "reviewer"], name="one_sheet_a_reviewer")]
        indexes = [
            models.Index(
                fields=["reviewer"],
                condition=models.Q(handed_in_at=None, passed_on_at=None),
                name="sheet_open",
            )
        ]


class Calibration(models.Model):
    """The reviewers of a call that they saw differently, round one table. Their first marks stay."""

    sampled = models.OneToOneField(SampledCall, models.CASCADE, related_name="calibration")
    opened_at = models.DateTimeField()
    notes = models.TextField(blank=True)
    marks = models.JSONField(default=dict)  # agreed
    present = models.JSONField(default=list)  # staff numbers
    points = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")


class Appeal(models.Model):
    """An objection to a reviewed call (`sampled`) or to a finding (`clause`), and the final ruling."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("people.Site", models.PROTECT, null=True)
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, related_name="+")
    sampled = models.OneToOneField(SampledCall, models.PROTECT, null=True, related_name="appeal")
    clause = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    before = models.DecimalField(
        max_digits=7, decimal_places=2, null=True
    )  # points of the call or the clause
    upheld = models.BooleanField(null=True)
    after = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    ruling = models.CharField(max_length=500, blank=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "clause"], condition=~models.Q(clause=""), name="one_appeal_a_finding"
            )
        ]


class Bulletin(models.Model):
    """A quarter's bulletin. Until it is signed its figures are live; then `figures` and texts are frozen."""

    quarter = models.CharField(max_length=6, primary_key=True)
    opened_at = models.DateTimeField()
    figures = models.JSONField(default=list)
    texts = models.JSONField(default=dict)  # opening, praise, criticism: what a person made of the draft
    revision = models.IntegerField(default=0)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-quarter"]
