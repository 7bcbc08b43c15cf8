"""Doubts that the machine raises again at every import, and that an editor can only look into: 已核对, and why."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html

from policies.models import Declared, Passage
from policies.quality import Audit
from portal.editing.admin.history import HistoryAdmin

FIELDS = ["reviewed", "review_note"]
# How many characters of the source are shown on either side of a passage: some three lines.
AROUND = 120


class ReviewedAdmin(HistoryAdmin):
    """Rows that come from the source and say what it says; an editor adds that it was looked into."""

    addable = deletable = False

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name not in FIELDS]


@admin.register(Passage)
class PassageAdmin(ReviewedAdmin):
    """Passages, what no rule understood among them."""

    change_form_template = "admin/desk/passage.html"

    fields = ["kind", "document", "source", "section", "surroundings", *FIELDS]
    list_display = ["__str__", "kind", "document", "received_as", "reviewed"]
    list_filter = ["kind", "reviewed", "document"]
    list_select_related = ["document", "source__collection"]
    search_fields = ["text"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).prefetch_related("source__documents", "source__witnessed")
        return rows.defer("source__content", "source__text", "source__packed_places")

    @admin.display(description="来源")
    def received_as(self, row: Passage) -> str:
        """Return what its source holds, in words."""
        return row.source.title

    @admin.display(description="文字（及前后文）")
    def surroundings(self, row: Passage) -> str:
        """The words as the source prints them, marked, between what stands before and behind."""
        start, end = row.pieces[0][0], row.pieces[-1][1]
        before, behind = row.source.text[max(0, start - AROUND) : start], row.source.text[end : end + AROUND]
        return format_html(
            '<span class="surroundings">{}<mark>{}</mark>{}</span>', before, row.source.text[start:end], behind
        )


class DeclaredForm(forms.ModelForm):
    """A form that asks why a count that does not hold is as it should be."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reviewed") and not cleaned.get("review_note"):
            self.add_error("review_note", "请写明两个数目为什么不同。")
        return cleaned


@admin.register(Declared)
class DeclaredAdmin(ReviewedAdmin):
    """Counts that the text itself states."""

    form = DeclaredForm
    fields = ["document", "unit", "label", "section", "count", "ours", "what", "passage", *FIELDS]
    list_display = ["document", "unit", "label", "count", "what", "reviewed"]
    list_filter = ["document", "reviewed"]
    list_select_related = ["document", "unit"]
    search_fields = ["label"]

    @admin.display(description="本库数目")
    def ours(self, row: Declared) -> int | None:
        """Return what the base counts, beside what the text states."""
        checks = (check for audit in Audit(unpublished=True).documents() for check in [audit.whole, *audit.shares])
        return next((check.ours for check in checks if check and check.declared == row), None)
