"""A booking is of a case and a direction: what was there goes under the direction that it names."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def copy(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every row with its key; a use under the direction in which its case goes."""
    goes = {row["reference"]: row["direction"]
            for row in _all(apps, "SharedCrossing", app="crossing").values()}
    for row in _all(apps, "SharedBooking").values():
        _all(apps, "BookingByDirection").create(key=f"{row['reference']}/{row['direction']}", **row)
    for row in _all(apps, "SharedUse").values():
        _all(apps, "UseByDirection").create(
            key=f"{row['reference']}/{goes.get(row['reference'], '')}", **row)


def _all(apps: Apps, model: str, *, app: str = "queue") -> Any:
    return apps.get_model(app, model).objects


class Migration(migrations.Migration):

    dependencies = [
        ("queue", "0005_order_of_changes"),
        ("crossing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="UseByDirection",
            fields=[
                ("key", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=12)),
                ("changed", models.DateTimeField()),
            ],
            options={"db_table": "queue_use_by_direction"},
        ),
        migrations.CreateModel(
            name="BookingByDirection",
            fields=[
                ("key", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=16)),
                ("point", models.CharField(blank=True, max_length=32)),
                ("direction", models.CharField(blank=True, max_length=8)),
                ("vehicle_class", models.CharField(blank=True, max_length=16)),
                ("goods", models.CharField(blank=True, max_length=16)),
                ("services", models.JSONField(default=list)),
                ("tag", models.CharField(blank=True, db_index=True, max_length=64)),
                ("public_class", models.CharField(blank=True, max_length=16)),
                ("draw", models.CharField(blank=True, max_length=80)),
                ("why", models.CharField(blank=True, max_length=16)),
                ("rule", models.CharField(blank=True, max_length=16)),
                ("vehicle", models.CharField(blank=True, max_length=48)),
                ("slot", models.DateTimeField(null=True)),
                ("first_slot", models.DateTimeField(null=True)),
                ("moved", models.IntegerField(default=0)),
                ("held_until", models.DateTimeField(null=True)),
                ("given", models.CharField(max_length=12)),
                ("given_at", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("changed", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=8)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "db_table": "queue_booking_by_direction",
                "indexes": [
                    models.Index(fields=["reference"], name="queue_booking_of_case"),
                    models.Index(fields=["direction", "slot"], name="queue_booking_of_hour"),
                    models.Index(fields=["state"], name="queue_booking_in_state"),
                ],
            },
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.DeleteModel(name="SharedBooking"),
        migrations.DeleteModel(name="SharedUse"),
        migrations.RenameModel("BookingByDirection", "SharedBooking"),
        migrations.RenameModel("UseByDirection", "SharedUse"),
        migrations.AlterModelTable("SharedBooking", "shared_booking"),
        migrations.AlterModelTable("SharedUse", "shared_use"),
    ]
