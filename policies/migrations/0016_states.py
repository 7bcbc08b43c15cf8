"""Documents have a state, and versions. What was there before this migration was public, and stays so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0015_reading'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='document',
            options={'ordering': ['is_notice', 'position', 'id'], 'permissions': [('publish_document', '可以公布、退回和撤回文件')], 'verbose_name': '文件', 'verbose_name_plural': '文件'},
        ),
        migrations.RemoveConstraint(
            model_name='document',
            name='document_number_once',
        ),
        migrations.AddField(
            model_name='document',
            name='state',
            field=models.CharField(choices=[('draft', '草稿'), ('in_review', '待审'), ('published', '公开'), ('withdrawn', '撤回'), ('superseded', '旧版')], default='published', max_length=12, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='document',
            name='state',
            field=models.CharField(choices=[('draft', '草稿'), ('in_review', '待审'), ('published', '公开'), ('withdrawn', '撤回'), ('superseded', '旧版')], default='draft', max_length=12, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='document',
            name='version_of',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='policies.document', verbose_name='版本属于'),
        ),
        migrations.AddField(
            model_name='document',
            name='version_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='版本日期'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='state',
            field=models.CharField(choices=[('draft', '草稿'), ('in_review', '待审'), ('published', '公开'), ('withdrawn', '撤回'), ('superseded', '旧版')], default='published', max_length=12, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='historicaldocument',
            name='state',
            field=models.CharField(choices=[('draft', '草稿'), ('in_review', '待审'), ('published', '公开'), ('withdrawn', '撤回'), ('superseded', '旧版')], default='draft', max_length=12, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='version_of',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.document', verbose_name='版本属于'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='version_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='版本日期'),
        ),
        migrations.AlterField(
            model_name='document',
            name='slug',
            field=models.SlugField(max_length=100, unique=True, verbose_name='地址'),
        ),
        migrations.AlterField(
            model_name='historicaldocument',
            name='slug',
            field=models.SlugField(max_length=100, verbose_name='地址'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), ('version_of__isnull', True)), fields=('number',), name='document_number_once'),
        ),
    ]
