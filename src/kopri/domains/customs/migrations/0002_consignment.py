from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='owndeclaration',
            name='consignment',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
    ]
