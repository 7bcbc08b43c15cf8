"""Mentions point to a place in a document; sums are kept in any currency."""

from django.db import migrations, models


def say_pinpoints(apps, schema_editor):
    """What the machine read, kept beside an editor's value, has no pinpoint yet: say so, that both can be compared."""
    for name in ("Citation", "HistoricalCitation"):
        rows = apps.get_model("policies", name).objects.using(schema_editor.connection.alias)
        kept = rows.exclude(extracted_values=None)
        for row in kept.iterator():
            row.extracted_values = {"pinpoint": "", **row.extracted_values}
            row.save(update_fields=["extracted_values"])


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0011_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='pinpoint',
            field=models.CharField(blank=True, help_text='照原文，如“第十二条第二款第（三）项”。', max_length=120, verbose_name='条款项'),
        ),
        migrations.AddField(
            model_name='historicalcitation',
            name='pinpoint',
            field=models.CharField(blank=True, help_text='照原文，如“第十二条第二款第（三）项”。', max_length=120, verbose_name='条款项'),
        ),
        migrations.RunPython(say_pinpoints, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='amount',
            name='unit',
            field=models.CharField(choices=[('CNY', '元'), ('USD', '美元'), ('EUR', '欧元'), ('HKD', '港元'), ('MOP', '澳门元'), ('TWD', '新台币'), ('JPY', '日元'), ('GBP', '英镑'), ('KRW', '韩元'), ('AUD', '澳元'), ('CAD', '加元'), ('SGD', '新加坡元'), ('CHF', '瑞士法郎'), ('RUB', '卢布'), ('percent', '%'), ('permille', '‰'), ('bp', '个基点'), ('fraction', '分数'), ('ratio', '比例'), ('CNY/kWh', '元/千瓦时')], max_length=10, verbose_name='单位'),
        ),
        migrations.AlterField(
            model_name='historicalamount',
            name='unit',
            field=models.CharField(choices=[('CNY', '元'), ('USD', '美元'), ('EUR', '欧元'), ('HKD', '港元'), ('MOP', '澳门元'), ('TWD', '新台币'), ('JPY', '日元'), ('GBP', '英镑'), ('KRW', '韩元'), ('AUD', '澳元'), ('CAD', '加元'), ('SGD', '新加坡元'), ('CHF', '瑞士法郎'), ('RUB', '卢布'), ('percent', '%'), ('permille', '‰'), ('bp', '个基点'), ('fraction', '分数'), ('ratio', '比例'), ('CNY/kWh', '元/千瓦时')], max_length=10, verbose_name='单位'),
        ),
    ]
