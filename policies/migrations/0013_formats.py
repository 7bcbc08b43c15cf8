"""A source says by which reader its text was read: all until now are plain text, the file itself."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0012_pinpoints'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalsource',
            name='format',
            field=models.CharField(default='text', max_length=12, verbose_name='格式'),
        ),
        migrations.AddField(
            model_name='historicalsource',
            name='reader_version',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='读取程序版本'),
        ),
        migrations.AddField(
            model_name='source',
            name='doubts',
            field=models.JSONField(blank=True, default=list, verbose_name='读取时的疑点'),
        ),
        migrations.AddField(
            model_name='source',
            name='format',
            field=models.CharField(default='text', max_length=12, verbose_name='格式'),
        ),
        migrations.AddField(
            model_name='source',
            name='metadata',
            field=models.JSONField(blank=True, default=dict, verbose_name='原件自带的说明'),
        ),
        migrations.AddField(
            model_name='source',
            name='packed_places',
            field=models.BinaryField(default=b'', verbose_name='文字在原件中的位置'),
        ),
        migrations.AddField(
            model_name='source',
            name='reader_version',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='读取程序版本'),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='encoding',
            field=models.CharField(blank=True, max_length=20, verbose_name='编码'),
        ),
        migrations.AlterField(
            model_name='source',
            name='encoding',
            field=models.CharField(blank=True, max_length=20, verbose_name='编码'),
        ),
    ]
