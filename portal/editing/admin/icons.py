"""Yes and no, in Chinese for who hears a page: Django's signs say True, False and None."""

from typing import Any

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html

_SIGNS = {True: ("yes", "是"), False: ("no", "否"), None: ("unknown", "不知道")}


def yes_or_no(value: bool | None) -> str:
    """The sign of a value that is true, false or unknown."""
    name, word = _SIGNS[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


def speak_chinese() -> None:
    """Let Django's lists and forms show these signs: it has no other door for it."""
    lists: Any = admin_list
    lists._boolean_icon = yes_or_no
