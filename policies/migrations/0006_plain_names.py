"""Columns and stored values take the words that the field has, history with them; data hidden in text takes columns.

What no person sees changes its name only. 总括 and 省外 at the beginning of a term's note become columns, words and
codes joined by “|” become lists, a line each.
"""

from django.db import migrations, models

import policies.models.fields

DERIVED = ("measure", "responsibility", "amount", "deadline", "target", "termuse", "citation")
RENAMED = {
    **dict.fromkeys(
        DERIVED,
        {
            "machine": "extracted_values",
            "unmet": "orphaned",
            "seen": "sentence_at_decision",
            "changed": "source_changed",
        },
    ),
    "article": {"vanished": "removed_from_source"},
    "correction": {"touched": "edited_by_human"},
    "unit": {"touched": "edited_by_human"},
    "unitname": {"touched": "edited_by_human", "retired": "inactive"},
    "membership": {"touched": "edited_by_human", "retired": "inactive"},
    "term": {"touched": "edited_by_human", "retired": "inactive", "code": "codes"},
    "passage": {"settled": "reviewed", "settled_note": "review_note"},
    "declared": {"settled": "reviewed", "settled_note": "review_note"},
}
STATUSES = [("extracted", "自动提取"), ("confirmed", "已确认"), ("edited", "已修改"), ("rejected", "已否定")]
# How a term's note began that said more than a note.
MARKS = {"总括": "is_umbrella", "省外": "outside_province"}


def _with_history(model: str) -> tuple[str, str]:
    return model, f"historical{model}"


def rename_statuses(before: str, after: str):
    """Give each row, and each version of it, the status by its new word."""

    def rename(apps, schema_editor):
        for name in DERIVED:
            for model in _with_history(name):
                rows = apps.get_model("policies", model).objects.using(schema_editor.connection.alias)
                rows.filter(status=before).update(status=after)

    return rename


def separate_lines(apps, schema_editor):
    """Words and codes a line each; 总括 and 省外 out of the note into columns of their own."""
    for name in _with_history("term"):
        for row in apps.get_model("policies", name).objects.using(schema_editor.connection.alias):
            for column in ("codes", "words", "not_words"):
                setattr(row, column, [word for line in getattr(row, column) for word in line.split("|") if word])
            for mark, column in MARKS.items():
                if row.note.startswith(mark):
                    setattr(row, column, True)
                    row.note = row.note.removeprefix(mark).lstrip("：:，,；;")
            row.save()


def join_lines(apps, schema_editor):
    """Back: what :func:`separate_lines` took apart."""
    for name in _with_history("term"):
        for row in apps.get_model("policies", name).objects.using(schema_editor.connection.alias):
            for column in ("codes", "words", "not_words"):
                setattr(row, column, ["|".join(getattr(row, column))])
            mark = next((mark for mark, column in MARKS.items() if getattr(row, column)), "")
            row.note = "：".join(filter(None, [mark, row.note]))
            row.save()


class RenameFields(migrations.operations.base.Operation):
    """Rename many columns at once: a RenameField each would draw all models anew each time, a quarter of a second."""

    reduces_to_sql = True

    def __init__(self, renamed: dict[str, dict[str, str]]):
        self.renamed = renamed

    @property
    def _all(self) -> list[tuple[str, str, str]]:
        return [
            (model, before, after)
            for name, columns in self.renamed.items()
            for model in _with_history(name)
            for before, after in columns.items()
        ]

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn once, when it is next asked for
        for model, before, after in self._all:
            state.rename_field(app_label, model, before, after)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model, before, after in self._all:
            old, new = (state.apps.get_model(app_label, model) for state in (from_state, to_state))
            schema_editor.alter_field(old, old._meta.get_field(before), new._meta.get_field(after))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model, before, after in self._all:
            new, old = (state.apps.get_model(app_label, model) for state in (from_state, to_state))
            schema_editor.alter_field(new, new._meta.get_field(after), old._meta.get_field(before))

    def describe(self) -> str:
        return "Rename columns to the words of the field"


class OrderHistoryByNumber(migrations.operations.base.Operation):
    """Let versions follow each other by number alone, not by a clock that may have been set back. No table changes."""

    reversible = True

    def _order(self, app_label, state, *columns: str) -> None:
        state.__dict__.pop("apps", None)
        for (app, name), model in state.models.items():
            if app == app_label and name.startswith("historical"):
                model.options["ordering"] = tuple(f"-{column}" for column in columns)
                model.options["get_latest_by"] = columns

    def state_forwards(self, app_label, state):
        self._order(app_label, state, "history_id")

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Nothing: only queries are put in another order."""

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Nothing, either."""

    def describe(self) -> str:
        return "Order versions by their number"


def _alter_terms():
    words = policies.models.fields.WordsField
    for model in _with_history("term"):
        yield migrations.AlterField(
            model, "codes", words("代码", help_text="行业用 GB/T 4754—2017，地区用 GB/T 2260。")
        )
        yield migrations.AlterField(model, "words", words("用词"))
        yield migrations.AlterField(model, "not_words", words("排除的词"))
        yield migrations.AlterField(
            model, "note", models.TextField("说明", blank=True, help_text="给编辑看的，不在公开页面上出现。")
        )
        yield migrations.AddField(
            model,
            "is_umbrella",
            models.BooleanField(
                "总括",
                default=False,
                help_text="涵盖同一词表里其他词条的大类，如服务业；或是政府自身的工作，不是给谁的。",
            ),
        )
        yield migrations.AddField(
            model,
            "outside_province",
            models.BooleanField("省外", default=False, help_text="不在本省的地方：提到它，不等于限于它。"),
        )


def _alter_statuses():
    for name in DERIVED:
        for model in _with_history(name):
            status = models.CharField("状态", choices=STATUSES, default="extracted", max_length=10)
            yield migrations.AlterField(model, "status", status)
    for model in _with_history("measure"):
        yield migrations.AlterField(model, "quote", models.TextField("原文"))


class Migration(migrations.Migration):
    dependencies = [("policies", "0005_sources")]

    operations = [
        RenameFields(RENAMED),
        *_alter_statuses(),
        migrations.RunPython(rename_statuses("derived", "extracted"), rename_statuses("extracted", "derived")),
        *_alter_terms(),
        migrations.RunPython(separate_lines, join_lines),
        migrations.AlterModelManagers("article", []),
        OrderHistoryByNumber(),
    ]
