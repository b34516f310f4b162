"""Every hour of a booking is kept with the entry that gave it: a gate may not have known the last."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kopri.kernel.clock import to_text


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What gave them is not known any more: no registration of before voids any."""
    for row in apps.get_model("queue", "SharedBooking").objects.exclude(slot=None):
        assert row.slot is not None
        first = row.first_slot or row.slot
        row.hours = [["", to_text(first), ""]]
        if row.moved or row.slot != first:
            row.hours += [["", to_text(row.slot), row.reason]] * max(row.moved, 1)
        row.save()


class Migration(migrations.Migration):

    dependencies = [
        ("queue", "0007_closed_by"),
    ]

    operations = [
        migrations.AddField(
            model_name="sharedbooking", name="hours", field=models.JSONField(default=list)),
        migrations.AddField(
            model_name="shareduse", name="hour_from",
            field=models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
