"""The index behind the search of articles, filled with the texts that the base has."""

from django.db import migrations

from policies.models import search_index


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0020_structure_marks'),
    ]

    operations = [
        migrations.RunPython(lambda apps, editor: search_index.install(editor.connection), migrations.RunPython.noop),
    ]
