"""Two editors on one record: the second is told what moved, keeps what they typed, and saves again on purpose.

A form carries a snapshot: the values of its fields when it was opened. On save they are held against the values of now.
"""

import json
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from django import forms
from django.contrib import admin
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from portal.editing import history_text

_NO_SNAPSHOT = "这次提交没有带上打开时的内容，无从知道其间有没有人改过"


class UnrecordedField(forms.CharField):
    """A field beside the record's own: it is no change of the record."""

    def has_changed(self, initial, data):
        return False


class UnrecordedBox(forms.BooleanField):
    """A box beside the record's own fields: ticking it is no change of the record."""

    def has_changed(self, initial, data):
        return False


_UNRECORDED = (UnrecordedField, UnrecordedBox)


class MultilineField(forms.CharField):
    """Text over several lines: a browser sends a line's end as two characters, the base holds one."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


MULTILINE_OVERRIDES = {
    models.TextField: {"form_class": MultilineField, "widget": admin.widgets.AdminTextareaWidget(attrs={"rows": 4})}
}


def _plain(values: Mapping) -> dict:
    """Values as JSON holds them, rows by their number."""
    rows = {name: value.pk if isinstance(value, models.Model) else value for name, value in values.items()}
    return json.loads(json.dumps(rows, cls=DjangoJSONEncoder))


@dataclass(frozen=True, slots=True)
class FormSnapshot:
    """A form's values as it was opened; ``at`` is the record's latest version then."""

    at: int = 0
    values: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return json.dumps([self.at, self.values], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "FormSnapshot | None":
        """The snapshot that a form sent; None where it is none."""
        try:
            at, values = json.loads(text)
        except (ValueError, TypeError):
            return None
        return cls(at, values) if isinstance(at, int) and isinstance(values, dict) else None


def put(form: forms.BaseForm, data: MutableMapping, name: str, value) -> None:
    """Set a field of posted ``data`` to a value, as the form's own widget would have sent it."""
    value = form.fields[name].prepare_value(value)
    data.pop(form.add_prefix(name), None)
    if value is not False:
        data[form.add_prefix(name)] = "" if value is None else value


class SnapshotForm(forms.ModelForm):
    """A form of a record that others may change meanwhile. One for ``review`` is shown again, whatever it holds."""

    review = False
    snapshot = UnrecordedField(label="打开时的值", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._now = None if self.instance._state.adding else self._snapshot()
        self.initial["snapshot"] = str(self._now or "")

    def _snapshot(self) -> FormSnapshot:
        last = self.instance.history.first()
        own = {name: field for name, field in self.fields.items() if not isinstance(field, _UNRECORDED)}
        values = {name: self.get_initial_for_field(field, name) for name, field in own.items()}
        return FormSnapshot(last.history_id if last else 0, _plain(values))

    def is_valid(self):
        return super().is_valid() and not self.review

    def clean(self):
        if self._now is not None:
            self._compare(FormSnapshot.read(self.cleaned_data.get("snapshot", "")))
        return super().clean()

    def _compare(self, opened: FormSnapshot | None) -> None:
        """Hold what was typed against what others have changed since the form was opened."""
        sent = _plain({name: self.cleaned_data.get(name) for name in self._now.values})
        before = opened.values if opened else {}
        moved = {name: value for name, value in self._now.values.items() if before.get(name, ...) != value}
        contested = [name for name, value in moved.items() if sent[name] != value]
        if not contested:
            return
        self.data = self.data.copy()
        put(self, self.data, "snapshot", str(self._now))
        self.add_error(None, self._message(opened))
        for name in contested:
            untouched = name in before and sent[name] == before[name]
            if untouched:
                put(self, self.data, name, self._now.values[name])
            self.add_error(name, self._moved(name, before, untouched))

    def _message(self, opened: FormSnapshot | None) -> str:
        newer = self.instance.history.filter(history_id__gt=opened.at) if opened else []
        people = [_who(record) for record in newer if record.history_user_id]
        happened = f"您打开之后，{'；'.join(people) or '导入'}改过这条记录" if opened else _NO_SNAPSHOT
        return f"{happened}。还没有保存，您填写的内容都在；请核对标出的栏目，再按一次保存，就以这里的为准。"

    def _moved(self, name: str, before: Mapping, untouched: bool) -> str:
        was = f"{self._in_words(name, before[name])} → " if name in before else ""
        outcome = "您没有动过这一栏，已换成现在的值。" if untouched else "您填写的保留在这里。"
        return f"已被改为：{was}{self._in_words(name, self._now.values[name])}。{outcome}"

    def _in_words(self, name: str, value) -> str:
        columns = {column.name: column for column in self._meta.model._meta.concrete_fields}
        return history_text.describe(columns[name], value) if name in columns else history_text.to_words(value)


def _who(record) -> str:
    why = f"（理由：{record.history_change_reason}）" if record.history_change_reason else ""
    return f"{history_text.who(record)}于{history_text.to_words(record.history_date)}{why}"


class SnapshotInline(admin.TabularInline):
    """Rows under a record, each with a snapshot of its own."""

    form = SnapshotForm
    formfield_overrides = MULTILINE_OVERRIDES

    def get_fieldsets(self, request, obj=None):
        shown = [name for name in self.get_fields(request, obj) if name != "snapshot"]
        return [(None, {"fields": [*shown, "snapshot"]})]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return lock_rows(rows) if is_saving(request) else rows


def is_saving(request) -> bool:
    """Whether what is read now is going to be written."""
    return request.method == "POST" and transaction.get_connection().in_atomic_block


def lock_rows(rows: models.QuerySet) -> models.QuerySet:
    """The rows, held against others until they are saved. SQLite, where one writes at a time, needs no more."""
    return rows.select_for_update(of=("self",))
