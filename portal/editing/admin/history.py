"""History on the desk: who, when, why, from what to what; and any version can be restored.

:class:`HistoryAdmin` is the base of every admin whose records people change. The importer itself writes no
history, so what was there before a person's change is written with it.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from simple_history.admin import SimpleHistoryAdmin

from policies.change_log import noting
from policies.models import Article, Change, Document, Revision
from portal.editing import draft_recovery, notes
from portal.editing.admin.pages import PagedByKey
from portal.editing.baseline import write_baseline
from portal.editing.history_text import differing, version, who
from portal.editing.optimistic_lock import MULTILINE_OVERRIDES, SnapshotForm, UnrecordedField, is_saving, lock_rows, put

_ASIDE = ["change_reason", "snapshot"]
# More digits than these no row's number has.
_DIGITS = 18
_NO_ANSWER = "没有保存：数据库现在没有响应，或者正忙。您填写的内容都在这里，请过一会儿再保存。"


class HistoryForm(SnapshotForm):
    """A record's form, which asks why."""

    change_reason = UnrecordedField(
        label="修改理由",
        required=False,
        max_length=100,
        widget=admin.widgets.AdminTextInputWidget,
        help_text="可不填，最多 100 字。写在历史里，供以后查看。",
    )


class HistoryAdmin(PagedByKey, SimpleHistoryAdmin):
    """An admin whose changes are told, can be taken back, and lose nobody's work.

    Subclasses override ``save_model(request, obj, form, change)`` and call super; a restored version is saved through
    it too. ``obj._change_reason``, where set, is the reason that history tells.
    """

    formfield_overrides = MULTILINE_OVERRIDES
    # Whether people add records here, and delete them, or only change what comes from a source.
    addable = deletable = True

    def has_add_permission(self, request):
        return self.addable and super().has_add_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.deletable and super().has_delete_permission(request, obj)

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.form = type(self.form.__name__, (HistoryForm, self.form), {})

    # --- the form: why, and since when ---

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name not in _ASIDE]

    def get_fieldsets(self, request, obj=None):
        shown = super().get_fieldsets(request, obj)
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*shown, (None, {"fields": _ASIDE})] if may_save else shown

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.review = getattr(request, "for_review", False)
        return form

    def get_object(self, request, object_id, from_field=None):
        if is_saving(request):
            Revision.lock()
        row = super().get_object(request, object_id, from_field)
        if row is not None and is_saving(request):
            row.refresh_from_db(from_queryset=lock_rows(self.model._base_manager.all()))
        return row

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and notes.has_notes(str(self.opts.model_name)):
            context |= {"notes": notes.about(obj), "note_address": notes.add_page(notes.key_of(obj))}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_view_on_site_url(self, obj=None):
        """Return the record's public page; None where readers do not see it."""
        about = getattr(obj, "article", None) or obj
        document = about.document if isinstance(about, Article) else about
        hidden = isinstance(document, Document) and not document.is_public
        return None if hidden else super().get_view_on_site_url(obj)

    # --- saving ---

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "GET" and (returned := draft_recovery.take_draft(request)):
            return self._again(request, returned, draft_recovery.RESTORED, object_id, form_url, extra_context)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OperationalError:
            return self._again(request, request.POST, _NO_ANSWER, object_id, form_url, extra_context)

    def _changeform_view(self, request, *args):
        with noting(Change.Reason.EDIT):  # inside of Django's transaction
            return super()._changeform_view(request, *args)

    def _again(self, request, data: QueryDict, message: str, *args) -> HttpResponse:
        """The form with what was typed, to be looked at and saved by hand."""
        request.method, request.POST, request.for_review = "POST", data, True
        messages.warning(request, message)
        return self._changeform_view(request, *args)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        if request.method != "POST":
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        way = reverse(f"admin:{opts.app_label}_{opts.model_name}_deleted"), "看已删除的记录"
        return draft_recovery.not_saved(request, "没有保存：这条记录在您打开之后被删除了。", status=410, way=way)

    @staticmethod
    def back(request: HttpRequest, obj) -> HttpResponse | None:
        """Return the way back to where the record was opened; None where that is its own list."""
        from portal.editing.views.work import back  # which itself asks the admins

        return back(request, obj)

    def response_post_save_change(self, request, obj):
        return self.back(request, obj) or super().response_post_save_change(request, obj)

    def response_post_save_add(self, request, obj):
        return self.back(request, obj) or super().response_post_save_add(request, obj)

    @transaction.atomic(savepoint=False)
    def save_model(self, request, obj, form, change):
        write_baseline(obj)
        if reason := form.cleaned_data.get("change_reason"):
            obj._change_reason = reason
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for each in formset.forms:
            if each.has_changed():
                each.instance._change_reason = form.cleaned_data.get("change_reason") or None
                write_baseline(each.instance)
        super().save_formset(request, form, formset, change)

    # --- the past ---

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        return [path("deleted/", self.admin_site.admin_view(self.deleted_view), name=name), *super().get_urls()]

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        """Give each record its version in words; the page's last is held against the one before it."""
        records = list(historical_records)
        older = [*records[1:], records[-1].prev_record] if records else []
        for record, before in zip(records, older, strict=True):
            record.version = version(record, before)

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        return super().get_history_queryset(request, history_manager, pk_name, _number(object_id))

    def history_view_title(self, request, obj):
        return f"历史：{obj}"

    def render_history_view(self, request, template, context, **kwargs):
        row = self.model._base_manager.filter(pk=context["object"].pk).first()
        latest = self.model.history.filter(id=context["object"].pk).first()
        last = latest if row else None
        context["since"] = [field.verbose_name for field in differing(self.model, last, row)] if last else []
        context["latest"] = latest.history_id if latest else ""
        context["current"] = last.history_id if last and not context["since"] else None
        return super().render_history_view(request, template, context, **kwargs)

    def deleted(self) -> models.QuerySet:
        """The last of each record that people worked on and deleted; what only imports knew is not among them."""
        known = self.model.history.exclude(history_type="-").values("id")
        deleted = self.model.history.filter(history_type="-", id__in=known)
        return deleted.exclude(id__in=self.model._base_manager.values("pk"))

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """Records that people deleted, each with the way to its history."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {"title": f"已删除的{self.opts.verbose_name}", "opts": self.opts, "records": _once(self.deleted())}
        return render(request, "simple_history/deleted.html", {**self.admin_site.each_context(request), **context})

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """POST: make the record what it was. Else a version's address is that of the history."""
        if request.method == "POST":
            self.restore(request, object_id, version_id)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", object_id)

    @transaction.atomic
    @noting(Change.Reason.EDIT)
    def restore(self, request: HttpRequest, object_id: str, version_id: str) -> None:
        """Fill the record's form with a version's values and save it, as a person would; says what became of it."""
        versions = self.get_history_queryset(request, self.model.history, self.opts.pk.name, object_id)
        latest = versions.first()
        if latest and request.POST.get("latest", str(latest.history_id)) != str(latest.history_id):
            messages.error(request, f"没有恢复：您打开之后，{who(latest)}又改过这条记录。请看过最新的版本再恢复。")
            return
        past = get_object_or_404(versions.exclude(history_type="-"), history_id=_number(version_id))
        row = self.get_object(request, object_id)
        may = self.has_change_permission(request, row) if row else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        if lost := _lost(past.instance):
            messages.error(request, f"不能恢复到这个版本：它的{lost}已经没有了。可以照这里的内容另外新增。")
            return
        form = self._filled(request, past, row)
        if form.is_valid() and form.cleaned_data.get("quote") in (None, getattr(form.was, "quote", None)):
            self._restored(request, form, bool(row))
        else:
            messages.error(request, f"不能恢复到这个版本：{_why_not(form)}")

    def _filled(self, request, past, row) -> forms.ModelForm:
        """The form as a person would send it who had typed in the values of the version ``past``."""
        form_class = self.get_form(request, row, change=bool(row))
        was, data = form_class(instance=_without_ghosts(past.instance)), QueryDict(mutable=True)
        now = form_class(instance=row or _without_ghosts(past.instance))
        for name in was.fields:
            put(was, data, name, was.get_initial_for_field(was.fields[name], name))
        if "last" in was.fields:
            data["last"] = ""  # where the words stand now, near to where they stood: an import moves them, unrecorded
        put(was, data, "snapshot", now.initial["snapshot"])
        then = version(past, None)
        put(was, data, "change_reason", f"恢复到 {then.when} 的版本" if then.when else f"恢复到“{then.kind}”的版本")
        # Of a deleted record everything is new, so that its words are looked for in the text as it is now.
        form = form_class(data, instance=now.instance, initial=None if row else dict.fromkeys(was.fields))
        form.was = past.instance
        return form

    def _restored(self, request, form, change: bool) -> None:
        row = self.save_form(request, form, change)
        self.save_model(request, row, form, change)
        self.save_related(request, form, [], change)
        reason = form.cleaned_data["change_reason"]
        (self.log_change if change else self.log_addition)(request, row, reason)
        messages.success(request, f"已{reason}。")
        if left := [str(field.verbose_name) for field in differing(self.model, form.was, row)]:
            messages.warning(request, f"下面的栏目没有恢复（不由这张表填写，或所指的已经没有了）：{'、'.join(left)}。")


def _number(text: str) -> int:
    """A row's number, as an address has it."""
    if not (text.isdecimal() and text.isascii()) or len(text) > _DIGITS:
        raise Http404
    return int(text)


def _once(records) -> list:
    """Return each record once, by its last deletion."""
    latest: dict[int, models.Model] = {}
    for record in records.select_related("history_user").order_by("-history_id"):
        latest.setdefault(record.id, record)
    return [{"record": record, "version": version(record, None)} for record in latest.values()]


def _ghosts(row: models.Model) -> list[models.Field]:
    """The columns of a row of the past that point to what is gone."""
    relations = [field for field in row._meta.concrete_fields if field.is_relation and getattr(row, field.attname)]
    there = ((field, field.related_model._base_manager.filter(pk=getattr(row, field.attname))) for field in relations)
    return [field for field, rows in there if not rows.exists()]


def _lost(row: models.Model) -> str:
    """Return in words which rows that a version needs are gone; '' where none is."""
    # A fact may be about an article or a passage; one that was about an article does not become another's.
    needed = [field for field in _ghosts(row) if not field.null or field.name in ("article", "passage")]
    return "、".join(str(field.verbose_name) for field in needed)


def _without_ghosts(row: models.Model) -> models.Model:
    """A row of the past, without what it pointed to and is gone."""
    for field in _ghosts(row):
        setattr(row, field.attname, None)
    return row


def _why_not(form) -> str:
    if not form.errors:
        return "它的文字在条文的印文里已不在原处。"
    labels = {name: field.label for name, field in form.fields.items()}
    return " ".join(f"{labels.get(name, '')} {' '.join(problems)}".strip() for name, problems in form.errors.items())
