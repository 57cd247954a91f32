from django.db import migrations, models

from sanxiang.kernel.clock import clock
from sanxiang.kernel.facts import partitions


class CreateFacts(migrations.CreateModel):
    """A plain table on SQLite, a partitioned one on PostgreSQL; the same model on both."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            partitions.create_table(schema_editor, clock.now().date())
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateFacts(
            name="FactRow",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=120)),
                ("site", models.IntegerField(null=True)),
                ("actor", models.CharField(max_length=120)),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "facts_fact",
                "indexes": [models.Index(fields=["subject", "id"], name="fact_of_subject")],
            },
        ),
    ]
