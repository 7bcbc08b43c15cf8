"""文件关系 on the desk: what a later text does to an earlier one."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils import timezone

from policies.models import Relation, Validity
from portal.editing.admin.history import HistoryAdmin
from portal.editing.baseline import write_baseline

_SAME = ["kind", "later", "later_article", "later_name", "earlier", "earlier_article"]


# What each relation usually makes of the earlier text.
USUAL = {
    Relation.Kind.AMENDS: Validity.AMENDED,
    Relation.Kind.REPEALS: Validity.REPEALED,
    Relation.Kind.REPLACES: Validity.REPEALED,
    Relation.Kind.EXTENDS: Validity.IN_FORCE,
}
_UNCHANGED = ""


class RelationForm(forms.ModelForm):
    """A relation names its later text, in the base or as it is cited; articles are those of their documents.

    With it may be said what is now in force of the earlier text: both are one act, on one evidence.
    """

    validity = forms.ChoiceField(
        label="前文件（条文）的有效性",
        required=False,
        choices=[(_UNCHANGED, "不改"), *((value, label) for value, label in Validity.choices if value != "unverified")],
        help_text="同时写明前文件现在的有效性；通常：修改—已修改，废止、取代—废止，延长施行—现行有效。依据用上面的。",
    )
    validity_checked_on = forms.DateField(
        label="核实日期", required=False, widget=admin.widgets.AdminDateWidget, help_text="不填就是今天。"
    )

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("validity_checked_on")
        if day and day > timezone.localdate():
            self.add_error("validity_checked_on", "核实日期不能晚于今天。")
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
class RelationAdmin(HistoryAdmin):
    """文件关系. By itself it changes no validity; an editor may state that of the earlier text in the same act."""

    form = RelationForm
    fields = ["kind", "later", "later_article", "later_name", "earlier", "earlier_article", "effective_on", "evidence"]
    fields += ["validity", "validity_checked_on"]
    list_display = ["kind", "later_text", "earlier_text", "effective_on"]
    list_filter = ["kind", "earlier"]
    list_select_related = [
        *("later", "later_article__document", "later_article__section"),
        *("earlier", "earlier_article__document", "earlier_article__section"),
    ]
    search_fields = ["later__number", "later__title", "later_name", "earlier__number", "earlier__title", "evidence"]
    autocomplete_fields = ["later", "earlier"]
    raw_id_fields = ["later_article", "earlier_article"]

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return {"validity": USUAL.get(initial.get("kind"), _UNCHANGED)} | initial

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if validity := form.cleaned_data.get("validity"):
            text = obj.earlier_text
            write_baseline(text)
            text.validity, text.validity_evidence = validity, obj.evidence
            text.validity_checked_on = form.cleaned_data.get("validity_checked_on") or timezone.localdate()
            text._change_reason = f"文件关系：{obj}"[:100]
            text.save()

    @admin.display(description="后文件")
    def later_text(self, row: Relation) -> str:
        """The later text, as a list shows it."""
        return str(row.later_text or row.later_name)

    @admin.display(description="前文件")
    def earlier_text(self, row: Relation) -> str:
        """The earlier text, as a list shows it."""
        return str(row.earlier_text)
