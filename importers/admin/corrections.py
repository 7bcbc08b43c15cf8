"""勘误 on the desk: what it says is read at once."""

from django import forms
from django.contrib import admin
from django.db import transaction

from importers.admin.history import KeptHistoryAdmin, keep_baseline
from importers.corrections import locate
from importers.pipeline import derive_documents
from policies.models import Correction


class CorrectionForm(forms.ModelForm):
    """A correction names words that stand in the print, and changes them."""

    def clean(self):
        cleaned = super().clean()
        article, quote = cleaned.get("article"), cleaned.get("quote")
        if article and quote and locate(article.text, quote, cleaned.get("occurrence") or 1) is None:
            raise forms.ValidationError({"quote": "印文里没有这段文字（或没有这么多处），请照印文逐字抄录。"})
        if quote and quote == cleaned.get("reading"):
            raise forms.ValidationError({"reading": "应作与印作相同，这条勘误什么也没有改。"})
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(KeptHistoryAdmin):
    """勘误. Facts are derived again at once; deleting one withdraws it, so that its file does not bring it back."""

    form = CorrectionForm
    list_display = ["article", "quote", "reading", "confidence", "withdrawn", "origin"]
    list_filter = ["confidence", "withdrawn", "origin", "article__document"]
    list_select_related = ["article__document"]
    search_fields = ["quote", "reading", "reason", "evidence"]
    raw_id_fields = ["article"]
    readonly_fields = ["origin"]

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        obj.touched = True
        super().save_model(request, obj, form, change)
        derive_documents([obj.article.document])

    @transaction.atomic
    def delete_model(self, request, obj):
        keep_baseline(obj)
        obj.withdrawn = obj.touched = True
        obj.save()
        derive_documents([obj.article.document])

    def delete_queryset(self, request, queryset):
        for row in queryset.select_related("article__document"):
            self.delete_model(request, row)
