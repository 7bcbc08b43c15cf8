"""What editors have seen of articles that moved, and names that are no offices."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0018_publication'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='place_seen',
            field=models.PositiveIntegerField(blank=True, editable=False, help_text='编辑看过它在第几位；原文已无的，记 0。', null=True, verbose_name='看过的位置'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='place_seen',
            field=models.PositiveIntegerField(blank=True, editable=False, help_text='编辑看过它在第几位；原文已无的，记 0。', null=True, verbose_name='看过的位置'),
        ),
        migrations.AddField(
            model_name='historicalunit',
            name='not_an_office',
            field=models.BooleanField(default=False, help_text='程序误认的名称：条文里写它时，不算责任单位。', verbose_name='不是单位'),
        ),
        migrations.AddField(
            model_name='unit',
            name='not_an_office',
            field=models.BooleanField(default=False, help_text='程序误认的名称：条文里写它时，不算责任单位。', verbose_name='不是单位'),
        ),
    ]
