"""Scores as they were given. A result is added, never rewritten: each names the edition it used."""

from django.db import models

from sanxiang.kernel.ids import new_id
from sanxiang.quality.scoring.judgement import Said


class Score(models.Model):
    """One scoring of one call. `number` counts a call's results; `content` is the hash of the findings."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call_id = models.CharField(max_length=80)
    number = models.IntegerField()
    profile = models.CharField(max_length=40)
    edition = models.CharField(max_length=80)
    final = models.BooleanField()
    score = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    content = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["call_id", "number"]
        constraints = [models.UniqueConstraint(fields=["call_id", "number"], name="score_number")]


class Finding(models.Model):
    """One clause of one scoring. `evidence`: [[from, to], …] in seconds from the answer (see Observed)."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="findings")
    position = models.IntegerField()
    clause = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    verdict = models.CharField(max_length=16)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=16, blank=True)
    limit = models.JSONField(null=True)
    points = models.DecimalField(max_digits=7, decimal_places=2)
    of = models.DecimalField(max_digits=7, decimal_places=2)
    evidence = models.JSONField(default=list)
    says_key = models.TextField()
    says_values = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["score", "clause"], name="one_finding_a_clause")]
        indexes = [models.Index(fields=["clause", "verdict"], name="finding_of_clause")]

    @property
    def says(self) -> str:
        """The sentence in the reader's language."""
        return str(Said(self.says_key, self.says_values))
