"""What each document was derived from, so that an import passes over those that are as they were."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0026_unit_note'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='derived_as',
            field=models.CharField(blank=True, default='', editable=False, max_length=16, verbose_name='读取时的摘要'),
            preserve_default=False,
        ),
    ]
