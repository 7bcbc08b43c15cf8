"""Kinds of changes by the names that the desk has for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0020_structure_marks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='kind',
            field=models.CharField(choices=[('document', '文件'), ('article', '条文'), ('validity', '有效性'), ('correction', '勘误'), ('relation', '文件关系'), ('responsibility', '责任'), ('benefit', '惠企举措'), ('amount', '金额'), ('deadline', '时限'), ('target', '量化目标'), ('measure', '力度'), ('termuse', '分类'), ('citation', '引用')], max_length=16, verbose_name='种类'),
        ),
    ]
