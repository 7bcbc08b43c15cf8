"""留言 on the desk: what editors say to each other about a record, who is to see to it, and by when."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.html import format_html

from policies.models import Note
from portal.editing import assigning, notes
from portal.editing.admin.history import HistoryAdmin
from portal.editing.history_text import name_of
from portal.editing.work_kinds import change_page


class MineFilter(admin.SimpleListFilter):
    """Filter notes by whose they are: given to oneself, or by oneself."""

    title, parameter_name = "谁的", "of"

    def lookups(self, request, model_admin):
        return [("mine", "交给我的"), ("written", "我写的")]

    def queryset(self, request, queryset):
        conditions = {"mine": {"assignee": request.user}, "written": {"user": request.user}}
        return queryset.filter(**conditions.get(self.value(), {}))


class NoteForm(forms.ModelForm):
    """A day is for somebody."""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("due_on") and not found.get("assignee"):
            self.add_error("assignee", "写了期限，请选交给谁。")
        return found


@admin.register(Note)
class NoteAdmin(HistoryAdmin):
    """Notes are written from the page of what they are about, and settled, not deleted."""

    form = NoteForm
    fields = ["text", "assignee", "due_on"]
    readonly_fields = ["about"]
    list_display = ["place", "text", "writer", "holder", "due", "state"]
    list_filter = [MineFilter, "settled"]
    list_select_related = ["user", "assignee"]
    search_fields = ["place", "text"]
    deletable = False

    def has_add_permission(self, request):
        return "kind" in request.GET and super().has_add_permission(request)

    def get_fields(self, request, obj=None):
        shown = super().get_fields(request, obj)
        return ["about", *shown, "settled"] if obj else shown

    def render_change_form(self, request, context, *args, add=False, **kwargs):
        if add:
            context["title"] = f"留言：{notes.put_on(Note(), _subject(request)).place}"
        return super().render_change_form(request, context, *args, add=add, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "assignee":
            kwargs["queryset"] = assigning.staff()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.label_from_instance = name_of
        return field

    def save_model(self, request, obj, form, change):
        if not change:
            notes.put_on(obj, _subject(request))
            obj.user = request.user
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request, obj):
        return self.back(request, obj) or redirect(change_page(_subject(request)))

    @admin.display(description="关于")
    def about(self, row: Note) -> str:
        """The record that it is about, and the way to it."""
        record = row.record()
        if record is None:
            return f"{row.place}（已经没有了）"
        return format_html('<a href="{}">{}</a>', change_page(record), row.place)

    @admin.display(description="谁写的")
    def writer(self, row: Note) -> str:
        """Return who wrote it."""
        return name_of(row.user)

    @admin.display(description="交给")
    def holder(self, row: Note) -> str:
        """Return who is to see to it."""
        return name_of(row.assignee) if row.assignee else "—"

    @admin.display(description="状态", ordering="settled")
    def state(self, row: Note) -> str:
        """Whether somebody saw to it."""
        return "已办结" if row.settled else "未办结"

    @admin.display(description="期限", ordering="due_on")
    def due(self, row: Note) -> str:
        """By when."""
        late = "（已过）" if row.is_late(timezone.localdate()) else ""
        return f"{row.due_on:%Y-%m-%d}{late}" if row.due_on else "—"


def _subject(request: HttpRequest) -> Model:
    """The record that an address names. Raises Http404 where there is none."""
    kind, row = request.GET.get("kind", ""), request.GET.get("row", "")
    if not (notes.has_notes(kind) and row.isascii() and row.isdecimal() and len(row) < 19):
        raise Http404("没有说是关于哪一条的。")
    return get_object_or_404(apps.get_model("policies", kind)._base_manager, pk=row)
