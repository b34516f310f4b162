from django.db import migrations, models


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
    ]
