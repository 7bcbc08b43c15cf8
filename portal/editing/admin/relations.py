"""文件关系 on the desk: what a later text does to an earlier one."""

from django import forms
from django.contrib import admin

from policies.models import Relation
from portal.editing.admin.history import KeptHistoryAdmin

_SAME = ["kind", "later", "later_article", "later_name", "earlier", "earlier_article"]


class RelationForm(forms.ModelForm):
    """A relation names its later text, in the base or as it is cited; articles are those of their documents."""

    def clean(self):
        cleaned = super().clean()
        for name, message in _wrong(cleaned):
            self.add_error(name, message)
        same = {name: cleaned.get(name) for name in _SAME}
        if not self.errors and Relation.objects.filter(**same).exclude(pk=self.instance.pk).exists():
            self.add_error("kind", "这两个文件（条文）之间已有同样的关系，请改那一条。")
        return cleaned


def _wrong(cleaned: dict) -> list[tuple[str, str]]:
    """The fields that contradict others, and why."""
    later, earlier, name = (cleaned.get(each) for each in ("later", "earlier", "later_name"))
    later_article, earlier_article = cleaned.get("later_article"), cleaned.get("earlier_article")
    checks = (
        ("later", not later and not name, "请选后文件；后文件不在本库的，在下面写它的名称。"),
        ("later_name", bool(later and name), "后文件已在本库选定，名称请留空。"),
        ("earlier", bool(later and later == earlier), "一个文件不能修改它自己。"),
        ("later_article", _is_of_another(later_article, later), "这一条不是所选后文件的条文。"),
        ("earlier_article", _is_of_another(earlier_article, earlier), "这一条不是所选前文件的条文。"),
    )
    return [(field, message) for field, is_wrong, message in checks if is_wrong]


def _is_of_another(article, document) -> bool:
    return article is not None and article.document != document


@admin.register(Relation)
class RelationAdmin(KeptHistoryAdmin):
    """文件关系. It changes nobody's validity: that an editor states of the earlier text itself."""

    form = RelationForm
    fields = ["kind", "later", "later_article", "later_name", "earlier", "earlier_article", "effective_on", "evidence"]
    list_display = ["kind", "later_text_said", "earlier_text_said", "effective_on"]
    list_filter = ["kind", "earlier"]
    list_select_related = [
        *("later", "later_article__document", "later_article__section"),
        *("earlier", "earlier_article__document", "earlier_article__section"),
    ]
    search_fields = ["later__number", "later__title", "later_name", "earlier__number", "earlier__title", "evidence"]
    autocomplete_fields = ["later", "earlier"]
    raw_id_fields = ["later_article", "earlier_article"]

    @admin.display(description="后文件")
    def later_text_said(self, row: Relation) -> str:
        """The later text, as a list shows it."""
        return str(row.later_text or row.later_name)

    @admin.display(description="前文件")
    def earlier_text_said(self, row: Relation) -> str:
        """The earlier text, as a list shows it."""
        return str(row.earlier_text)
