"""The log says what readers see otherwise than before, once, why, and in no words that they may not read."""

import pytest
from django.utils import timezone

from importers import pipeline
from importers.load.reconcile import Reconciler
from policies import change_log
from policies.change_log import noting
from policies.models import Amount, Article, Change, Correction, Document, Passage, Relation, Revision, Unit
from policies.models.changes import Reason

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

TITLE = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
RENT = "减免租金。对承租国有房屋的餐饮企业减免6个月租金，2022年12月31日前申报。（责任单位：省国资委、省财政厅）"
LOAN = "支持贷款。对零售企业给予最高50万元的贷款贴息，每季度调度一次。（责任单位：省商务厅）"
MORE = LOAN.replace("50万元", "60万元")
FAIR = "举办展会。对参展企业给予2万元补贴。（责任单位：省贸促会）"


@pytest.fixture
def says(tmp_path):
    """Imports a small document anew with these articles; gives it, and what the log says of that."""
    file = tmp_path / "small.txt"

    def imported(*articles: str) -> Document:
        numbered = "".join(f"{number}. {article}\n" for number, article in enumerate(articles, 1))
        file.write_text(TITLE + numbered, encoding="utf-8")
        pipeline.import_files([file])
        return Document.objects.get(number="晋商发〔2022〕9号")

    return imported


@pytest.fixture
def small(says):
    """A small document of two articles, and a log without its coming."""
    document = says(RENT, LOAN)
    Change.objects.all().delete()
    return document


def told(**asked) -> list[tuple]:
    rows = Change.objects.filter(**asked).order_by("id")
    return list(rows.values_list("path", "kind", "what", "old", "new", "reason"))


def test_the_first_import_of_a_document_is_one_change(says):
    before = Change.objects.count()
    document = says(RENT, LOAN)
    assert told(document=document) == [("", "document", "added", "", "", "import")]
    assert Change.objects.count() == before + 1
    change = Change.objects.get(document=document)
    assert change.source == "small.txt"
    assert change.revision == Revision.objects.get().number
    assert set(change.units.values_list("name", flat=True)) == {"省国资委", "省财政厅", "省商务厅"}


def test_what_writes_nothing_new_is_no_change(says, small):
    says(RENT, LOAN)
    pipeline.derive_documents([small])
    pipeline.derive_again()
    assert told() == []


def test_a_new_text_says_what_was_and_what_is(says, small):
    says(RENT, MORE)
    text, *facts = told()
    assert text[:3] == ("art_2", "article", "changed")
    assert "50万元" in text[3]
    assert "60万元" in text[4]
    assert text[5] == "import"
    words = {(path, kind, old, new) for path, kind, _, old, new, _ in facts if kind == "amount"}
    assert {old for _, _, old, _ in words if old} == {"最高 50万元，优惠"}
    assert {new for *_, new in words if new} == {"最高 60万元，优惠"}
    assert {path for path, *_ in facts} == {"art_2"}, "the other article stays"
    assert set(Change.objects.values_list("source", flat=True)) == {"small.txt"}
    assert {unit.name for change in Change.objects.all() for unit in change.units.all()} == {"省商务厅"}


def test_a_new_article_is_one_change(says, small):
    says(RENT, LOAN, FAIR)
    assert told() == [("art_3", "article", "added", "", "", "import")]
    assert list(Change.objects.get().units.values_list("name", flat=True)) == ["省贸促会"]


def test_of_a_dropped_article_only_stays_that_it_is_gone(says, small):
    """Also where it is kept for the editors, and what the log said of it before."""
    says(RENT, MORE)
    for row in Amount.objects.filter(article__document=small, article__path="art_2"):
        row.status = "confirmed"
        row.save()
    says(RENT)
    assert Article.objects.get(document=small, path="art_2").removed_from_source
    assert Change.objects.filter(path="art_2").exclude(old="", new="").count() == 0
    last = Change.objects.order_by("id").last()
    assert (last.path, last.name, last.kind, last.what) == ("art_2", "第2条", "article", "gone")
    assert list(last.units.values_list("name", flat=True)) == ["省商务厅"], "whose task it was"


def test_what_others_inherit_from_a_dropped_article_goes_with_its_words(says):
    """30号 §1 names offices for all that follow."""
    leads = "加强领导。压实各方责任。（责任单位：{}，各市、县人民政府负责落实，以下措施均需{}落实，不再列出。）"
    document = says(RENT, LOAN)
    says(leads.format("省商务厅", "各市、县人民政府"), RENT, LOAN)
    inherited = Change.objects.filter(document=document, kind="responsibility").exclude(new="")
    assert inherited.filter(new__contains="全文通用").exists()
    says(RENT, LOAN)
    assert not inherited.exists()
    assert not Change.objects.filter(document=document, old__contains="全文通用").exists()
    assert Change.objects.filter(document=document, kind="responsibility", what="gone").exists()


def test_a_rejected_fact_is_gone_without_its_words(small):
    row = Amount.objects.get(article__document=small, article__path="art_2")
    row.values, row.status = [600000], "edited"
    row.save()
    assert [each[2:] for each in told()] == [("changed", "最高 50万元，优惠", "最高 60万元，优惠", "edit")]
    row.status = "rejected"
    row.save()
    assert [each[2:5] for each in told()] == [("changed", "", ""), ("gone", "", "")]
    row.status = "edited"
    row.save()
    assert told()[-1] == ("art_2", "amount", "added", "", "最高 60万元，优惠", "edit")


def test_what_nobody_sees_is_no_change(small):
    row = Amount.objects.get(article__document=small, article__path="art_2")
    row.status = "confirmed"
    row.save()
    row.status = "rejected"
    row.save()
    Change.objects.all().delete()
    row.values = [700000]
    row.save()
    assert told() == []


def test_what_was_undone_within_one_act_is_none(small):
    row = Amount.objects.get(article__document=small, article__path="art_2")
    with noting(Reason.EDIT):
        for values in ([700000], [500000]):
            row.values = values
            row.save()
    assert told() == []


def stated(small) -> None:
    small.validity = "repealed"
    small.save()


def stated_of_an_article(small) -> None:
    article = small.articles.get(path="art_1")
    article.validity = "in_force"
    article.save()


def corrected(small) -> None:
    Correction.objects.create(article=small.articles.get(path="art_2"), quote="调度", reading="", reason="试")


def related(small) -> None:
    Relation.objects.create(kind="repeals", later_name="晋商发〔2023〕1号", earlier=small, evidence="公报")


ACTS = {
    "a document's validity": (stated, ("", "validity", "changed", "未核实", "废止", "validity")),
    "an article's validity": (stated_of_an_article, ("art_1", "validity", "changed", "未核实", "现行有效", "validity")),
    "a correction": (corrected, ("art_2", "correction", "added", "", "印作“调度”，应删（确定）", "correction")),
    "a relation": (
        related,
        ("", "relation", "added", "", "晋商发〔2023〕1号 废止 晋商发〔2022〕9号", "edit"),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_an_editor_states(small, act):
    state, expected = ACTS[act]
    state(small)
    assert told() == [expected]


def test_a_withdrawn_correction_takes_its_words_along(small):
    corrected(small)
    row = Correction.objects.get(article__document=small)
    row.withdrawn = True
    row.save()
    assert [each[2:5] for each in told()] == [("added", "", ""), ("gone", "", "")]


def test_very_many_changes_of_a_document_are_counted(says, small, monkeypatch):
    monkeypatch.setattr(change_log, "MOST_OF_A_DOCUMENT", 1)
    says(RENT, MORE)
    assert {(path, what, old) for path, _, what, old, _, _ in told()} == {("", "changed", "")}
    assert "共 1 处" in {new for *_, new, _ in told(kind="article")}


def test_the_log_keeps_its_last_acts_and_says_since_when(small, monkeypatch):
    monkeypatch.setattr(change_log, "MOST", 1)
    begun = timezone.now()
    stated(small)
    corrected(small)
    assert [kind for _, kind, *_ in told()] == ["validity", "correction"]
    related(small)
    assert [kind for _, kind, *_ in told()] == ["correction", "relation"]
    assert Revision.objects.get().changes_since > begun


def test_an_office_s_are_those_in_articles_that_it_has_a_part_in(says, small):
    says(RENT, MORE)
    unit = Unit.objects.get(name="省商务厅")
    assert Change.objects.of_units([unit.pk]).exists()
    assert not Change.objects.of_units([Unit.objects.get(name="省国资委").pk]).exists()


def test_a_fact_that_goes_with_its_passage_is_told(says, small):
    """Rows of a passage that is no more are deleted with it, by nobody who says so."""
    row = Unit.objects.get(name="省商务厅").responsibilities.get(article__document=small)
    row.passage = small.passages.get(kind="title")
    row.save()
    Change.objects.all().delete()
    with noting(Reason.RULES):
        Reconciler().delete(Passage, [row.passage])
    assert [each[:3] for each in told()] == [("art_2", "responsibility", "gone")]
