"""审核: who may publish what others propose; beside that they may do what 编辑 may."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

REVIEWERS, EDITORS, ADMINISTRATORS = "审核", "编辑", "管理员"


def make(apps, schema_editor):
    """The group of reviewers; administrators may publish, too. A group that was taken away is not brought back."""
    config = apps.get_app_config("policies")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    publish = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="policies", codename="publish_document"
    )
    groups = apps.get_model("auth", "Group").objects
    reviewers, _ = groups.get_or_create(name=REVIEWERS)
    for editors in groups.filter(name=EDITORS):
        reviewers.permissions.add(*editors.permissions.all())
    for group in (reviewers, *groups.filter(name=ADMINISTRATORS)):
        group.permissions.add(publish)


class Migration(migrations.Migration):
    dependencies = [("importers", "0002_benefits"), ("policies", "0016_states")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
