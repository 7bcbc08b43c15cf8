"""Offices, their names and members, and controlled terms on the desk: a change is seen first, then read everywhere."""

from collections.abc import Iterator
from itertools import chain

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from policies.models import Document, Membership, Term, Unit, UnitName
from policies.text.gapped_words import MAX_GAPS, MAX_SIGNS
from policies.vocabulary.likeness import twins
from portal.editing import draft_recovery
from portal.editing.admin.choosing import BestNameFirst
from portal.editing.admin.preview import BACK, CONFIRMED, PreviewedAdmin, preview
from portal.editing.concerned import by_term, by_units, deriving
from portal.editing.dry_run import dry_run
from portal.editing.forms.fields import UnitField, WordLinesField
from portal.editing.merging import MergeError, merge, unmerge
from portal.editing.optimistic_lock import SnapshotForm, SnapshotInline


class NameInline(SnapshotInline):
    """Names under which a unit is printed. A name of the vocabulary's file is inactive, not deleted."""

    model = UnitName
    fields = ["name", "inactive"]
    extra = 1
    can_delete = False


class MembershipForm(SnapshotForm):
    """A collective is no member of itself, and nobody leaves before joining."""

    def clean(self):
        cleaned = super().clean()
        collective = cleaned.get("collective") or Unit.objects.filter(pk=self.instance.collective_id).first()
        if collective and cleaned.get("member") == collective:
            self.add_error("member", "一个统称不能是它自己的成员。")
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "“至”在“自”之前。")
        return cleaned


class MemberFormSet(forms.BaseInlineFormSet):
    """The members of one collective, each once."""

    def get_unique_error_message(self, unique_check):
        return "同一个成员写了两次，请去掉一行。"


class MemberInline(SnapshotInline):
    """Members of a collective, with evidence."""

    model = Membership
    form = MembershipForm
    formset = MemberFormSet
    fk_name = "collective"
    fields = ["member", "evidence", "document", "since", "until", "inactive"]
    autocomplete_fields = ["member"]
    extra = 0
    can_delete = False


class VocabularyAdmin(PreviewedAdmin):
    """Rows that decide how texts are read: everything is derived again, in the transaction of the change."""

    deletable = False
    # Fields by which no text is read: a change of these alone derives nothing.
    quiet: frozenset[str] = frozenset()

    def save_model(self, request, obj, form, change):
        obj.edited_by_human = True
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            row.edited_by_human = True
        super().save_formset(request, form, formset, change)

    @transaction.atomic(savepoint=False)
    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.is_quiet = self.quiet.issuperset(form.changed_data) and not any(each.has_changed() for each in formsets)
        if not request.is_quiet:
            with deriving(self.concerned(form, formsets)):
                pass  # all is saved

    def concerned(self, form, formsets) -> QuerySet[Document]:
        """Return the documents that are read by the record, as it was or as it is now."""
        raise NotImplementedError


def _was_and_is(form: forms.ModelForm, *names: str) -> Iterator[str]:
    """The values of some fields, before and after."""
    for name in names:
        yield from filter(None, (form.initial.get(name), getattr(form.instance, name)))


class MergeForm(forms.Form):
    """Into which unit, and why; those that may be the same come first."""

    into = UnitField(
        label="并入",
        help_text="名称、责任和历史都归到这个单位；原来的地址转到它。可以撤销。",
        error_messages={"required": "请选要并入的单位。"},
    )
    reason = forms.CharField(
        label="理由",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="可不填。写在两个单位的历史里。",
    )

    def __init__(self, unit: Unit, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.twins = twins(unit)
        first = [near.row.name for near in self.twins]
        listed = Unit.objects.present().exclude(pk=unit.pk).exclude(name__in=first).order_by("name")
        self.fields["into"].widget.names = lambda: [*first, *listed.values_list("name", flat=True)]

    def clean(self):
        if BACK in self.data:
            raise forms.ValidationError("还没有合并。改好后请再预览。")
        return super().clean()


@admin.register(Unit)
class UnitAdmin(BestNameFirst, VocabularyAdmin):
    """责任单位."""

    change_form_template = "admin/desk/unit.html"
    list_display = ["name", "full_name", "kind", "level", "place", "verified", "successor", "merged_into"]
    list_select_related = ["successor", "merged_into"]
    search_fields = ["name", "full_name", "names__name"]
    best_name_fields = ("name", "full_name")
    list_filter = ["kind", "level", "place", "verified", "not_an_office", ("merged_into", admin.EmptyFieldListFilter)]
    autocomplete_fields = ["successor", "part_of"]
    quiet = frozenset(
        ["level", "place", "verified", "members_complete", "successor", "succeeded_on", "part_of", "note"]
    )
    inlines = [NameInline, MemberInline]

    def concerned(self, form, formsets):
        names = [*_was_and_is(form, "name", "full_name")]
        for each in chain.from_iterable(formset.forms for formset in formsets):
            names += _was_and_is(each, "name")
        rows = [each.instance for formset in formsets if formset.model is Membership for each in formset.forms]
        members = [row.member for row in rows if row.member_id]  # a line that was left empty has none
        return by_units([form.instance, *members], names)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", view(self.merge_view), name="policies_unit_merge"),
            path("<int:pk>/unmerge/", view(self.unmerge_view), name="policies_unit_unmerge"),
            *super().get_urls(),
        ]

    @transaction.atomic(savepoint=False)
    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        rows = [row for formset in formsets if formset.model is UnitName for row in formset.forms]
        written = [row.instance.name for row in rows if row.has_changed()]
        others = UnitName.objects.in_use().filter(name__in=written).exclude(unit=form.instance)
        for other in others.select_related("unit"):
            message = f"“{other.name}”也是“{other.unit}”的名称：条文里写它时，两个单位都算。"
            messages.warning(request, message)

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose into which unit; see what it touches; do it."""
        unit = self._changeable(request, pk)
        returned = draft_recovery.take_draft(request) if request.method == "GET" else None
        form = MergeForm(unit, returned or request.POST or None, initial={"into": request.GET.get("into", "")})
        context = {**self.admin_site.each_context(request), "opts": self.opts, "unit": unit, "form": form}
        if returned:
            messages.warning(request, draft_recovery.RESTORED)
        elif form.is_valid():
            try:
                return self._merged(request, unit, form.cleaned_data, context)
            except MergeError as error:
                form.add_error("into", str(error))
        return render(request, "admin/desk/merge.html", context | {"title": f"合并单位：{unit}"})

    def _merged(self, request: HttpRequest, unit: Unit, chosen: dict, context: dict) -> HttpResponse:
        into, reason = chosen["into"], chosen["reason"]
        if CONFIRMED not in request.POST:
            tried = dry_run(lambda: merge(Unit.objects.get(pk=unit.pk), into))
            question = {"about": f"把“{unit}”并入“{into}”", "act": "确认合并", "untried": tried.untried}
            return preview(request, tried.changes, context | question)
        merge(unit, into, reason)
        messages.success(request, f"“{unit}”已并入“{into}”。在“{unit}”的页面上可以撤销。")
        return redirect("admin:policies_unit_change", into.pk)

    def unmerge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo a merge, by a form of the unit's page."""
        unit = self._changeable(request, pk)
        if request.method == "POST" and unit.merged_into_id:
            unmerge(unit)
            messages.success(request, f"已撤销合并，“{unit}”重新单列。")
        return redirect("admin:policies_unit_change", unit.pk)

    def _changeable(self, request: HttpRequest, pk: int) -> Unit:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Unit, pk=pk)

    def render_change_form(self, request, context, *args, **kwargs):
        unit = context.get("original")
        if unit is not None:
            context["merge_address"] = reverse("admin:policies_unit_merge", args=[unit.pk])
            context["merged"] = list(unit.merged.all())
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(UnitName)
class UnitNameAdmin(VocabularyAdmin):
    """Every name that a unit is printed under."""

    list_display = ["name", "unit", "inactive"]
    list_filter = ["inactive", "unit__kind"]
    list_select_related = ["unit"]
    search_fields = ["name", "unit__name"]
    autocomplete_fields = ["unit"]

    def concerned(self, form, formsets):
        before = Unit.objects.filter(pk=form.initial.get("unit"))
        return by_units([form.instance.unit, *before], _was_and_is(form, "name"))


@admin.register(Membership)
class MembershipAdmin(VocabularyAdmin):
    """Members of collectives."""

    form = MembershipForm
    list_display = ["collective", "member", "document", "evidence", "inactive"]
    list_filter = ["collective", "inactive"]
    list_select_related = ["collective", "member"]
    search_fields = ["collective__name", "member__name", "evidence"]
    autocomplete_fields = ["collective", "member"]

    def concerned(self, form, formsets):
        before = [form.initial.get(name) for name in ("collective", "member")]
        return by_units([form.instance.collective, form.instance.member, *Unit.objects.filter(pk__in=before)])


WORDS_HELP = f"一行一个，最多 {MAX_SIGNS} 个字。“…”代表中间隔着最多 16 个字，如 拓展…市场；一个词里最多 {MAX_GAPS} 处。"


class TermForm(forms.ModelForm):
    """Codes and words are written a line each."""

    codes = WordLinesField(
        label="代码", required=False, help_text="一行一个。行业用 GB/T 4754—2017，地区用 GB/T 2260。"
    )
    words = WordLinesField(label="用词", required=False, help_text=WORDS_HELP)
    not_words = WordLinesField(
        label="排除的词", required=False, help_text="一行一个。条文里写的是这些词时，不算用到这个词条。"
    )


@admin.register(Term)
class TermAdmin(BestNameFirst, VocabularyAdmin):
    """词条."""

    def choice_label(self, row: Term) -> str:
        return f"{row.name}（{row.get_scheme_display()}）"

    form = TermForm
    fields = ["scheme", "name", "codes", "words", "not_words", "is_umbrella", "outside_province", "note"]
    fields += ["position", "inactive"]
    quiet = frozenset(["note"])
    list_display = ["name", "scheme", "codes", "inactive"]
    list_filter = ["scheme", "inactive", "is_umbrella"]
    search_fields = ["name", "codes", "words"]

    def concerned(self, form, formsets):
        was = {name: form.initial.get(name) or [] for name in ("words", "not_words")}
        return by_term(form.instance, Term(**was))
