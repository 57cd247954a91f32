from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [('scoring', '0003_pack_findings')]

    operations = [
        migrations.AlterField('score', 'frame', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='scoring.frame')),
        migrations.DeleteModel('Finding'),
    ]
