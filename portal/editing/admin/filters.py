"""By what lists of facts are narrowed beside their own columns: the rule, the document, the doubt."""

from django.contrib.admin import SimpleListFilter

from policies.models import Document
from portal.editing import doubts, rule_labels
from portal.editing.selection import RowSelection, rules_of


class _BySelection(SimpleListFilter):
    """A filter that a :class:`~portal.editing.selection.RowSelection` knows by its parameter's name."""

    def queryset(self, request, queryset):
        return RowSelection(queryset.model, **{self.parameter_name: self.value() or ""}).apply(queryset)


class DoubtFilter(_BySelection):
    """Filter by what is in doubt."""

    title, parameter_name = "存疑", "doubt"

    def lookups(self, request, model_admin):
        return [(doubt.name, doubt.label) for doubt in doubts.about(model_admin.model)]


class RuleFilter(_BySelection):
    """By which rule the machine read it: a rule that reads wrongly is seen when all that it read stands together."""

    title, parameter_name = "规则", "rule"

    def lookups(self, request, model_admin):
        return [(rule, rule_labels.label_of(rule)) for rule in rules_of(model_admin.model)]


class DocumentFilter(_BySelection):
    """Filter by document: in its articles or beside them."""

    title, parameter_name = "文件", "document"

    def lookups(self, request, model_admin):
        return [(document.slug, str(document)) for document in Document.objects.present().listed()]
