"""A changed word derives the documents that hold it, once, and no other; and comes to what deriving all would."""

from contextlib import contextmanager

import pytest
from django.urls import reverse

from importers import pipeline
from importers.load import parallels as load_parallels
from policies.models import DERIVED, Document, Parallel, Term, TermUse, Unit
from portal.editing import concerned, rereading
from portal.editing.merging import merge, unmerge
from tests.jobs import do_jobs
from tests.portal.editing.forms import address, opened

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
HEAD = "关于支持{0}发展的若干措施\n晋商发〔2022〕{1}号\n"
TEXT = (
    "1. 支持企业。给予{0}企业10万元奖励，用于购置设备。（责任单位：{1}）\n2. 减免租金。减免6个月租金，由出租人办理。\n"
)


@pytest.fixture
def two(tmp_path):
    """Two small documents, each with a word and an office that the other has not."""
    for number, word, office in ((91, "剪纸", "省文旅厅"), (92, "刺绣", "省剪纸与刺绣发展中心")):
        file = tmp_path / f"{number}.txt"
        file.write_text(HEAD.format(word, number) + TEXT.format(word, office), encoding="utf-8")
        pipeline.import_files([file])
    return [Document.objects.get(number=f"晋商发〔2022〕{number}号") for number in (91, 92)]


@pytest.fixture
def derived(monkeypatch):
    """The documents that were derived, act by act."""
    acts = []

    def derive(documents, **options):
        acts.append({document.number for document in documents})
        return pipeline.derive_documents(documents, **options)

    monkeypatch.setattr(concerned, "derive_documents", derive)
    return acts


def facts() -> dict:
    return {
        model: sorted(str((row.article_id, row.start, row.current_values())) for row in model.objects.active())
        for model in DERIVED
    } | {Parallel: sorted(Parallel.objects.values_list("a", "b", "conflict"))}


@contextmanager
def as_if_all_were_derived():
    """What was done inside comes to the same as deriving everything again."""
    yield
    before = facts()
    pipeline.derive_documents(Document.objects.all())
    assert facts() == before


def test_a_new_word_derives_what_holds_it(desk, two, derived):
    term = Term.objects.get(scheme="sector", name="餐饮")
    words = "\n".join([*term.words, "剪纸"])
    with as_if_all_were_derived():
        assert desk.post(address(term), opened(desk, term) | {"words": words}).status_code == 302
    assert all("晋商发〔2022〕91号" in act for act in derived)
    assert TermUse.objects.filter(term=term, quote="剪纸", article__document=two[0]).exists()


def test_a_word_that_one_text_has_derives_that_one(desk, two, derived):
    page = desk.get(reverse("admin:policies_term_add"))
    assert page.status_code == 200
    term = Term.objects.create(scheme="sector", name="刺绣业", words=["刺…绣", "刺绣"])
    with as_if_all_were_derived():
        desk.post(address(term), opened(desk, term) | {"words": "刺绣企业"})
    assert derived == [{"晋商发〔2022〕92号"}]


def test_a_word_with_a_gap_derives_what_holds_its_parts(desk, two, derived):
    term = Term.objects.create(scheme="sector", name="刺绣业", words=["绣艺"])
    with as_if_all_were_derived():
        desk.post(address(term), opened(desk, term) | {"words": "给予…刺绣"})
    assert derived == [{"晋商发〔2022〕92号"}]
    assert term.uses.exists()


def test_a_word_that_is_taken_away_derives_where_it_was_read(desk, two, derived):
    term = Term.objects.create(scheme="sector", name="剪纸业", words=["剪纸"])
    pipeline.derive_documents(two)
    assert term.uses.exists()
    with as_if_all_were_derived():
        desk.post(address(term), opened(desk, term) | {"words": "别的词"})
    assert not term.uses.exists()
    assert {number for act in derived for number in act} == {"晋商发〔2022〕91号", "晋商发〔2022〕92号"}


def test_a_merge_derives_where_either_is_named(two, derived):
    unit, into = Unit.objects.get(name="省剪纸与刺绣发展中心"), Unit.objects.create(name="省刺绣中心", verified=True)
    with as_if_all_were_derived():
        merge(unit, into)
    assert derived == [{"晋商发〔2022〕92号"}]
    assert into.responsibilities.get().article.document == two[1]
    with as_if_all_were_derived():
        unmerge(Unit.objects.get(pk=unit.pk))
    assert not into.responsibilities.exists()


def test_many_documents_are_read_by_a_job_that_may_be_killed_and_says_how_far_it_is(desk, two, monkeypatch):
    """The preview tries the first; each document is read or still marked, whenever the worker ends; twice is once."""
    monkeypatch.setattr(concerned, "AT_ONCE", 1)
    monkeypatch.setattr(concerned, "SAMPLE", 1)
    monkeypatch.setattr(rereading, "TOGETHER", 1)
    term = Term.objects.create(scheme="sector", name="剪纸业", words=["甲乙丙"])
    asked = {name: value for name, value in opened(desk, term).items() if name != "_confirmed"}
    page = desk.post(address(term), asked | {"words": "剪纸"}).content.decode()
    assert "另有 <strong>1</strong> 份文件也要重新识读" in page
    assert not Document.objects.filter(is_stale=True).exists()
    with as_if_all_were_derived():
        desk.post(address(term), opened(desk, term) | {"words": "剪纸"})
        desk.post(address(term), opened(desk, term) | {"words": "剪纸\n刺绣"})
        assert "正在按改过的词表重新识读文件：0/" in desk.get(reverse("admin:index")).content.decode()
        waiting = Document.objects.filter(is_stale=True)
        assert {each.pk for each in two} <= set(waiting.values_list("pk", flat=True))
        assert not term.uses.exists()
        read, count = [], waiting.count()

        def killed(found):
            if read:
                raise KeyboardInterrupt
            read.extend(found)
            return pipeline.derive_documents(found)

        with monkeypatch.context() as patched:
            patched.setattr(rereading, "derive_documents", killed)
            with pytest.raises(KeyboardInterrupt):
                rereading.read_again.func()
        assert waiting.count() == count - 1
        assert f"重新识读文件：1/{count}" in desk.get(reverse("admin:rules")).content.decode()
        do_jobs()
        assert not waiting.exists()
    assert TermUse.objects.filter(term=term, article__document=two[0]).exists()
    assert "重新识读文件" not in desk.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("省商务厅", id="printed so"),
        pytest.param("省文化和旅游厅", id="printed under another name"),
        pytest.param("各市、县人民政府", id="with a comma inside"),
        pytest.param("省服务业发展领导小组有关成员单位", id="a collective, whose members stand for it"),
    ],
)
def test_an_office_concerns_every_document_in_which_it_has_a_part(name):
    unit = Unit.objects.named(name).first()
    mine = set(unit.responsibilities.filter(passage=None).values_list("article__document", flat=True))
    assert mine <= set(concerned.by_units([unit]).values_list("pk", flat=True))


def test_what_is_named_nowhere_derives_nothing(desk, derived):
    unit = Unit.objects.create(name="省从未见过的单位", verified=True)
    assert list(concerned.by_units([unit])) == []
    desk.post(address(unit), opened(desk, unit) | {"full_name": "山西省从未见过的单位"})
    assert derived == []


def test_parallels_are_paired_again_only_where_sentences_changed(two, monkeypatch):
    paired = []
    monkeypatch.setattr(load_parallels, "parallels", lambda reconciler, among=None: paired.append(among))
    pipeline.derive_documents(two)
    assert paired == []
    two[0].articles.first().measures.first().delete()
    pipeline.derive_documents(two)
    assert paired == [frozenset({two[0].pk})]


def test_pairing_a_part_comes_to_pairing_all(two):
    Document.objects.update(paired_as="")
    pipeline.load_parallels.parallels(pipeline.Reconciler())
    whole = set(Parallel.objects.values_list("a", "b", "score", "conflict"))
    Parallel.objects.filter(a__article__document=two[0]).delete()
    Parallel.objects.filter(b__article__document=two[0]).delete()
    pipeline.load_parallels.parallels(pipeline.Reconciler(), frozenset({two[0].pk}))
    assert whole == set(Parallel.objects.values_list("a", "b", "score", "conflict"))
    assert any(a in two[0].articles.values_list("measures", flat=True) for a, *_ in whole)


@pytest.mark.parametrize("most, tried", [(0, 1), (50, 1), (130, 2), (10_000, 3)])
def test_of_many_documents_a_preview_tries_as_many_as_are_read_in_a_second(nine, monkeypatch, most, tried):
    """The first of the nine have 48, 78 and 61 articles."""
    monkeypatch.setattr(concerned, "SAMPLE_ARTICLES", most)
    monkeypatch.setattr(concerned, "AT_ONCE", 1)
    found: set[int] = set()
    with (
        concerned.watched(lambda documents, more: found.update(documents)),
        concerned.deriving(Document.objects.filter(is_notice=False)),
    ):
        pass
    assert len(found) == tried
