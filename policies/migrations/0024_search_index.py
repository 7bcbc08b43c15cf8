"""The index behind the search of articles, filled with the texts that the base has; what documents were paired as."""

from django.db import migrations, models

from policies.models import search_index


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0023_revision_steps'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='paired_as',
            field=models.CharField(blank=True, default='', editable=False, max_length=16, verbose_name='寻找平行条款时的文字摘要'),
            preserve_default=False,
        ),
        migrations.RunPython(lambda apps, editor: search_index.install(editor.connection), migrations.RunPython.noop),
    ]
