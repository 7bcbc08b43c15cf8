"""What is done to many rows at once is one act, which each version in their histories names."""

import django.db.models.deletion
import policies.models.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0006_plain_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=200, verbose_name='做了什么')),
                ('is_one', models.BooleanField(default=False, help_text='几条是一件事，不能只撤销一部分。', verbose_name='不可分')),
                ('done_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编辑')),
            ],
            options={
                'verbose_name': '批量处理',
                'verbose_name_plural': '批量处理',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='historicalamount',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalcitation',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalcorrection',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicaldeadline',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicaldeclared',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalmeasure',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalmembership',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalpassage',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalrelation',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalresponsibility',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalsource',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicaltarget',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalterm',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicaltermuse',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalunit',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AddField(
            model_name='historicalunitname',
            name='act',
            field=models.ForeignKey(default=policies.models.history.current_act, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.act'),
        ),
        migrations.AlterModelOptions(
            name='importrun',
            options={'ordering': ['-id'], 'verbose_name': '导入记录', 'verbose_name_plural': '导入记录'},
        ),
        migrations.AlterModelOptions(
            name='report',
            options={'ordering': ['-id'], 'verbose_name': '读者报错', 'verbose_name_plural': '读者报错'},
        ),
    ]
