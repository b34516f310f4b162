import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("journal", "0003_forgetting"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="journal_ent_kind_4122f3_idx"),
        migrations.RemoveConstraint(model_name="entry", name="journal_entry_once"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("index", None)), fields=("commitment",),
                name="journal_waiting_once"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="log",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="journal.log"),
        ),
    ]
