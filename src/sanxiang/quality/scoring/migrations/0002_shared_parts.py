from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [('scoring', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Frame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.CharField(max_length=32, unique=True)),
                ('clauses', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.TextField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='SoundAnalysis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call_id', models.CharField(max_length=80)),
                ('version', models.CharField(max_length=40)),
                ('content', models.JSONField(null=True)),
                ('fault', models.CharField(blank=True, max_length=40)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('call_id', 'version'), name='one_analysis_a_version')],
            },
        ),
        migrations.AddField('score', 'frame', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='scoring.frame')),
        migrations.AddField('score', 'verdicts', models.CharField(default='', max_length=400), preserve_default=False),
        migrations.AddField('score', 'details', models.TextField(default=''), preserve_default=False),
    ]
