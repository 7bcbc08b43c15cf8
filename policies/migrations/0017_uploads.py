"""What editors gave, on its way to documents, and pictures of its pages."""

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0016_states'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PageImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('page', models.PositiveIntegerField(verbose_name='页')),
                ('width', models.PositiveIntegerField(verbose_name='宽')),
                ('height', models.PositiveIntegerField(verbose_name='高')),
                ('content', models.BinaryField(verbose_name='图像')),
            ],
            options={
                'verbose_name': '页面图像',
                'verbose_name_plural': '页面图像',
                'ordering': ['sha256', 'page'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('sha256', 'page'), name='page_image_once')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='文件名')),
                ('content', models.BinaryField(verbose_name='原始字节')),
                ('encoding', models.CharField(blank=True, max_length=20, verbose_name='编码')),
                ('format', models.CharField(default='text', max_length=12, verbose_name='格式')),
                ('reader_version', models.PositiveSmallIntegerField(default=1, verbose_name='读取程序版本')),
                ('text', models.TextField(editable=False, verbose_name='文本')),
                ('packed_places', models.BinaryField(default=b'', verbose_name='文字在原件中的位置')),
                ('doubts', models.JSONField(blank=True, default=list, verbose_name='读取时的疑点')),
                ('metadata', models.JSONField(blank=True, default=dict, verbose_name='原件自带的说明')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveBigIntegerField(verbose_name='字节数')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('state', models.CharField(choices=[('waiting', '等待读取'), ('reading', '正在读取'), ('ready', '试读好了，等您决定'), ('taking', '正在收入'), ('taken', '已收入'), ('refused', '读不了'), ('interrupted', '中断了'), ('cancelled', '已取消')], default='waiting', max_length=12, verbose_name='状态')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='状态时间')),
                ('message', models.TextField(blank=True, verbose_name='说明')),
                ('job', models.CharField(blank=True, max_length=36, verbose_name='任务')),
                ('head', models.JSONField(blank=True, default=dict, verbose_name='编辑核定的文件头')),
                ('trial', models.JSONField(blank=True, null=True, verbose_name='试读')),
                ('documents', models.ManyToManyField(related_name='uploads', to='policies.document', verbose_name='文件')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='uploads', to='policies.importrun', verbose_name='导入记录')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编辑')),
            ],
            options={
                'verbose_name': '上传',
                'verbose_name_plural': '上传',
                'ordering': ['-id'],
                'default_permissions': (),
            },
        ),
    ]
