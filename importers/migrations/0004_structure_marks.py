"""编辑 and 管理员 may say what a line of a print is; a group that was taken away is not brought back."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("编辑", "管理员")


def make(apps, schema_editor):
    """What both groups may do with structure marks; none is deleted, but withdrawn."""
    config = apps.get_app_config("policies")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    ours = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="policies",
        content_type__model="structuremark",
        codename__in=["add_structuremark", "change_structuremark", "view_structuremark"],
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*ours)


class Migration(migrations.Migration):
    dependencies = [("importers", "0003_reviewers"), ("policies", "0020_structure_marks")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
