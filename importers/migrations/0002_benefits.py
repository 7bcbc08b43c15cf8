"""编辑 and 管理员 may do with 惠企举措 what they may with every other fact."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("编辑", "管理员")


def make(apps, schema_editor):
    """What both groups may do with benefits; a group that was taken away is not brought back."""
    config = apps.get_app_config("policies")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    ours = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="policies", content_type__model="benefit"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*ours)


class Migration(migrations.Migration):
    dependencies = [("importers", "0001_groups"), ("policies", "0009_benefits")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
