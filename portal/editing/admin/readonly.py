"""The desk's view of what nobody edits by hand: compilations, sections, parallels, imports."""

from django.contrib import admin

from policies.models import Collection, ImportRun, Parallel, Section
from portal.editing.admin.pages import PagedByKey


class ReadOnlyAdmin(PagedByKey, admin.ModelAdmin):
    """A list to look things up in."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Collection)
class CollectionAdmin(ReadOnlyAdmin):
    """Compilations."""

    list_display = ["title", "source"]
    search_fields = ["title"]


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    """Sections."""

    list_display = ["__str__", "document", "depth"]
    list_filter = ["document"]
    list_select_related = ["document"]
    search_fields = ["title"]


@admin.register(Parallel)
class ParallelAdmin(ReadOnlyAdmin):
    """Pairs of measures that say the same, and those whose figures differ."""

    list_display = ["score", "conflict", "a", "b"]
    list_filter = ["conflict"]
    list_select_related = ["a", "b"]
    search_fields = ["a__quote", "b__quote"]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """Imports: who imported what when."""

    list_display = ["started_at", "user", "created", "updated", "deleted"]
    list_filter = ["started_at"]
    search_fields = ["report"]
