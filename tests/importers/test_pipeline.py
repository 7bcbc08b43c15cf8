"""From files to rows: the nine as they must come out, again and again, and whatever goes wrong."""

import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from importers import accuracy, pipeline
from importers.parsing import corrections, formats
from importers.parsing.formats import web_page
from importers.parsing.formats.records import Extracted
from policies import exports
from policies.models import (
    Amount,
    Article,
    Declared,
    Document,
    ImportRun,
    Measure,
    Membership,
    Passage,
    Responsibility,
    Revision,
    Source,
    TermUse,
    Unit,
)
from policies.quality import Audit
from tests.base import SOURCES, forget_documents

pytestmark = pytest.mark.usefixtures("nine")

NUMBERS = {
    "晋发〔2021〕67号": 48,
    "晋政办发〔2022〕7号": 78,
    "晋政办发〔2022〕33号": 61,
    "晋政办发〔2022〕35号": 66,
    "晋政办发〔2022〕30号": 35,
    "晋政办发〔2022〕34号": 70,
    "晋政发〔2021〕26号": 10,
    "晋商综〔2022〕56号": 25,
    "晋市监发〔2022〕33号": 24,
}


def article(number: str, ordinal: int) -> Article:
    return Article.objects.get(document__number=number, ordinal=ordinal)


def run(*files, **options) -> str:
    out = io.StringIO()
    call_command("import_policies", *files, stdout=out, **options)
    return out.getvalue()


def test_the_nine_in_order_with_their_articles():
    told = {row.number: row.articles.count() for row in Document.objects.listed().filter(is_notice=False)}
    assert told == NUMBERS
    assert list(told) == list(NUMBERS)
    assert sum(told.values()) == 417


def test_the_notice_stands_beside_the_nine():
    notice = Document.objects.get(is_notice=True)
    assert (notice.number, notice.articles.count()) == ("晋商综函〔2022〕171号", 3)


def test_the_original_of_67_is_a_second_witness_not_a_tenth_document():
    document = Document.objects.get(number="晋发〔2021〕67号")
    assert document.source.name == "compilation-2022-171.txt"
    assert [row.name for row in document.witnesses.all()] == ["original-jinfa-2021-67.md"]
    assert Passage.objects.filter(kind=Passage.Kind.WITNESS, document=document).count() == 48
    assert str(document.issued_on) == "2021-12-31"


def test_the_others_date_stays_unknown():
    assert not Document.objects.exclude(number="晋发〔2021〕67号").exclude(issued_on=None).exists()


def test_disclosure_is_what_each_source_prints():
    assert dict(Source.objects.values_list("name", "disclosure")) == {
        "compilation-2022-171.txt": "on_request",
        "original-jinfa-2021-67.md": "public",
    }


@pytest.mark.parametrize(
    "number, slug",
    [
        ("晋政办发〔2022〕7号", "jinzhengbanfa-2022-7"),
        ("晋政办发〔2022〕33号", "jinzhengbanfa-2022-33"),
        ("晋市监发〔2022〕33号", "jinshijianfa-2022-33"),
        ("晋发〔2021〕67号", "jinfa-2021-67"),
    ],
)
def test_addresses(number, slug):
    assert Document.objects.get(number=number).slug == slug


@pytest.mark.parametrize(
    "number, count",
    list(zip(list(NUMBERS)[:6], [13, 4, 12, 18, 2, 11], strict=True)),
)
def test_the_compilers_own_counts_come_out(number, count):
    rows = Responsibility.objects.counted().filter(unit__name="省商务厅", article__document__number=number)
    assert rows.count() == count
    declared = Declared.objects.get(unit__name="省商务厅", label="", document__number=number)
    assert declared.count == count


@pytest.mark.parametrize(
    "number, counts",
    [("晋政办发〔2022〕33号", [2, 5, 2, 1, 2]), ("晋政办发〔2022〕35号", [1, 4, 8, 2, 3])],
)
def test_the_compilers_counts_by_section_come_out(number, counts):
    (audit,) = (each for each in Audit().documents() if each.document.number == number)
    checks = [check for check in audit.shares if check.declared.section]
    assert [check.declared.count for check in checks] == counts
    assert [check.ours for check in checks] == counts


def test_a_count_that_cannot_be_reached_is_shown_as_failed():
    """34号 is said to give 省商务厅 six articles on foreign trade and investment; it has five."""
    (audit,) = (each for each in Audit().documents() if each.document.number == "晋政办发〔2022〕34号")
    checks = [check for check in audit.shares if check.declared.label]
    assert [(check.declared.label, check.declared.count, check.ours, check.holds) for check in checks] == [
        ("推动开发区项目建设", 2, 2, True),
        ("稳外贸稳外资", 6, 5, False),
        ("促进商贸流通", 3, 3, True),
    ]
    assert "稳外贸稳外资 说明称 6 条，本库 5，不符（编者归类）" in run()


def parts(found: Article, basis: str) -> list[tuple[str, str]]:
    return [(row.unit.name, row.quote) for row in found.responsibility_set.filter(basis=basis).order_by("position")]


def test_members_of_a_collective_count_with_the_summary_as_evidence():
    row = article("晋政办发〔2022〕35号", 58).responsibility_set.get(unit__name="省商务厅")
    assert (row.basis, row.via.name) == ("member", "省服务业发展领导小组有关成员单位")
    assert row.place.text[row.start : row.end] == row.quote == "3条组织保障措施"


def test_what_30_says_once_holds_for_all_35():
    rows = Responsibility.objects.filter(unit__name="各县人民政府", article__document__number="晋政办发〔2022〕30号")
    assert rows.count() == 35
    assert rows.filter(basis="printed").count() == 1
    inherited = article("晋政办发〔2022〕30号", 35).responsibility_set.get(unit__name="各县人民政府")
    assert inherited.basis == "document"
    assert inherited.inherited_from == article("晋政办发〔2022〕30号", 1)
    assert inherited.place.text[inherited.start : inherited.end] == "各市、县人民政府"


def test_a_section_s_taskforce_holds_for_its_articles_only():
    assert parts(article("晋政办发〔2022〕35号", 4), "section") == [("金融业专班", "金融业专班")]
    assert parts(article("晋政办发〔2022〕35号", 3), "section") == []


def test_56_is_carried_out_by_the_office_that_issued_it():
    rows = Responsibility.objects.filter(article__document__number="晋商综〔2022〕56号", basis="issuer")
    assert {row.unit.name for row in rows} == {"省商务厅"}
    assert rows.count() == 25
    assert not Responsibility.objects.filter(article__document__number="晋政发〔2021〕26号", basis="issuer").exists()


def test_others_too_is_a_flag():
    assert article("晋发〔2021〕67号", 1).others
    assert not article("晋发〔2021〕67号", 3).others


@pytest.mark.long
def test_every_fact_s_words_stand_where_it_says():
    for model in (Responsibility, Amount, TermUse, Measure):
        for row in model.objects.select_related("article").iterator():
            place = getattr(row, "place", row.article)
            assert place.text[row.start : row.end] == row.quote


def test_a_corrected_figure_keeps_what_the_print_says():
    row = article("晋发〔2021〕67号", 36).amount_set.get(shape="change")
    assert (row.values, row.unit) == ([1, 2], "permille")
    assert (row.printed["values"], row.printed["unit"]) == ([1, 2], "percent")
    assert row.quote == "从1%提高到在保业务余额的2%"


def test_sources_are_kept_whole_in_the_base():
    """Rule 2 on the rows: leaf by leaf every source comes back."""
    for source in Source.objects.all():
        leaves = list(Passage.objects.filter(source=source).values_list("pieces", flat=True))
        leaves += Article.objects.filter(document__source=source).values_list("pieces", flat=True)
        spans = sorted((start, end) for pieces in leaves for start, end, _ in pieces)
        assert "".join("".join(source.text[a:b].split()) for a, b in spans) == "".join(source.text.split())


def everything() -> dict:
    """All rows of the base, history included."""
    from django.apps import apps

    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for model in apps.get_app_config("policies").get_models()
    }


@pytest.mark.long
@pytest.mark.parametrize("files", [(), SOURCES], ids=["its own texts", "the files again"])
def test_importing_again_writes_nothing_history_included(files):
    """Read whole again: something may have moved since; it had not."""
    Revision.bump()
    before = everything() | {"Revision": None}
    assert "没有变化，未写入" in run(*files)
    assert everything() | {"Revision": None} == before


@pytest.mark.parametrize("files", [(), SOURCES], ids=["its own texts", "the files again"])
def test_what_was_derived_by_this_very_code_is_not_derived_again(files):
    """A start asks a few questions; it read all nine again."""
    run(*files)
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        assert "没有变化，未写入" in run(*files, quiet=True)
    assert len(queries) < 25
    assert everything() == before


@pytest.mark.long
def test_an_edit_other_code_or_another_text_is_derived(monkeypatch, tmp_path):
    pipeline.derive_again()
    assert Revision.is_derived_by(pipeline._code())
    monkeypatch.setattr(pipeline, "_code", lambda: "another release")
    assert not Revision.is_derived_by(pipeline._code())
    monkeypatch.undo()
    target = Amount.objects.order_by("pk").first()
    target.per = "户"
    target.save()
    assert not Revision.is_derived_by(pipeline._code())
    pipeline.derive_again()
    assert Revision.is_derived_by(pipeline._code())
    file = tmp_path / "city.txt"
    file.write_text("关于支持餐饮业的若干措施\n第一条 给予补贴100万元。\n")
    assert pipeline.import_files([file]).run is not None
    assert not Revision.is_derived_by(pipeline._code()), "others may cite it"


def test_the_report_says_what_was_found():
    report = run()
    assert "条文 48，说明称 48 条，相符" in report
    assert "条文 66，说明称 65 条，不符" in report
    assert "第14条处印作“15”，按次序应为 14" in report
    assert "未识别（original-jinfa-2021-67.md）：000479" in report


def test_a_small_document_without_a_number_is_a_document(tmp_path):
    file = tmp_path / "small.txt"
    file.write_text("关于支持餐饮业的若干措施\n第一条 给予补贴100万元。\n第二条 鼓励连锁。\n", encoding="gb18030")
    run(file)
    document = Document.objects.get(number="")
    assert document.slug.startswith("guan-yu-zhi-chi-can-yin-ye")
    assert [row.path for row in document.articles.all()] == ["art_1", "art_2"]
    assert document.articles.first().amount_set.get().values == [1000000]


PAGE = """<html><head><meta name="PubDate" content="2023-05-08"></head><body>
<div class="nav"><a href="/">首页</a></div><div><p>关于支持乙县夜市的若干措施</p>
<p>第一条 对夜市摊主给予补贴3000元，按季兑现；由县商务局负责，县财政局配合。</p>
<p>第二条 鼓励夜市延长营业时间，县公安局维护秩序，县城管局提供便利。</p></div></body></html>"""


@pytest.mark.long
def test_a_page_is_kept_as_it_came_with_the_text_read_in_it(tmp_path):
    file = tmp_path / "page.docx"  # a name says nothing
    file.write_text(PAGE, encoding="utf-8")
    run(file)
    source = Source.objects.get(name="page.docx")
    assert bytes(source.content) == PAGE.encode()
    assert (source.format, source.reader_version, source.encoding) == ("html", web_page.VERSION, "utf-8")
    assert source.metadata == {"PubDate": "2023-05-08"}
    assert source.text.startswith("关于支持乙县夜市的若干措施\n第一条")
    assert source.places[0].element == "html/body[1]/div[2]/p[1]"
    assert Document.objects.get(number="", title="关于支持乙县夜市的若干措施").articles.count() == 2


@pytest.mark.long
def test_the_report_says_what_a_reader_was_not_sure_of(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE.replace("<p>第二条", '<p><img src="a.png"></p><p>第二条'), encoding="utf-8")
    assert "原件（page.html）：此处有一幅图片" in run(file)


@pytest.mark.long
def test_a_known_file_is_read_again_only_where_its_reader_moved(tmp_path, monkeypatch):
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    run(file)
    older = Source.objects.get(name="page.html")

    def never(content):
        raise AssertionError("a file that is known was read again")

    monkeypatch.setitem(formats.FORMATS, "html", replace(formats.FORMATS["html"], read=never))
    run(file)
    run()

    next_version = older.reader_version + 1

    def newer(content):
        return Extracted(older.text.replace("延长营业时间", "延长经营时间"), "html", next_version)

    monkeypatch.setitem(formats.FORMATS, "html", formats.Format("网页", next_version, newer))
    run()
    assert "延长营业时间" in Source.objects.get(pk=older.pk).text, "a start never reads a text anew"
    run(file)
    source = Source.objects.get(pk=older.pk)
    assert (source.reader_version, source.sha256) == (next_version, older.sha256)
    assert "延长经营时间" in Article.objects.get(document__source=source, ordinal=2).text


@pytest.mark.parametrize(
    "content, word",
    [
        pytest.param(None, "找不到这个文件", id="missing"),
        pytest.param(b"", "空", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "图片", id="a picture"),
        pytest.param("\u4eca\u5929\u5929\u6c14\u5f88\u597d\u3002".encode(), "没有认出公文", id="no document"),
        pytest.param("关于支持餐饮业的若干措施\n没有编号。".encode(), "没有认出公文", id="a title without articles"),
    ],
)
def test_a_bad_file_gets_one_line_and_nothing_is_loaded(tmp_path, content, word):
    good = tmp_path / "good.txt"
    good.write_text("关于支持餐饮业的若干措施\n1. 给予补贴。\n", encoding="utf-8")
    bad = tmp_path / "bad.txt"
    if content is not None:
        bad.write_bytes(content)
    before = everything()
    with pytest.raises(CommandError) as error:
        run(good, bad)
    assert word in str(error.value)
    assert "bad.txt" in str(error.value)
    assert "\n" not in str(error.value)
    assert everything() == before


def test_a_failure_halfway_leaves_the_base_as_it_was(tmp_path, monkeypatch):
    file = tmp_path / "small.txt"
    file.write_text("关于支持餐饮业的若干措施\n1. 给予补贴。\n", encoding="utf-8")
    before = everything()

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(pipeline.load_facts, "measures", fail)
    with pytest.raises(RuntimeError):
        run(file)
    assert everything() == before


@pytest.mark.long
def test_a_newer_version_of_a_file_keeps_addresses(tmp_path):
    file = tmp_path / "small.txt"
    title = "关于支持餐饮业的若干措施\n"
    file.write_text(title + "1. 给予补贴。\n2. 鼓励连锁。\n", encoding="utf-8")
    run(file)
    ids = dict(Article.objects.filter(document__number="").values_list("path", "pk"))
    file.write_text(title + "1. 新的一条。\n2. 给予补贴。\n3. 鼓励连锁。\n", encoding="utf-8")
    run(file)
    told = Article.objects.filter(document__number="").order_by("ordinal")
    assert [row.path for row in told] == ["art_1_2", "art_1", "art_2"]  # an article is its words, not its number
    assert {row.path: row.pk for row in told}.items() >= ids.items()
    assert Document.objects.filter(number="").count() == 1


@pytest.mark.long
def test_the_order_of_imports_decides_nothing():
    """The original first and the compilation after it: the base is what both at once make it."""
    both = list(exports.articles())
    forget_documents()
    original, compilation = (
        next(path for path in SOURCES if word in path.name) for word in ("original", "compilation")
    )
    run(original)
    assert Document.objects.get().source.name == original.name
    run(compilation)
    assert list(exports.articles()) == both
    assert "没有变化，未写入" in run()


# --- several compilations in one base ---------------------------------------------------------------------------------

NOTICE = "晋商综函〔2022〕171号"
FIRST_OF_IT, LAST_OF_IT = "晋发〔2021〕67号", "晋市监发〔2022〕33号"


def last_document_only(text: str) -> str:
    """The compilation with its notice, what it says of all nine, and the last of them."""
    first = text.index(f"\n{FIRST_OF_IT}\n", text.index("政策汇编说明"))
    last = text.index(f"\n{LAST_OF_IT}")
    return text[: _title_before(text, first)] + text[_title_before(text, last) :]


def _title_before(text: str, number: int) -> int:
    """Where the title that stands over a document's number begins."""
    return text.rindex("\n", 0, text.rindex("关于", 0, number)) + 1


def renumbered_notice(text: str) -> str:
    return text.replace(NOTICE, "晋商综函〔2023〕9号")


def an_unknown_document_last(text: str) -> str:
    """Its summaries name eight documents of the first compilation, and one that is no longer where it was."""
    return renumbered_notice(last_document_only(text)).replace(f"\n{LAST_OF_IT}\n", "\n晋市监发〔2023〕8号\n")


@pytest.mark.long
@pytest.mark.parametrize(
    "second, gained",
    [
        pytest.param(lambda text: renumbered_notice(last_document_only(text)), 1, id="shares its last document"),
        pytest.param(renumbered_notice, 1, id="shares all nine"),
        pytest.param(an_unknown_document_last, 2, id="its summaries name the first's documents"),
    ],
)
def test_a_second_compilation_that_shares_documents_is_imported_and_everything_goes_on(
    tmp_path, django_user_model, client, second, gained
):
    before, count = list(exports.articles()), Document.objects.count()
    first = next(path for path in SOURCES if "compilation" in path.name)
    file = tmp_path / "compilation-2023.txt"
    file.write_text(second(first.read_text(encoding="utf-8")), encoding="utf-8")
    run(file)
    assert Document.objects.count() == count + gained
    now = {(row["document"], row["ordinal"]): row["units"] for row in exports.articles()}
    assert [now[row["document"], row["ordinal"]] for row in before] == [row["units"] for row in before]
    assert "没有变化，未写入" in run()
    editor = django_user_model.objects.create_superuser("editor", password="not-a-secret")
    client.force_login(editor)
    old, new = (Unit.objects.get(name=name) for name in ("省邮政管理局", "省发展改革委"))
    merged = client.post(f"/admin/policies/unit/{old.pk}/merge/", {"into": new.name, "_confirmed": "1"})
    assert merged.status_code == 302
    old.refresh_from_db()
    assert old.merged_into == new


VERSIONS = {
    "it gains documents": (last_document_only, lambda text: text),
    "it loses documents": (lambda text: text, last_document_only),
    "its last is another": (last_document_only, an_unknown_document_last),
}


@pytest.mark.long
@pytest.mark.parametrize("versions", VERSIONS.values(), ids=VERSIONS)
def test_a_newer_version_of_a_second_compilation_takes_the_older_one_s_place(tmp_path, versions):
    """What the newer one left out is still read from the older; what both have, from the newer alone."""
    first = next(path for path in SOURCES if "compilation" in path.name)
    file = tmp_path / "compilation-2023.txt"
    for version in versions:
        file.write_text(renumbered_notice(version(first.read_text(encoding="utf-8"))), encoding="utf-8")
        run(file)
        connection.check_constraints()
    for document in Document.objects.all():
        names = [each.name for each in (document.source, *document.witnesses.all())]
        assert len(set(names)) == len(names), document
    assert "没有变化，未写入" in run()


# --- seeding a base, and bringing one up to date ----------------------------------------------------------------------


def newer_text(folder):
    """The compilation as its issuer reworded it, under the name that it had."""
    file = folder / next(path for path in SOURCES if "compilation" in path.name).name
    old = next(path for path in SOURCES if "compilation" in path.name).read_text(encoding="utf-8")
    file.write_text(old.replace("坚持“法无禁止即可入”", "坚持“非禁即入”"), encoding="utf-8")
    return file


@pytest.mark.long
def test_a_start_never_puts_an_older_text_in_the_place_of_a_newer_one(tmp_path):
    run(newer_text(tmp_path))
    newer = everything()
    assert "没有变化，未写入" in run()
    assert everything() == newer


@pytest.mark.long
def test_a_start_says_which_text_of_the_release_it_left_out(tmp_path, settings):
    """A release with another text of the compilation: nobody has decided that it is the better one."""
    (tmp_path / "sources").mkdir()
    newer_text(tmp_path / "sources")
    settings.SEEDS_DIR = tmp_path / "sources"
    before, told = everything(), io.StringIO()
    run(stderr=told)
    assert everything() == before
    assert told.getvalue().count("没有导入") == 1
    assert "没有导入 compilation-2022-171.txt：本库没有这一份文本" in told.getvalue()


@pytest.mark.long
def test_an_older_text_is_taken_where_it_is_asked_for(tmp_path):
    before = list(exports.articles())
    run(newer_text(tmp_path))
    assert list(exports.articles()) != before
    run(*SOURCES)
    assert list(exports.articles()) == before


@pytest.mark.long
def test_an_empty_base_is_seeded():
    before = list(exports.articles())
    forget_documents()
    run()
    assert list(exports.articles()) == before


@pytest.mark.long
def test_a_start_reads_the_base_s_own_texts_by_the_vocabulary_of_today(tmp_path):
    """What a new release changed in the vocabulary is read again, in the newer text."""
    run(newer_text(tmp_path))
    Membership.objects.all().delete()
    assert "没有变化" not in run()
    assert Membership.objects.exists()
    assert "坚持“非禁即入”" in Article.objects.get(document__number=FIRST_OF_IT, ordinal=1).text


@pytest.mark.long
def test_an_import_that_changes_something_is_recorded(tmp_path):
    file = tmp_path / "small.txt"
    file.write_text("关于支持餐饮业的若干措施\n1. 给予补贴。\n", encoding="utf-8")
    before = ImportRun.objects.count()
    run(file)
    run(file)
    assert ImportRun.objects.count() == before + 1


def test_corrections_come_back_as_the_file_has_them(tmp_path):
    file = tmp_path / "corrections.csv"
    call_command("export_corrections", file, stdout=io.StringIO())
    assert corrections.load(file) == corrections.load(pipeline.CORRECTIONS)


# --- against what a careful reader found -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold():
    path = SOURCES[0].parent.parent.parent / "tests" / "gold" / "articles.dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# The figures reached; a change that lowers one must say why in docs/fidelity.md.
FLOORS = {
    "责任单位与角色": 1.0,
    "金额（数值、单位）": 1.0,
    "金额（并用途）": 1.0,
    "金额（并界限）": 1.0,
    "时限": 1.0,
    "周期": 1.0,
    "量化目标": 1.0,
    "行业（不计服务业、医疗卫生）": 0.98,
    "惠企举措": 0.87,
    "惠企举措：给谁": 0.88,
    "惠企举措：怎样得到": 0.96,
    "惠企举措：方式": 0.92,
    "惠企举措：给多少": 0.95,
}


@pytest.fixture(scope="module")
def benefits():
    path = SOURCES[0].parent.parent.parent / "tests" / "gold" / "benefits.dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measured(gold, benefits) -> dict[str, accuracy.Score]:
    records = list(exports.articles())
    return accuracy.scores(gold, records) | accuracy.benefit_scores(benefits, records)


@pytest.mark.long
def test_accuracy_on_the_gold(gold, benefits):
    found = measured(gold, benefits)
    assert found.keys() == FLOORS.keys()
    low = {name: (score.precision, score.recall) for name, score in found.items()}
    assert all(min(low[name]) >= floor for name, floor in FLOORS.items()), "\n".join(accuracy.table(found))


def test_the_accuracy_shown_is_the_accuracy_measured(gold, benefits):
    """The page “关于数据” shows fixtures/accuracy.json; `make accuracy` writes it."""
    shown = json.loads((SOURCES[0].parent.parent / "accuracy.json").read_text(encoding="utf-8"))
    assert shown.pop("measured_on")
    assert shown.pop("search")  # tests/importers/test_search_accuracy.py holds it
    assert shown == accuracy.summary(gold, measured(gold, benefits))


@pytest.mark.long
def test_sections_and_numbers_are_the_gold_s(gold):
    records = {(each["document"], each["ordinal"]): each for each in exports.articles()}
    for row in gold:
        record = records[row["document"], row["ordinal"]]
        for name in ("number", "section", "subsection"):
            assert record[name] == row[name], row["key"]
        assert len("".join(record["text"].split())) == row["chars"], row["key"]


def test_every_quote_of_the_gold_stands_in_the_printed_text(gold):
    records = {(each["document"], each["ordinal"]): each["text"] for each in exports.articles()}
    for row in gold:
        for kind in ("amounts", "times", "targets"):
            for each in row[kind]:
                assert each["text"] in records[row["document"], row["ordinal"]], row["key"]


def test_export_is_one_object_an_article_the_nine_then_the_notice():
    out = io.StringIO()
    call_command("export_articles", stdout=out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(rows) == 420
    assert list(dict.fromkeys(row["document"] for row in rows)) == [*NUMBERS, "晋商综函〔2022〕171号"]
    for row in rows:
        for kind in ("measures", "amounts", "targets", "citations"):
            assert all(row["text"][each["start"] : each["end"]] == each["text"] for each in row[kind])
        assert all(row["text"][each["start_offset"] : each["end_offset"]] == each["text"] for each in row["times"])
        for unit in row["units"]:
            stands_here = unit["basis"] in ("printed", "body")
            assert (unit["start"] is not None) == stands_here
            if stands_here:
                assert row["text"][unit["start"] : unit["end"]] == unit["text"]
