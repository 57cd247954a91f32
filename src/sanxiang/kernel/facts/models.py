"""The one stream of facts. Rows are only ever added."""

from django.db import models


class FactRow(models.Model):
    """One thing that happened. In PostgreSQL the table is partitioned by ranges of the UUIDv7 id."""

    id = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    site = models.IntegerField(null=True)
    actor = models.CharField(max_length=120)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "facts_fact"
        indexes = [models.Index(fields=["subject", "id"], name="fact_of_subject")]
