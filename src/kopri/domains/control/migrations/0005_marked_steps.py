from typing import Any

from django.db import migrations, models


def tell_marked(apps: Any, _editor: Any) -> None:
    """Steps of marks that stand, planned or not: nothing of a mark may be told to the other side."""
    for mark in apps.get_model("control", "OwnMark").objects.all():
        apps.get_model("control", "PlanStep").objects.filter(
            reference=mark.reference, service=mark.service,
            step__in=[step["step"] for step in mark.steps],
        ).update(marked=True)


class Migration(migrations.Migration):

    dependencies = [
        ('control', '0004_told_outcomes'),
    ]

    operations = [
        migrations.AddField(
            model_name='planstep',
            name='marked',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(tell_marked, migrations.RunPython.noop),
    ]
