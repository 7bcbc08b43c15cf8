"""Rights of the desk's groups on kinds of records that come with a release: at once, in old bases as in new ones.

A right is given once, in the migration that makes it: one that an administrator took away does not come back.
"""

from django.contrib.auth.models import Group, Permission

EDITORS, ADMINISTRATORS = "编辑", "管理员"
_before: set[int] = set()


def _rights():
    ours = Permission.objects.filter(content_type__app_label="policies")
    return ours.exclude(codename__contains="historical")


def note_rights(**_) -> None:
    """Keep which rights there are before a migration; where there is no table yet, none."""
    from django.db import connection

    _before.clear()
    if Permission._meta.db_table in connection.introspection.table_names():
        _before.update(_rights().values_list("pk", flat=True))


def give_new_rights(**_) -> None:
    """Give the rights that the migration made, where the base has the groups: to look to 编辑, all to 管理员."""
    new = list(_rights().exclude(pk__in=_before))
    _before.update(right.pk for right in new)
    for group in Group.objects.filter(name__in=(EDITORS, ADMINISTRATORS)):
        given = new if group.name == ADMINISTRATORS else [each for each in new if each.codename.startswith("view_")]
        group.permissions.add(*given)
