"""交办: items of the work list given to somebody, many at once: a note about each record, all of them one act."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django import forms
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from simple_history.utils import bulk_create_with_history

from policies.models import Act, Note
from policies.models.derived import Derived
from portal.editing import notes
from portal.editing.acts import doing
from portal.editing.history_text import name_of

# More digits than these no row's number has.
_DIGITS = 18
# What says in words where a record stands.
_PLACES = ("article__document", "article__section", "passage__document", "document", "unit")


def staff() -> QuerySet[User]:
    """Return the people to whom work can be given."""
    return User.objects.filter(is_staff=True, is_active=True).order_by("username")


class _Person(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return name_of(obj)


class AssignForm(forms.Form):
    """To whom, by when, and what is to be said to them."""

    assignee = _Person(
        User.objects.none(), label="交给", empty_label="选人", error_messages={"required": "请选交给谁。"}
    )
    due_on = forms.DateField(
        label="期限", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(label="留言", required=False, max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = staff()


def records(keys: Iterable[str]) -> list[Model]:
    """Return the records that a form names by their keys (amount:12), kind by kind; what is no more is left out."""
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for each in keys:
        kind, _, row = each.partition(":")
        if notes.has_notes(kind) and row.isascii() and row.isdecimal() and len(row) <= _DIGITS:
            by_kind[kind].append(int(row))
    return [record for kind, rows in by_kind.items() for record in _rows(kind, rows)]


def _rows(kind: str, rows: Sequence[int]) -> QuerySet:
    model = apps.get_model("policies", kind)
    if issubclass(model, Derived):
        return model.objects.filter(pk__in=rows).for_description().order_by("pk")
    own = {field.name for field in model._meta.concrete_fields if field.is_relation}
    places = [each for each in _PLACES if each.partition("__")[0] in own]
    return model._base_manager.filter(pk__in=rows).select_related(*places).order_by("pk")


def give(found: Sequence[Model], assignee: User, due_on: date | None, text: str, user) -> Act:
    """Give records to somebody, with a note about each."""
    label = f"交给{name_of(assignee)}：{len(found)} 项（{text}）"
    with doing(user, label) as act:
        written = [notes.put_on(Note(user=user, assignee=assignee, due_on=due_on, text=text), row) for row in found]
        bulk_create_with_history(written, Note, default_user=user, default_change_reason=label[:100])
    return act
