"""Every version is kept, and the goods at the gate freeze their notices."""

import json
from datetime import datetime
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TOLD = ("notice.lodged/1", "notice.amended/1")
AT_GATE, CANCELLED = "gate.registered/1", "notice.cancelled/1"
Rows = dict[str, dict[str, Any]]


def tell_versions(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """As a rebuild would write the rows: from the entries, which keep every version."""
    get = apps.get_model
    gone = dict(get("journal", "ForgottenCase").objects.values_list("reference", "before"))
    standing: Rows = {}
    at_gate: dict[str, datetime] = {}
    entries = get("journal", "Entry").objects.filter(
        state="applied", kind__in=(*TOLD, AT_GATE, CANCELLED)).exclude(entry=None)
    for entry in entries.select_related("log").order_by("pk"):
        if entry.subject in gone and entry.recorded < gone[entry.subject]:
            continue
        if entry.kind == AT_GATE:
            known = at_gate.get(entry.subject, entry.recorded)
            at_gate[entry.subject] = min(known, entry.recorded)
        else:
            _told(entry, json.loads(bytes(entry.entry)), standing=standing,
                  versions=get("notice", "NoticeVersion").objects)
    get("notice", "SharedPresentation").objects.bulk_create(
        get("notice", "SharedPresentation")(reference=reference, time=time)
        for reference, time in at_gate.items())
    for name in ("Notice", "SharedNotice"):
        _put(get("notice", name), standing, at_gate=at_gate)


def _told(entry: Any, said: dict[str, Any], *, standing: Rows, versions: Any) -> None:
    payload, uid = said["payload"], bytes(entry.commitment).hex()
    if "notice" not in payload:
        return
    row = standing.setdefault(payload["notice"], {
        "reference": entry.subject, "version": 0, "recorded": None, "uid": "",
        "cancelled": None, "changed": entry.time})
    row["changed"] = max(row["changed"], entry.time)
    if entry.kind == CANCELLED:
        row["cancelled"] = min(row["cancelled"] or entry.recorded, entry.recorded)
        return
    version = payload.get("version", 0)
    versions.create(
        uid=uid, notice=payload["notice"], reference=entry.subject, version=version,
        eta=payload.get("eta", ""), format=payload.get("format", ""),
        document_sha256=payload.get("document_sha256", ""),
        consignments=payload.get("consignments", []), side=entry.log.side,
        person=said["actor"].get("person", ""), recorded=entry.recorded)
    if row["recorded"] is None or (row["version"], row["recorded"], row["uid"]) < (
            version, entry.recorded, uid):
        row |= {"version": version, "recorded": entry.recorded, "uid": uid}


def _put(model: Any, standing: Rows, *, at_gate: dict[str, datetime]) -> None:
    names = {field.name for field in model._meta.get_fields()}
    model.objects.all().delete()
    for notice, row in standing.items():
        presented, cancelled = at_gate.get(row["reference"]), row["cancelled"]
        withdrawn = cancelled and (presented is None or cancelled < presented)
        state = "cancelled" if withdrawn else "presented" if presented else "lodged"
        model.objects.create(notice=notice, state=state, presented=presented, **{
            name: value for name, value in row.items() if name in names})


def _added(model: str) -> list[migrations.AddField]:
    fields: dict[str, Any] = {
        "uid": models.CharField(blank=True, max_length=64),
        "recorded": models.DateTimeField(null=True),
        "cancelled": models.DateTimeField(null=True),
        "presented": models.DateTimeField(null=True),
    }
    return [migrations.AddField(model_name=model, name=name, field=field)
            for name, field in fields.items()]


class Migration(migrations.Migration):
    dependencies = [("notice", "0001_initial"), ("journal", "0006_blobs")]

    operations = [
        migrations.CreateModel(
            name="NoticeVersion",
            fields=[
                ("uid", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("notice", models.CharField(max_length=40)),
                ("reference", models.CharField(db_index=True, max_length=16)),
                ("version", models.IntegerField()),
                ("eta", models.CharField(blank=True, max_length=20)),
                ("format", models.CharField(blank=True, max_length=24)),
                ("document_sha256", models.CharField(blank=True, db_index=True, max_length=64)),
                ("consignments", models.JSONField(default=list)),
                ("side", models.CharField(max_length=8)),
                ("person", models.CharField(blank=True, max_length=64)),
                ("recorded", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SharedPresentation",
            fields=[
                ("reference", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("time", models.DateTimeField()),
            ],
            options={"db_table": "shared_presentation"},
        ),
        *(migrations.RemoveField(model_name="notice", name=name)
          for name in ("eta", "format", "document_sha256", "consignments")),
        *_added("notice"),
        *_added("sharednotice"),
        migrations.AlterField(
            model_name="sharednotice", name="reference",
            field=models.CharField(db_index=True, max_length=16)),
        migrations.AlterField(
            model_name="sharednotice", name="version", field=models.IntegerField(default=0)),
        migrations.RunPython(tell_versions, migrations.RunPython.noop),
    ]
