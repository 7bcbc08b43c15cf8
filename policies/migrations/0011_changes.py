"""What readers see otherwise than before is kept, from this migration on; nothing before it is known."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0010_plain_labels'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='changes_since',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='变化记录始于'),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveBigIntegerField(db_index=True, verbose_name='修订号')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('path', models.CharField(blank=True, max_length=20, verbose_name='路径')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='条')),
                ('kind', models.CharField(choices=[('document', '文件'), ('article', '条文'), ('validity', '有效性'), ('correction', '勘误'), ('relation', '文件关系'), ('responsibility', '责任'), ('benefit', '惠企举措'), ('amount', '金额'), ('deadline', '时限'), ('target', '量化目标'), ('measure', '力度'), ('termuse', '标引'), ('citation', '引用')], max_length=16, verbose_name='种类')),
                ('what', models.CharField(choices=[('added', '新增'), ('changed', '改动'), ('gone', '撤下')], max_length=8, verbose_name='变化')),
                ('row', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='事实编号')),
                ('old', models.TextField(blank=True, verbose_name='原')),
                ('new', models.TextField(blank=True, verbose_name='现')),
                ('reason', models.CharField(choices=[('import', '导入新文本'), ('rules', '识读规则更新'), ('edit', '编辑核对'), ('correction', '勘误'), ('validity', '有效性变更')], max_length=10, verbose_name='原因')),
                ('source', models.CharField(blank=True, max_length=255, verbose_name='来源')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policies.document', verbose_name='文件')),
                ('units', models.ManyToManyField(related_name='+', to='policies.unit', verbose_name='责任单位')),
            ],
            options={
                'verbose_name': '变化',
                'verbose_name_plural': '变化',
                'ordering': ['-revision', 'id'],
                'indexes': [models.Index(fields=['kind', 'row'], name='change_of_row'), models.Index(fields=['document', 'path'], name='change_of_article')],
            },
        ),
    ]
