"""What editors say to each other, the day on which a document is published, and what waits to be read again."""

import django.db.models.deletion
import policies.models.history
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0021_plain_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='is_stale',
            field=models.BooleanField(db_index=True, default=False, editable=False, verbose_name='等待重新识读'),
        ),
        migrations.AddField(
            model_name='document',
            name='publish_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='定于公布'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='publish_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='定于公布'),
        ),
        migrations.CreateModel(
            name='HistoricalNote',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.SlugField(editable=False, max_length=40, verbose_name='种类')),
                ('row', models.PositiveBigIntegerField(editable=False, verbose_name='编号')),
                ('place', models.CharField(editable=False, max_length=200, verbose_name='所在')),
                ('text', models.TextField(max_length=1000, verbose_name='留言')),
                ('written_at', models.DateTimeField(blank=True, editable=False, verbose_name='时间')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('settled', models.BooleanField(default=False, verbose_name='已办结')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('act', models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act')),
                ('assignee', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交给')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.document', verbose_name='文件')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁写的')),
            ],
            options={
                'verbose_name': '留言历史',
                'verbose_name_plural': 'historical 留言',
                'ordering': ('-history_id',),
                'get_latest_by': ('history_id',),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(editable=False, max_length=40, verbose_name='种类')),
                ('row', models.PositiveBigIntegerField(editable=False, verbose_name='编号')),
                ('place', models.CharField(editable=False, max_length=200, verbose_name='所在')),
                ('text', models.TextField(max_length=1000, verbose_name='留言')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('settled', models.BooleanField(default=False, verbose_name='已办结')),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交给')),
                ('document', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='policies.document', verbose_name='文件')),
                ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁写的')),
            ],
            options={
                'verbose_name': '留言',
                'verbose_name_plural': '留言',
                'ordering': ['settled', models.OrderBy(models.F('due_on'), nulls_last=True), '-id'],
                'indexes': [models.Index(fields=['kind', 'row'], name='note_about')],
            },
        ),
    ]
