"""A closure is told of by one log: what was there is of the centre of its side."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """So far no post could close itself."""
    for log in apps.get_model("journal", "Log").objects.filter(role="centre").order_by("pk"):
        apps.get_model("queue", "SharedClosure").objects.filter(
            side=log.side, log="").update(log=log.origin)


class Migration(migrations.Migration):

    dependencies = [
        ("queue", "0006_by_direction"),
        ("journal", "0002_posts_witnesses_nonces"),
    ]

    operations = [
        migrations.AddField(
            model_name="sharedclosure",
            name="log",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.RunPython(name, migrations.RunPython.noop),
    ]
