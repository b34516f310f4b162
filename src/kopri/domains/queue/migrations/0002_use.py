"""What the post does with a vehicle moves to a table of its own."""

from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

AT_POST = ("called", "used")


def tell_apart(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """As a rebuild would write the rows: until now one log wrote both."""
    bookings = apps.get_model("queue", "SharedBooking").objects
    bookings.update(given=F("state"), given_at=F("changed"))
    uses = apps.get_model("queue", "SharedUse").objects
    for row in bookings.filter(state__in=AT_POST):
        uses.create(reference=row.reference, state=row.state, changed=row.changed)
    bookings.filter(state__in=AT_POST).update(given="granted")


class Migration(migrations.Migration):
    dependencies = [("queue", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SharedUse",
            fields=[
                ("reference", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=12)),
                ("changed", models.DateTimeField()),
            ],
            options={"db_table": "shared_use"},
        ),
        migrations.AddField(
            model_name="sharedbooking", name="given",
            field=models.CharField(default="", max_length=12), preserve_default=False,
        ),
        migrations.AddField(
            model_name="sharedbooking", name="given_at",
            field=models.DateTimeField(default=datetime(1970, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
    ]
