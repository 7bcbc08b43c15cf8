"""What people say of a print's lines: an overlay, with its history; and which articles have no number."""

import django.db.models.deletion
import policies.models.history
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0019_desk_care'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='unnumbered',
            field=models.BooleanField(default=False, editable=False, help_text='同一章节里还有别的条文，而这一条没有编号。', verbose_name='未编号'),
        ),
        migrations.CreateModel(
            name='HistoricalStructureMark',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('start', models.PositiveIntegerField(editable=False, help_text='在来源文本中的位置', verbose_name='起于')),
                ('quote', models.CharField(editable=False, max_length=40, verbose_name='所指文字')),
                ('before', models.CharField(blank=True, editable=False, max_length=40, verbose_name='上文')),
                ('kind', models.CharField(choices=[('article', '一条的开头'), ('section', '章节标题'), ('passage', '段落（不成条）'), ('join', '接上文'), ('attachment', '附件的开头'), ('table', '任务表的表头')], max_length=10, verbose_name='认作')),
                ('level', models.PositiveSmallIntegerField(default=1, verbose_name='层级')),
                ('columns', models.JSONField(blank=True, default=list, verbose_name='各栏')),
                ('reason', models.TextField(verbose_name='理由')),
                ('withdrawn', models.BooleanField(default=False, verbose_name='已撤回')),
                ('orphaned', models.BooleanField(default=False, editable=False, help_text='新版来源里没有这些字，待编辑处理。', verbose_name='原文已无')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('act', models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.document', verbose_name='文件')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.source', verbose_name='来源')),
            ],
            options={
                'verbose_name': '篇章标记历史',
                'verbose_name_plural': 'historical 篇章标记',
                'ordering': ('-history_id',),
                'get_latest_by': ('history_id',),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='StructureMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(editable=False, help_text='在来源文本中的位置', verbose_name='起于')),
                ('quote', models.CharField(editable=False, max_length=40, verbose_name='所指文字')),
                ('before', models.CharField(blank=True, editable=False, max_length=40, verbose_name='上文')),
                ('kind', models.CharField(choices=[('article', '一条的开头'), ('section', '章节标题'), ('passage', '段落（不成条）'), ('join', '接上文'), ('attachment', '附件的开头'), ('table', '任务表的表头')], max_length=10, verbose_name='认作')),
                ('level', models.PositiveSmallIntegerField(default=1, verbose_name='层级')),
                ('columns', models.JSONField(blank=True, default=list, verbose_name='各栏')),
                ('reason', models.TextField(verbose_name='理由')),
                ('withdrawn', models.BooleanField(default=False, verbose_name='已撤回')),
                ('orphaned', models.BooleanField(default=False, editable=False, help_text='新版来源里没有这些字，待编辑处理。', verbose_name='原文已无')),
                ('document', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='structure_marks', to='policies.document', verbose_name='文件')),
                ('source', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='structure_marks', to='policies.source', verbose_name='来源')),
            ],
            options={
                'verbose_name': '篇章标记',
                'verbose_name_plural': '篇章标记',
                'ordering': ['document__position', 'start', 'id'],
            },
        ),
    ]
