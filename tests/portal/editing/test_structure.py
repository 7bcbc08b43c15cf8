"""A document's structure by hand: tried in a draft, seen before it is saved, saved and taken back as one act."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from importers import pipeline
from importers.parsing.lines import LineMark
from policies.models import Amount, Article, Correction, Document, Report, Responsibility, StructureMark, Unit
from policies.models.derived import Derived
from portal.editing.structure import saving
from portal.editing.structure.draft import Draft
from portal.editing.structure.sheet import Sheet
from tests.portal.editing.forms import address, form_with, forms, opened, undone
from tests.portal.editing.test_groups import staff

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]

# Of a preview, which derives a whole document: measured 78, so many that nothing is asked a row.
MAX_PREVIEW_QUERIES = 90
NUMBER = "临商发〔2023〕8号"
HEAD = f"临川市支持小店发展若干措施\n{NUMBER}\n"
# 二 swallowed what should be an article of its own, since nobody numbered it; 四 is no article but the end of 三.
BODY = (
    "一、支持餐饮企业。对新开业的餐饮企业给予5万元奖励。（责任单位：市商务局）\n"
    "二、减免租金。对餐饮企业减免6个月租金。\n"
    "支持零售企业。对零售企业给予8万元补助。\n"
    "三、加强服务。各部门要主动上门服务，事项如下。\n"
    "四、上门事项。证照办理、政策解答。\n"
)


@pytest.fixture
def document(tmp_path) -> Document:
    return imported(tmp_path, HEAD + BODY)


def imported(folder, text: str) -> Document:
    path = folder / "small.txt"
    path.write_text(text, encoding="utf-8")
    pipeline.import_files([path])
    return Document.objects.get(number=NUMBER)


def page_of(document: Document) -> str:
    return reverse("admin:structure", args=[document.pk])


def start_of(document: Document, words: str) -> int:
    return document.source.text.index(words)


def press(desk, document: Document, page, button: str, **typed):
    """The page after a button was pressed, with what else the form holds."""
    form = form_with(page, "do")
    assert {*typed} <= form.names | {"column"}
    buttons = [value for name, value, _ in form.buttons if name == "do"]
    assert button in buttons
    return desk.post(page_of(document), form.fields | typed | {"do": button})


def saved(desk, document: Document, page, reason: str = "原文如此"):
    """The page after its draft was saved, past the preview."""
    sent = form_with(page, "save").fields | {"save": "1", "reason": reason, "_confirmed": "1"}
    return desk.post(page_of(document), sent, follow=True)


def mended(desk, document: Document):
    """The two misreadings, mended."""
    page = desk.get(page_of(document))
    page = press(desk, document, page, "article", line=start_of(document, "支持零售"))
    page = press(desk, document, page, "join", line=start_of(document, "四、上门"))
    return saved(desk, document, page)


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def articles(document: Document) -> dict[str, str]:
    rows = Article.objects.present().filter(document=document).order_by("ordinal")
    return dict(rows.values_list("path", "text"))


def test_the_page_says_of_each_line_what_it_is(desk, document):
    rows = {row.text[:4]: (row.what, row.kind) for row in desk.get(page_of(document)).context["rows"]}
    assert rows["临川市支"] == ("标题", "title")
    assert rows[NUMBER[:4]] == ("发文字号", "number")
    assert rows["一、支持"] == ("条 一、", "article")
    assert rows["支持零售"] == ("", "article")  # it goes on with 二
    assert rows["四、上门"] == ("条 四、", "article")


def test_nothing_is_written_before_the_effect_was_seen(desk, document):
    page = press(desk, document, desk.get(page_of(document)), "article", line=start_of(document, "支持零售"))
    assert page.context["count"] == 5
    assert not StructureMark.objects.exists()
    seen = desk.post(page_of(document), form_with(page, "save").fields | {"save": "1", "reason": "漏编号"})
    assert [(each.what, each.before[:4], each.after[:4]) for each in seen.context["restructured"]] == [
        ("改动", "二、减免", "二、减免"),
        ("新增", "", "支持零售"),
    ]
    sums = [(each.what, each.fact.quote) for each in seen.context["changes"] if each.fact.quote == "8万元"]
    assert {what for what, _ in sums} == {"移到此条"}
    assert not StructureMark.objects.exists()
    assert len(articles(document)) == 4
    back = desk.post(page_of(document), form_with(seen, "_back").pressed("_back"))
    assert back.context["pending"] == 1
    assert back.context["reason"] == "漏编号"
    assert desk.post(page_of(document), form_with(seen, "_confirmed").pressed("_confirmed")).status_code == 302
    assert len(articles(document)) == 5


def test_an_article_swallowed_in_another_is_split_and_one_that_is_none_is_joined(desk, document):
    before = articles(document)
    page = mended(desk, document)
    now = articles(document)
    assert [text[:6] for text in now.values()] == ["一、支持餐饮", "二、减免租金", "支持零售企业", "三、加强服务"]
    assert now["art_3"] == before["art_3"] + "\n" + before["art_4"]
    new = Article.objects.get(document=document, text__startswith="支持零售")
    assert (new.number, new.label, new.path) == (None, "", "art_3_2")
    assert desk.get(new.get_absolute_url()).status_code == 200
    assert new.amount_set.get().values == [80000]
    assert_in_the_print(document)
    rows = StructureMark.objects.order_by("start")
    assert [(row.kind, row.quote[:4], row.reason) for row in rows] == [
        ("article", "支持零售", "原文如此"),
        ("join", "四、上门", "原文如此"),
    ]
    assert all(row.history.get().history_user.username == "editor" for row in rows)
    undone(desk, page)
    assert articles(document) == before
    assert not StructureMark.objects.standing().exists()
    assert [version.withdrawn for version in rows[0].history.all()] == [True, False]


def assert_in_the_print(document: Document) -> None:
    """Every fact's words stand where it says, and every article's in its source."""
    for model in (Amount, *Derived.__subclasses__()):
        if model._meta.abstract:
            continue
        for row in model.objects.filter(article__document=document):
            assert row.place.text[row.start : row.end] == row.quote
    text = document.source.text
    for article in Article.objects.present().filter(document=document):
        printed = "".join(text[start:end] for start, end, _ in article.pieces)
        assert printed == article.text.replace("\n", "")


def test_what_was_decided_goes_along_to_the_article_that_its_words_are_of_now_and_back(desk, document):
    Article.objects.filter(document=document, path="art_1").update(
        validity="in_force", validity_checked_on="2024-01-01"
    )
    whole = Article.objects.get(document=document, path="art_2")
    row = whole.amount_set.get(quote="8万元")
    row.status, row.values = "edited", [90000]
    row.save()
    desk.post(address(row), opened(desk, row) | {"values": "9万"})
    kept = Correction.objects.create(article=whole, quote="零售", occurrence=2, reading="零星", reason="试")
    report = Report.objects.create(article=whole, place="第2条", problem="value", quote="8万元")
    page = mended(desk, document)
    assert Article.objects.get(document=document, validity="in_force").path == "art_1"
    for each in (row, kept, report):
        each.refresh_from_db()
        assert each.article.text.startswith("支持零售")
    assert (row.status, row.values, row.is_in_place, row.orphaned) == ("edited", [90000], True, False)
    assert (kept.occurrence, kept.article.reading.count("零星")) == (2, 1)
    assert not kept.is_misplaced
    assert row.article.amount_set.filter(quote="8万元").count() == 1
    undone(desk, page)
    for each in (row, kept, report):
        each.refresh_from_db()
        assert each.article == whole
    assert (row.status, row.values, row.is_in_place) == ("edited", [90000], True)


def test_an_office_has_one_part_also_in_what_was_joined(desk, document):
    """三 and 四 both name nobody; the editor added one office to each, and one of them stays for a person to settle."""
    unit = Unit.objects.get(name="省商务厅")
    for path, words in (("art_3", "上门服务"), ("art_4", "上门事项")):
        article = Article.objects.get(document=document, path=path)
        at = article.text.index(words)
        Responsibility(
            article=article, unit=unit, role="lead", basis="body", quote=words, start=at, end=at + 4,
            origin="editor", status="confirmed",
        ).save()  # fmt: skip
    mended(desk, document)
    assert Responsibility.objects.public().filter(article__document=document, unit=unit).count() == 1
    assert Responsibility.objects.in_conflict().filter(unit=unit, article__document=document).count() == 1


def test_the_next_import_keeps_it_and_a_newer_text_too(desk, document, tmp_path):
    mended(desk, document)
    pipeline.import_files([tmp_path / "small.txt"])
    assert len(articles(document)) == 4
    newer = imported(tmp_path, HEAD + "为支持小店，制定本措施。\n" + BODY.replace("8万元", "9万元"))
    rows = StructureMark.objects.order_by("start")
    assert [newer.source.text[row.start :][:4] for row in rows] == ["支持零售", "四、上门"]
    assert [row.source for row in rows] == [newer.source, newer.source]
    assert [text[:4] for text in articles(newer).values()] == ["一、支持", "二、减免", "支持零售", "三、加强"]
    assert list(articles(newer)) == ["art_1", "art_2", "art_3_2", "art_3"]


def test_words_that_are_no_more_are_told_and_read_nothing(desk, document, tmp_path):
    mended(desk, document)
    newer = imported(tmp_path, HEAD + BODY.replace("支持零售企业。对零售企业给予8万元补助。\n", ""))
    (lost,) = StructureMark.objects.lost()
    assert lost.quote.startswith("支持零售")
    listed = desk.get(reverse("admin:work", args=["structure"])).content.decode()
    assert "支持零售" in listed
    assert "新版来源里没有下面这些字了" in desk.get(page_of(newer)).content.decode()
    assert desk.post(address(lost), opened(desk, lost) | {"withdrawn": "on"}).status_code == 302
    assert not StructureMark.objects.lost().exists()
    assert len(articles(imported(tmp_path, HEAD + BODY))) == 3  # 四 stays joined, and what was withdrawn is not split


def test_an_article_without_a_number_has_a_name_of_its_own_and_its_own_words_for_a_title(desk, tmp_path):
    text = HEAD + "一、扶持政策\n（一）甲。给予补贴。\n支持零售企业。给予奖励。\n（二）乙。减免租金。\n"
    document = imported(tmp_path, text)
    page = press(desk, document, desk.get(page_of(document)), "article", line=start_of(document, "支持零售"))
    saved(desk, document, page)
    new = Article.objects.get(document=document, text__startswith="支持零售")
    assert (new.name, new.title) == ("未编号条（第2位）", "支持零售企业")
    assert "未编号条（第2位）" in desk.get(new.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "button, line, typed, message",
    [
        pytest.param("article", "", {}, "请先选一行", id="no line chosen"),
        pytest.param("article", "二、减免", {"words": "没有的字"}, "没有“没有的字”", id="words that the line has not"),
        pytest.param("join", "临川市", {}, "不能认作“接上文”", id="nothing above to go on from"),
        pytest.param("from_here", "一、支持", {}, "要选一条当中的一行", id="an article begins there already"),
        pytest.param("next_from_here", "四、上门", {}, "用不上", id="no article behind the last"),
        pytest.param("columns", "二、减免", {}, "不是表格的行", id="no table"),
        pytest.param("take_back", "二、减免", {}, "本来就是自动识读", id="nobody said anything of it"),
        pytest.param("attachment", "临川市", {}, "不能是文件的第一行", id="the first line is no attachment"),
    ],
)
def test_what_a_line_cannot_be_is_refused_in_a_sentence(desk, document, button, line, typed, message):
    chosen = {"line": start_of(document, line)} if line else {}
    page = press(desk, document, desk.get(page_of(document)), button, **chosen, **typed)
    assert message in "".join(told(page))
    assert page.context["pending"] == 0


NO_DRAFTS = [
    "",
    "[[1]]",
    '[{"start":-1,"kind":"article","level":1,"columns":[]}]',  # before the text
    '[{"start":1,"kind":"chapter","level":1,"columns":[]}]',  # no kind of ours
    '[{"start":1,"kind":"section","level":99,"columns":[]}]',  # too deep
    '[{"start":1,"kind":"table","level":1,"columns":["x"]}]',  # no column of ours
    "[" * 3000,
]


def test_a_draft_that_is_none_is_empty(desk, document):
    page = desk.get(page_of(document))
    for said in NO_DRAFTS:
        sent = form_with(page, "do").fields | {"said": said, "save": "1", "reason": "试"}
        assert "还没有改过" in "".join(told(desk.post(page_of(document), sent))), said


def test_a_reason_is_asked_for(desk, document):
    page = press(desk, document, desk.get(page_of(document)), "article", line=start_of(document, "支持零售"))
    for reason, message in (("  ", "请写理由"), ("长" * 101, "最多 100 字")):
        again = desk.post(page_of(document), form_with(page, "save").fields | {"save": "1", "reason": reason})
        assert message in "".join(told(again))
        assert again.context["pending"] == 1


def test_a_document_keeps_at_least_one_article(desk, tmp_path):
    document = imported(tmp_path, HEAD + "一、甲。给予补贴。\n")
    page = press(desk, document, desk.get(page_of(document)), "passage", line=start_of(document, "一、甲"))
    again = desk.post(page_of(document), form_with(page, "save").fields | {"save": "1", "reason": "试"})
    assert "一条条文也没有了" in "".join(told(again))


def test_a_boundary_is_moved(desk, tmp_path):
    """二 begins a sentence too late, and 三 swallowed its last one."""
    text = HEAD + "一、甲。给予补贴。\n对零售给予奖励。\n二、乙。减免租金。\n三、培训人才。开展培训。优化服务。\n"
    document = imported(tmp_path, text)
    page = desk.get(page_of(document))
    page = press(desk, document, page, "next_from_here", line=start_of(document, "对零售"))
    page = press(desk, document, page, "from_here", line=start_of(document, "三、培训"), words="优化服务")
    saved(desk, document, page)
    assert list(articles(document).values()) == [
        "一、甲。给予补贴。",
        "对零售给予奖励。\n二、乙。减免租金。\n三、培训人才。开展培训。",
        "优化服务。",
    ]


def test_a_line_is_as_the_machine_reads_it_again(desk, document):
    mended(desk, document)
    page = press(desk, document, desk.get(page_of(document)), "take_back", line=start_of(document, "支持零售"))
    saved(desk, document, page, reason="看错了")
    assert len(articles(document)) == 3
    row = StructureMark.objects.get(quote__startswith="支持零售")
    assert (row.withdrawn, row.history.first().history_change_reason) == (True, "看错了")
    page = press(desk, document, desk.get(page_of(document)), "article", line=start_of(document, "支持零售"))
    saved(desk, document, page)
    assert StructureMark.objects.count() == 2  # the same record, with all its past
    assert [version.withdrawn for version in row.history.all()] == [False, True, False]


def test_a_table_s_columns_are_chosen(desk, tmp_path):
    table = "编号\t干什么\t谁来干\n1\t建设美食街区\t省商务厅\n2\t发放消费券\t省财政厅\n"
    document = imported(tmp_path, HEAD + "一、甲。给予补贴。\n二、乙。减免租金。\n" + table)
    chosen = {"line": start_of(document, "编号\t")}
    page = press(desk, document, desk.get(page_of(document)), "columns", **chosen)
    assert [name for name, _ in page.context["columns"]] == ["编号", "干什么", "谁来干"]
    page = press(desk, document, page, "table", **chosen, column=["number", "task", "责任单位"])
    saved(desk, document, page)
    row = Article.objects.get(document=document, text__contains="美食街区")
    assert [part.unit.name for part in row.responsibility_set.all()] == ["省商务厅"]
    assert StructureMark.objects.get().columns == ["number", "task", "责任单位"]


def test_of_two_who_work_on_one_document_the_second_is_told_and_loses_nothing(desk, document):
    mine = press(desk, document, desk.get(page_of(document)), "article", line=start_of(document, "支持零售"))
    theirs = press(desk, document, desk.get(page_of(document)), "join", line=start_of(document, "四、上门"))
    saved(desk, document, theirs, reason="另一位")
    sent = form_with(mine, "save").fields | {"save": "1", "reason": "试", "_confirmed": "1"}
    again = desk.post(page_of(document), sent)
    assert "您打开之后，editor改过这个文件的篇章" in "".join(told(again))
    assert again.context["pending"] == 1
    assert StructureMark.objects.count() == 1
    saved(desk, document, again)
    assert [text[:4] for text in articles(document).values()] == ["一、支持", "二、减免", "支持零售", "三、加强"]


def test_an_act_on_which_others_built_is_not_undone_in_part(desk, document):
    page = mended(desk, document)
    row = StructureMark.objects.get(quote__startswith="支持零售")
    desk.post(address(row), opened(desk, row) | {"reason": "另有理由"})
    link = re.search(r'href="(/admin/acts/\d+/)">撤销', page.content.decode())[1]
    assert "不能一次撤销" in desk.get(link).content.decode()
    assert [name for form in forms(desk.get(link)) for name, _, _ in form.buttons if name == "undo"] == []


def test_one_is_withdrawn_and_had_back_from_its_history(desk, document):
    mended(desk, document)
    row = StructureMark.objects.get(quote__startswith="四、上门")
    page = desk.post(address(row), opened(desk, row) | {"withdrawn": "on"} | {"_confirmed": ""})
    assert page.status_code == 302
    assert len(articles(document)) == 5
    first = row.history.last()
    past = f"{address(row, 'history')}{first.history_id}/"
    assert desk.post(past, {"latest": row.history.first().history_id}).status_code == 302
    assert len(articles(document)) == 4


def test_what_a_withdrawal_would_change_is_seen_first(desk, document):
    mended(desk, document)
    row = StructureMark.objects.get(quote__startswith="支持零售")
    typed = opened(desk, row) | {"withdrawn": "on"}
    typed.pop("_confirmed", None)
    page = desk.post(address(row), typed)
    assert "8万元" in {change.fact.quote for change in page.context["changes"]}
    row.refresh_from_db()
    assert (row.withdrawn, len(articles(document))) == (False, 4)


def test_who_may_only_look_changes_nothing(document):
    reader = staff("编辑")
    assert reader.get(page_of(document)).status_code == 200
    assert form_with(reader.get(page_of(document)), "do")
    nobody = Client()
    nobody.force_login(User.objects.create_user("lisi", is_staff=True))
    assert nobody.get(page_of(document)).status_code == 403
    assert nobody.post(page_of(document), {"do": "article"}).status_code == 403


def test_the_nine_are_what_they_were_and_a_page_of_theirs_asks_little(desk, django_assert_max_num_queries):
    document = Document.objects.get(number="晋政办发〔2022〕30号")
    with django_assert_max_num_queries(25):
        page = desk.get(page_of(document))
    assert page.context["count"] == 35
    assert next(row.what for row in page.context["rows"] if row.what.startswith("条")) == "条 1."


def test_a_preview_costs_as_many_queries_for_a_long_document_as_for_a_short_one(desk, document):
    """It derives the document and is undone: some queries a kind of fact and step, none an article."""

    def cost(document: Document) -> int:
        page = desk.get(page_of(document))
        lines = [row for row in page.context["rows"] if row.kind == "article" and row.what]
        page = press(desk, document, page, "join", line=lines[1].start)
        sent = form_with(page, "save").fields | {"save": "1", "reason": "原文如此"}
        with CaptureQueriesContext(connection) as queries:
            seen = desk.post(page_of(document), sent)
        assert seen.context["restructured"]
        return len(queries)

    long = Document.objects.get(slug="jinzhengbanfa-2022-33")
    assert long.articles.count() > 10 * document.articles.count()
    assert cost(document) < MAX_PREVIEW_QUERIES
    assert cost(long) < MAX_PREVIEW_QUERIES


def test_a_page_of_marks_is_written_in_as_many_queries_as_one(desk, document):
    sheet = Sheet(document, Draft())
    starts = [line.start for line in sheet.lines if line.opens and line.kind == "article"]

    def cost(starts: list[int]) -> int:
        draft = Draft(tuple(LineMark(start, "passage") for start in starts))
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            saving.write(sheet.with_draft(draft), None, "原文如此")
            transaction.set_rollback(True)
        return len(queries)

    assert len(starts) > 2
    assert cost(starts) == cost(starts[:1])
