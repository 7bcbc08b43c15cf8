"""编辑 and 管理员: who may do what on the desk. An administrator may shape both afterwards; nothing here comes back."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

FACTS = ["responsibility", "amount", "deadline", "target", "termuse", "citation"]
VOCABULARY = ["unit", "unitname", "membership", "term"]

# What an editor does beside looking at everything.
EDITS = {
    "add": [*FACTS, *VOCABULARY, "correction", "relation"],
    "change": [
        *FACTS,
        *VOCABULARY,
        "measure",
        "correction",
        "relation",
        "report",
        "source",
        "document",
        "article",
        "passage",
        "declared",
    ],
    "delete": [*FACTS, "measure", "correction", "relation"],
}


def _permissions(apps, app: str):
    """The permissions of an app, which else are made only after all migrations."""
    config = apps.get_app_config(app)
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label=app)
    return found.exclude(codename__contains="historical")


def make(apps, schema_editor):
    """Both groups, with what they may; a group of that name that is there already is given the same."""
    ours = _permissions(apps, "policies")
    codes = [f"{verb}_{model}" for verb, models in EDITS.items() for model in models]
    views = ours.filter(codename__startswith="view_")
    people = _permissions(apps, "auth").filter(content_type__model__in=["user", "group"])
    group = apps.get_model("auth", "Group").objects
    group.get_or_create(name="编辑")[0].permissions.add(*views, *ours.filter(codename__in=codes))
    group.get_or_create(name="管理员")[0].permissions.add(*ours, *people)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("policies", "0004_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
