"""Doubts one after the other: each with its words, its place and its buttons, a key each; a decision leads to the next.

The address is a :class:`~portal.editing.selection.RowSelection`, and ``at`` or ``after`` a row's number.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from policies.models.derived import WORK_ORDER, Derived, DerivedQuerySet
from policies.presentation.facts import describe, place_in_words
from policies.text.highlight import Mark
from portal.editing import bulk, doubts, rule_labels
from portal.editing.acts import behind_the_lock, digest
from portal.editing.key_pages import before, behind, key_of
from portal.editing.selection import MODELS, RowSelection

# More digits than these no row's number has.
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Button:
    """A way on, and the key that presses it."""

    name: str
    label: str
    key: str


@dataclass(frozen=True)
class Queue:
    """Facts of a kind that nobody has looked at yet, in the order of work."""

    selection: RowSelection

    @cached_property
    def rows(self) -> DerivedQuerySet:
        """All that are left."""
        model = self.selection.model
        return self.selection.apply(model.objects.doubtful()).with_work_order().order_by(*WORK_ORDER)

    def at(self, params: dict[str, str]) -> Derived | None:
        """Return the row that an address means: one by its number, the next after one, else the first."""
        if row := self.numbered(params.get("at", ""), self.rows):
            return row
        past = self.numbered(params.get("after", ""), self.selection.model.objects.with_work_order())
        following = behind(self.rows, WORK_ORDER, key_of(past, WORK_ORDER)).first() if past else None
        return following or self.rows.first()

    @staticmethod
    def numbered(number: str, rows: DerivedQuerySet) -> Derived | None:
        """Return one of some rows by its number, as an address has it."""
        return rows.filter(pk=number).first() if number.isdecimal() and len(number) <= _DIGITS else None

    def address(self, **more) -> str:
        """Return the address of the queue, at some row."""
        place = reverse("admin:queue", args=[self.selection.model._meta.model_name])
        query = "&".join(filter(None, [self.selection.query, urlencode(more)]))
        return f"{place}?{query}" if query else place


@behind_the_lock
def queue(request: HttpRequest, model: str, context: dict) -> HttpResponse:
    """The page of one doubt; a decision by one of its buttons leads to the next."""
    if model not in MODELS:
        raise Http404("没有这类事实。")
    if not request.user.has_perm(f"policies.change_{model}"):
        raise PermissionDenied
    found = Queue(RowSelection.from_params(MODELS[model], request.GET.dict()))
    if request.method == "POST":
        return _decided(request, found)
    row = found.at(request.GET.dict())
    if row is None:
        messages.success(request, "这里没有存疑的了。")
        return redirect("admin:index")
    return render(request, "admin/desk/queue.html", context | _shown(found, row))


def _decided(request: HttpRequest, found: Queue) -> HttpResponse:
    model, number = found.selection.model, request.POST.get("row", "")
    row = found.numbered(number, model.objects.for_description())
    act = bulk.of(model).get(request.POST.get("act", ""))
    if row is None or act is None or act.form:
        messages.error(request, "没有处理：这条事实已经没有了，或没有这样的处理。")
        return redirect(found.address())
    if request.POST.get("seen") != _state(row):
        messages.error(request, "没有处理：您打开之后，这一条又变了，或已有人处理。请看过现在的再处理。")
        return redirect(found.address(at=row.pk))
    admin.site.get_model_admin(model).decide(request, [row], act)
    return redirect(found.address(after=row.pk))


def _state(row: Derived) -> str:
    return digest(row.status, row.current_values())


def _shown(found: Queue, row: Derived) -> dict:
    model, key = found.selection.model, key_of(row, WORK_ORDER)
    row = model.objects.for_description().get(pk=row.pk)
    previous = before(found.rows, WORK_ORDER, key).first()
    following = behind(found.rows, WORK_ORDER, key).first()
    change = reverse(f"admin:policies_{model._meta.model_name}_change", args=[row.pk])
    return {
        "title": f"逐条核对：{model._meta.verbose_name}",
        "row": row,
        "place": row.place,
        "about": place_in_words(row),
        "spans": [Mark(row.start, row.end, "hit", tag="mark")],
        "said": describe(row),
        "doubt": doubts.labels(model, [row]).get(row.pk, ""),
        "rule": rule_labels.quoted(row.rule),
        "seen": _state(row),
        "left": found.rows.count(),
        "buttons": [Button("confirm", "确认", "y"), Button("reject", "否定", "n"), *_setting(row)],
        "previous": found.address(at=previous.pk) if previous else "",
        "following": found.address(at=following.pk) if following else "",
        "edit": f"{change}?{'&'.join(filter(None, ['back=queue', found.selection.query]))}",
    }


def _setting(row: Derived) -> list[Button]:
    """Return the other roles that a fact may have, by the keys 1, 2, 3 …; beyond nine without."""
    return [
        Button(act.name, act.label, str(at) if at < 10 else "")
        for at, act in enumerate(bulk.setting(type(row)), 1)
        if any(getattr(row, name) != value for name, value in act.values.items())
    ]
