"""A base made by an earlier release becomes this one's with every human decision kept, history with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from policies.models import Article, search_index
from policies.text.normalize import Phrase

ALIAS = "earlier"
BEFORE = ("policies", "0005_sources")
NAMES = (
    "0006_plain_names", "0007_acts", "0008_derived_by", "0009_benefits", "0010_plain_labels", "0011_changes",
    "0012_pinpoints", "0013_formats", "0014_jurisdictions", "0015_reading", "0016_states", "0017_uploads",
    "0018_publication", "0019_desk_care", "0020_structure_marks", "0021_plain_changes", "0022_desk_together",
    "0023_revision_steps", "0024_search_index", "0025_article_scope", "0026_unit_note", "0027_derived_as",
)  # fmt: skip
SINCE = [("policies", name) for name in NAMES]


@contextmanager
def another_base() -> Iterator[None]:
    """An empty base beside the tests' own, on the same engine."""
    default = connections["default"]
    name = ":memory:" if default.vendor == "sqlite" else f"{default.settings_dict['NAME']}_{ALIAS}"
    connections.databases[ALIAS] = connections.databases["default"] | {"NAME": name}
    if default.vendor == "postgresql":
        with default.creation._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
        if default.vendor == "postgresql":
            with default.creation._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


class Upgrade:
    """Tables as the earlier release has them; then as this one has."""

    def __init__(self):
        self.connection = connections[ALIAS]
        self.loader = MigrationLoader(None, replace_migrations=False)
        self.state = self.loader.project_state(BEFORE)
        with self.connection.schema_editor() as editor:
            for model in self.state.apps.get_models(include_auto_created=False):
                editor.create_model(model)

    def model(self, name: str):
        """The manager of a model as the base has it now."""
        return self.state.apps.get_model("policies", name).objects.using(ALIAS)

    def run(self) -> None:
        """Apply this release's migrations."""
        for name in SINCE:
            with self.connection.schema_editor(atomic=True) as editor:
                self.state = self.loader.get_migration(*name).apply(self.state, editor)


@pytest.fixture
def base(django_db_blocker):
    with django_db_blocker.unblock(), another_base():
        yield Upgrade()


def article(base: Upgrade, **values):
    """A document with one article."""
    source = base.model("Source").create(name="a.txt", sha256="0", content=b"", encoding="utf-8", text="")
    document = base.model("Document").create(slug="a", source=source, position=1, title="措施")
    text = "1. 对餐饮企业给予10万元奖励。"
    spans = {"body_start": 3, "body_end": len(text)}
    return base.model("Article").create(
        document=document, ordinal=1, path="art_1", number=1, text=text, search=text, **spans, **values
    )


def with_history(base: Upgrade, model: str, **values):
    """A row, and a version of it that a person made."""
    row = base.model(model).create(**values)
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    known = {field.attname for field in base.model(f"Historical{model}").model._meta.concrete_fields}
    told = {key: value for key, value in columns.items() if key in known}
    base.model(f"Historical{model}").create(
        **told, history_date="2022-07-01T00:00:00Z", history_type="~", history_change_reason="核对过"
    )
    return row


MACHINE = {"values": [100000], "quote": "10万元"}
# What an amount held, and holds now: status, origin, extracted values, orphaned, sentence at the decision, changed.
DECISIONS = [
    ({"status": "derived"}, ("extracted", "rule", None, False, "", False)),
    ({"status": "confirmed", "seen": "给予10万元。"}, ("confirmed", "rule", None, False, "给予10万元。", False)),
    ({"status": "edited", "machine": MACHINE, "changed": True}, ("edited", "rule", MACHINE, False, "", True)),
    ({"status": "rejected", "unmet": True}, ("rejected", "rule", None, True, "", False)),
    ({"status": "confirmed", "origin": "editor"}, ("confirmed", "editor", None, False, "", False)),
]
# What a term held in code, words and note, and holds now: codes, words, note, umbrella, outside the province.
TERMS = {
    "joined by |": (
        ("L7291|N786", "旅游|景区", "旅行社"),
        (["L7291", "N786"], ["旅游", "景区"], "旅行社", False, False),
    ),
    "only 总括": (("", "纳税人", "总括"), ([], ["纳税人"], "", True, False)),
    "总括 and a note": (("", "宣传", "总括：自身的工作"), ([], ["宣传"], "自身的工作", True, False)),
    "省外": (("", "长三角", "省外：协同的对象"), ([], ["长三角"], "协同的对象", False, True)),
    "the word elsewhere": (("", "", "不是总括"), ([], [], "不是总括", False, False)),
}


@pytest.mark.long
def test_what_people_decided_is_kept(base):
    """All in one base, since the migrations themselves take seconds."""
    owner = article(base, vanished=True)
    words = {"start": 9, "end": 13, "quote": "10万元", "rule": "amounts.quantity", "unit": "CNY", "bound": "exact"}
    for before, _ in DECISIONS:
        with_history(base, "Amount", article=owner, values=[110000], **words, **before)
    read = {"title": "办法", "number": "", "quote": "《办法》", "document_id": None}
    named = {"start": 3, "end": 7, "quote": "《办法》", "rule": "citations.title", "title": "小店办法"}
    with_history(base, "Citation", article=owner, **named, status="edited", machine=read)
    for name, ((code, printed, note), _) in TERMS.items():
        values = {"scheme": "sector", "name": name, "code": code, "words": printed, "not_words": "甲|乙", "note": note}
        with_history(base, "Term", **values, touched=True, retired=True)
    with_history(
        base, "Source", name="b.txt", sha256="1", content=b"1", encoding="gb18030", text="1", disclosure="public"
    )
    unit = with_history(base, "Unit", name="省商务厅", touched=True)
    with_history(base, "UnitName", unit=unit, name="商务厅", touched=True, retired=True)
    with_history(base, "Correction", article=owner, quote="10", reading="20", reason="试", touched=True)
    passage = {"kind": "left_over", "offset": 0, "text": "甲", "settled": True, "settled_note": "已看过"}
    with_history(base, "Passage", source=base.model("Source").get(sha256="0"), **passage)
    stated = {"slug": "b", "source": owner.document.source, "position": 2, "title": "办法", "validity": "repealed"}
    with_history(base, "Document", **stated)
    base.model("Revision").create(pk=1, number=7)
    begun = timezone.now()
    base.run()
    assert base.model("Article").get().removed_from_source
    assert base.model("Revision").get().changes_since >= begun, "nothing is known of what changed before"
    assert not base.model("Change").exists()
    source = base.model("Source").get(sha256="1")
    assert (bytes(source.content), source.text, source.disclosure) == (b"1", "1", "public")
    assert (source.format, source.reader_version, bytes(source.packed_places)) == ("text", 1, b"")
    assert (source.doubts, source.metadata) == ([], {})
    told = base.model("HistoricalSource").values_list("disclosure", "encoding", "format", "reader_version")
    assert told.get() == ("public", "gb18030", "text", 1)
    for prefix, order in (("", "id"), ("Historical", "history_id")):
        amounts = base.model(f"{prefix}Amount").order_by(order)
        columns = ("status", "origin", "extracted_values", "orphaned", "sentence_at_decision", "source_changed")
        assert list(amounts.values_list(*columns)) == [after for _, after in DECISIONS]
        assert base.model(f"{prefix}Citation").get().extracted_values == {**read, "pinpoint": ""}
        terms = base.model(f"{prefix}Term")
        for name, (_, after) in TERMS.items():
            found = terms.filter(name=name)
            assert found.values_list("codes", "words", "note", "is_umbrella", "outside_province").get() == after
            assert found.values_list("not_words", "edited_by_human", "inactive").get() == (["甲", "乙"], True, True)
        told = base.model(f"{prefix}Unit").values_list("name", "edited_by_human", "level", "place", "local_name")
        assert told.get() == ("省商务厅", True, "", "", ""), "where an office is, the next start says"
        assert base.model(f"{prefix}UnitName").values_list("edited_by_human", "inactive").get() == (True, True)
        assert base.model(f"{prefix}Correction").get().edited_by_human
        assert base.model(f"{prefix}Passage").values_list("reviewed", "review_note").get() == (True, "已看过")
    assert set(base.model("Document").values_list("state", "version_of")) == {("published", None)}, "as they were"
    assert base.model("HistoricalDocument").values_list("validity", "state").get() == ("repealed", "published")
    told = base.model("HistoricalAmount").values_list("history_change_reason", "act")
    assert set(told) == {("核对过", None)}
    assert searched("餐饮") == [owner.pk], "the index was filled"
    make_table_anew(base)
    base.model("Article").update(search="对零售企业")
    assert (searched("餐饮"), searched("零售")) == ([], [owner.pk]), "and is in step after later migrations"


def searched(words: str) -> list[int]:
    return list(Article.objects.using(ALIAS).search(Phrase.read(words)).values_list("pk", flat=True))


def make_table_anew(base: Upgrade) -> None:
    """Add a column for which SQLite makes the table anew, and drops its triggers; then what follows migrate."""
    later = models.CharField(max_length=3, default="")
    later.set_attributes_from_name("later")
    with base.connection.schema_editor() as editor:
        editor.add_field(base.model("Article").model, later)
    search_index.install(base.connection)


def test_a_new_base_takes_one_migration_that_comes_to_the_same():
    squashed = MigrationLoader(None).project_state()
    stepwise = MigrationLoader(None, replace_migrations=False).project_state(SINCE[-1])
    ours = {key for key in squashed.models if key[0] == "policies"}
    assert ours == {key for key in stepwise.models if key[0] == "policies"}
    for key in ours:
        told = [
            {name: field.deconstruct()[1:] for name, field in state.models[key].fields.items()}
            for state in (squashed, stepwise)
        ]
        assert told[0] == told[1], key
        assert squashed.models[key].options == stepwise.models[key].options, key
