"""编辑, 审核 and 管理员 write notes; 审核 may say what a line of a print is, as 编辑 may. No group is brought back."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GIVEN = {"note": ("编辑", "审核", "管理员"), "structuremark": ("审核",)}


def make(apps, schema_editor):
    """What the groups may do with notes and marks; none is deleted: a note is settled, a mark withdrawn."""
    config = apps.get_app_config("policies")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    ours = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="policies")
    for model, names in GIVEN.items():
        rights = ours.filter(codename__in=[f"{what}_{model}" for what in ("add", "change", "view")])
        for group in apps.get_model("auth", "Group").objects.filter(name__in=names):
            group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("importers", "0004_structure_marks"), ("policies", "0022_desk_together")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
