"""勘误 on the desk: chosen in the print, seen in a preview, read at once, and withdrawn without a trace in the text."""

from django import forms
from django.contrib import admin
from django.db import transaction

from policies.models import Article, Correction, Document
from policies.presentation import annotations
from portal.editing.admin.preview import PreviewedAdmin
from portal.editing.concerned import deriving
from portal.editing.forms.span import Chosen, SpanForm, occurrence, panel, requested_article, warn_of_lost


class CorrectionForm(SpanForm):
    """A correction names words that stand in the print, and changes them."""

    def now(self) -> Chosen | None:
        span = self.instance.span if self.instance.pk else None
        return Chosen(*span, self.instance.quote) if span else None

    def clean(self):
        cleaned = super().clean()
        article = cleaned.get("article") or (self.instance.article if self.instance.pk else None)
        if article is None or cleaned.get("withdrawn"):
            return cleaned
        chosen = self.choose(article.text)
        if chosen is None:
            return cleaned
        cleaned |= {"quote": chosen.quote, "first": chosen.start + 1, "last": chosen.end}
        self.instance.occurrence = occurrence(article.text, chosen)
        if chosen.quote == cleaned.get("reading"):
            self.add_error("reading", "应作与印作相同，这条勘误什么也没有改。")
        if withdrawn := self._withdrawn(article, chosen):
            self.add_error("quote", f"这里有一条已撤回的勘误“{withdrawn}”，请打开它，取消“已撤回”再改。")
        if other := self._overlapping(article, chosen):
            self.add_error("quote", f"与勘误“{other}”重叠。请先修改或撤回那一条。")
        return cleaned

    def _withdrawn(self, article: Article, chosen: Chosen) -> Correction | None:
        place = {"quote": chosen.quote, "occurrence": self.instance.occurrence}
        return article.corrections.filter(withdrawn=True, **place).exclude(pk=self.instance.pk).first()

    def _overlapping(self, article: Article, chosen: Chosen) -> Correction | None:
        others = article.corrections.standing().exclude(pk=self.instance.pk)
        spans = [(other, other.span) for other in others]
        return next((o for o, span in spans if span and span[0] < chosen.end and chosen.start < span[1]), None)

    def _get_validation_exclusions(self):
        """``occurrence`` is no field of the form, yet two corrections of one place are refused."""
        return super()._get_validation_exclusions() - {"occurrence"}


@admin.register(Correction)
class CorrectionAdmin(PreviewedAdmin):
    """勘误. Facts are derived again at once. None is deleted, but withdrawn: else its file would bring it back."""

    form = CorrectionForm
    change_form_template = "admin/desk/with_print.html"
    fields = [
        "article",
        "quote",
        ("first", "last"),
        "reading",
        "reason",
        "evidence",
        "confidence",
        "withdrawn",
        "origin",
    ]
    list_display = ["article", "quote", "reading", "confidence", "withdrawn", "origin"]
    list_filter = ["confidence", "withdrawn", "origin", "article__document"]
    list_select_related = ["article__document", "article__section"]
    search_fields = ["quote", "reading", "reason", "evidence"]
    raw_id_fields = ["article"]
    deletable = False
    readonly_fields = ["origin"]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "article"] if obj else self.readonly_fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("quote", "reading"):
            kwargs["widget"] = forms.TextInput(attrs={"class": "vTextField"})
        if db_field.name == "reading":
            kwargs["help_text"] = "留空表示这些字应当删去。"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        row = self.get_object(request, object_id) if object_id else None
        article = row.article if row else requested_article(request)
        if row and row.is_misplaced:
            warn_of_lost(request, row)
        shown = panel(article, list(annotations.of_corrections(article.corrections.standing())) if article else [])
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **shown})

    def about(self, request, object_id):
        return f"{super().about(request, object_id)}：印作“{request.POST['quote']}”，应作“{request.POST['reading']}”"

    @transaction.atomic(savepoint=False)
    def save_model(self, request, obj, form, change):
        obj.edited_by_human = True
        with deriving(Document.objects.filter(pk=obj.article.document_id)):
            super().save_model(request, obj, form, change)
