"""Scores as they were given, and the analyses they rest on. A result is added, never rewritten.

A call has some sixty findings and a desk has a hundred thousand calls a year that a new edition judges
again: what the findings of many calls have in common (Frame, Sentence) is kept once, the rest packed into
one row for each result (packing.py).
"""

from django.db import models

from sanxiang.kernel.ids import new_id


class Frame(models.Model):
    """The clauses that a result speaks of, in order: [[id, kind, unit, limit, points], …] as JSON."""

    content = models.CharField(max_length=32, unique=True)  # hash of `clauses`
    clauses = models.TextField()


class Sentence(models.Model):
    """A sentence of a finding by its key, the 简体 (see judgement.Said)."""

    key = models.TextField(unique=True)


class Score(models.Model):
    """One scoring of one call by the edition that it names. `number` counts a call's results.

    `verdicts`: a letter for each clause of the frame; `details`: see packing; `content`: hash of both.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call_id = models.CharField(max_length=80)
    number = models.IntegerField()
    profile = models.CharField(max_length=40)
    edition = models.CharField(max_length=80)
    final = models.BooleanField()
    score = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    frame = models.ForeignKey(Frame, models.PROTECT, db_index=False)
    verdicts = models.CharField(max_length=400)
    details = models.TextField()
    content = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["call_id", "number"]
        constraints = [models.UniqueConstraint(fields=["call_id", "number"], name="score_number")]


class SoundAnalysis(models.Model):
    """What was measured in a call's recording by one version of the analysis; made once.

    `content`: audio.Analysis.as_json, on the recording's own clock, null where `fault` says why.
    """

    call_id = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    content = models.JSONField(null=True)
    fault = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call_id", "version"], name="one_analysis_a_version")]
