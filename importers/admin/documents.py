"""Documents and articles on the desk: their words are their source's, their dates and validity the editors'."""

from django.contrib import admin

from importers.admin.history import KeptHistoryAdmin
from policies.models import (
    Amount,
    Article,
    Citation,
    Correction,
    Deadline,
    Document,
    Fact,
    Responsibility,
    Target,
    TermUse,
)


@admin.register(Document)
class DocumentAdmin(KeptHistoryAdmin):
    """A document's dates and validity are the editors' to state; its words are its source's."""

    list_display = ["number", "title", "validity", "issued_on", "collection"]
    list_filter = ["validity", "collection", "is_notice"]
    search_fields = ["number", "title"]
    readonly_fields = ["slug", "source", "witnesses", "collection", "is_notice", "position", "number", "code", "year"]
    exclude = ["serial"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class FactInline(admin.TabularInline):
    """The facts of an article, to be seen and opened."""

    extra = 0
    fk_name = "article"
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def _inline(of: type[Fact], *shown: str) -> type[FactInline]:
    return type(f"{of.__name__}Inline", (FactInline,), {"model": of, "fields": [*shown, "quote", "status"]})


class CorrectionInline(admin.TabularInline):
    """An article's corrections, to be seen and opened."""

    model = Correction
    fields = ["quote", "reading", "confidence", "withdrawn"]
    extra = 0
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """An article with its facts. Its print is never edited; a correction is laid over it."""

    list_display = ["__str__", "title", "section"]
    list_filter = ["document", "others"]
    list_select_related = ["document", "section"]
    search_fields = ["text", "reading"]
    fields = ["document", "section", "path", "label", "text", "reading", "others"]
    readonly_fields = fields
    inlines = [
        CorrectionInline,
        _inline(Responsibility, "unit", "role", "basis"),
        _inline(Amount, "values", "unit", "bound", "role"),
        _inline(Deadline, "kind", "start_on", "end_on", "duration", "role"),
        _inline(Target, "value", "unit", "thing"),
        _inline(TermUse, "term", "basis"),
        _inline(Citation, "title", "number", "document"),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
