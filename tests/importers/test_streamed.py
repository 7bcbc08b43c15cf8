"""An import goes document by document, and passes over those that are as they were when they were derived last."""

import pytest

from importers import pipeline
from importers.derivation import Derivation
from policies.models import Amount, Article, Correction, Document, ImportRun, Revision, Term, Unit

pytestmark = pytest.mark.usefixtures("nine")

TITLES = {"甲": "关于支持夜间经济的若干措施", "乙": "关于支持早市的若干措施"}
BODY = "第一条 对餐饮企业给予补贴100万元。\n第二条 {more}鼓励连锁。（责任单位：市水车局）\n"


def write(folder, name: str, more: str = "") -> None:
    (folder / f"{name}.txt").write_text(f"{TITLES[name]}\n{BODY.format(more=more)}", encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """Two documents of which the first names two others that are not there yet, imported.

    Twice, since the second run knows the office that the first one found.
    """
    write(tmp_path, "甲", "落实《关于扶持渡口的若干措施》（河政发〔2023〕7号）、《关于修缮的水车的若干措施》，")
    write(tmp_path, "乙")
    pipeline.import_files(sorted(tmp_path.iterdir()))
    Revision.bump()
    pipeline.import_files(sorted(tmp_path.iterdir()))
    return tmp_path


@pytest.fixture
def derived(monkeypatch) -> list[str]:
    """The files whose documents are derived from now on."""
    found: list[str] = []
    derive = Derivation._derive_anew

    def watched(self, documents, progress) -> None:
        found.extend(document.source.name[:1] for document in documents)
        derive(self, documents, progress)

    monkeypatch.setattr(Derivation, "_derive_anew", watched)
    return found


def of(name: str) -> Document:
    return Document.objects.get(title=TITLES[name])


def another_text(folder) -> None:
    write(folder, "乙", "大力")


def an_edited_fact(folder) -> None:
    fact = Amount.objects.get(article__document=of("乙"))
    fact.role = Amount.Role.TARGET
    fact.save()


def a_correction(folder) -> None:
    article = Article.objects.get(document=of("乙"), ordinal=2)
    Correction.objects.create(article=article, quote="连锁", reading="连琐", reason="试")


def a_row_changed_past_all_signals(folder) -> None:
    Amount.objects.filter(article__document=of("乙")).update(quote="9")
    Revision.bump()


def a_document_that_one_names(folder) -> None:
    (folder / "丙.txt").write_text("河政发〔2023〕7号\n关于扶持渡口的若干措施\n第一条 鼓励摆渡。\n", encoding="utf-8")


def a_document_that_one_names_by_its_title_alone(folder) -> None:
    (folder / "丙.txt").write_text(
        "河政发〔2019〕987号\n关于修缮的水车的若干措施\n第一条 鼓励修缮。\n", encoding="utf-8"
    )


def a_document_that_nobody_names(folder) -> None:
    (folder / "丙.txt").write_text("河政发〔2023〕9号\n关于扶持磨坊的若干措施\n第一条 鼓励磨面。\n", encoding="utf-8")


def a_word(folder) -> None:
    term = Term.objects.filter(scheme="sector").first()
    term.words, term.edited_by_human = [*term.words, "水车"], True
    term.save()


def an_office_that_is_none(folder) -> None:
    unit = Unit.objects.candidates().filter(responsibilities__article__document=of("乙")).first()
    unit.not_an_office = True
    unit.save()


@pytest.mark.parametrize(
    "act, names",
    [
        pytest.param(lambda folder: Revision.bump(), "", id="nothing but the revision"),
        pytest.param(another_text, "乙", id="its own text"),
        pytest.param(an_edited_fact, "乙", id="a fact of it, by an editor"),
        pytest.param(a_correction, "乙", id="a correction of it"),
        pytest.param(a_row_changed_past_all_signals, "乙", id="a row of it, behind the base's back"),
        pytest.param(a_document_that_one_names, "甲丙", id="a document that it names came"),
        pytest.param(a_document_that_one_names_by_its_title_alone, "甲丙", id="one that it names by its title alone"),
        pytest.param(a_document_that_nobody_names, "丙", id="another came beside it"),
        pytest.param(a_word, "甲乙", id="the vocabularies"),
        pytest.param(an_office_that_is_none, "甲乙", id="what an editor says of a new office"),
        pytest.param(lambda folder: Document.objects.update(derived_as=""), "甲乙", id="a base of before"),
    ],
)
def test_only_documents_that_something_came_to_are_derived(folder, derived, act, names):
    act(folder)
    pipeline.import_files(sorted(folder.iterdir()))
    assert derived == sorted(names)
    derived.clear()
    Revision.bump()
    assert pipeline.import_files(sorted(folder.iterdir())).run is None
    assert not derived


def test_a_later_run_reads_with_the_offices_that_an_earlier_one_found(tmp_path):
    """Whether of one file or of two, and in whatever order: the office is new to the first run alone."""
    (tmp_path / "甲.txt").write_text("关于磨坊的若干措施\n第一条 由市水磨局负责组织实施。\n", encoding="utf-8")
    (tmp_path / "乙.txt").write_text("关于磨面的若干措施\n第一条 鼓励磨面。（责任单位：市水磨局）\n", encoding="utf-8")
    pipeline.import_files(sorted(tmp_path.iterdir()))
    Revision.bump()
    pipeline.derive_again()
    article = Article.objects.get(document__title="关于磨坊的若干措施")
    read = list(article.responsibility_set.values_list("unit__name", flat=True))
    Document.objects.update(derived_as="")
    Revision.bump()
    pipeline.derive_again()
    assert read == list(article.responsibility_set.values_list("unit__name", flat=True)) != []


def test_a_run_says_how_far_it_is(folder):
    told: list[str] = []
    write(folder, "甲", "再次")
    pipeline.import_files(sorted(folder.iterdir()), progress=told.append)
    far = [each for each in told if each.startswith("第")]
    assert far[0] == "第 1 个文件，共 2 个"
    assert far[1].startswith("第 2 个文件，共 2 个，约还要 ")


def test_a_file_that_is_none_leaves_all_others_out(folder, derived):
    write(folder, "甲", "再次")
    (folder / "空.txt").write_text("今天天气很好。", encoding="utf-8")
    runs = ImportRun.objects.count()
    with pytest.raises(pipeline.SourceError, match=r"空\.txt"):
        pipeline.import_files(sorted(folder.iterdir()))
    assert (derived, ImportRun.objects.count()) == ([], runs)
