"""A document is proposed, published and withdrawn as acts; checks may be waived; what is removed is kept for a while."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0017_uploads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='act',
            name='document',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='acts', to='policies.document', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='act',
            name='effects',
            field=models.JSONField(default=list, editable=False, verbose_name='对文件做了什么'),
        ),
        migrations.AddField(
            model_name='act',
            name='kept',
            field=models.BinaryField(null=True, verbose_name='留存的内容'),
        ),
        migrations.AddField(
            model_name='act',
            name='kept_until',
            field=models.DateField(editable=False, null=True, verbose_name='留存到'),
        ),
        migrations.AddField(
            model_name='act',
            name='note',
            field=models.CharField(blank=True, max_length=200, verbose_name='理由'),
        ),
        migrations.AddField(
            model_name='act',
            name='run',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='act', to='policies.importrun', verbose_name='导入记录'),
        ),
        migrations.AddField(
            model_name='act',
            name='step',
            field=models.SlugField(blank=True, editable=False, max_length=20, verbose_name='步骤'),
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_name', models.SlugField(max_length=20, verbose_name='检查')),
                ('findings', models.PositiveIntegerField(verbose_name='处数')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('made_at', models.DateTimeField(auto_now=True, verbose_name='时间')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waivers', to='policies.document', verbose_name='文件')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编辑')),
            ],
            options={
                'verbose_name': '公布前检查的说明',
                'verbose_name_plural': '公布前检查的说明',
                'ordering': ['document', 'check_name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('document', 'check_name'), name='waiver_once_per_check')],
            },
        ),
    ]
