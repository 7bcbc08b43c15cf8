"""From file to draft as a page, a DOCX and a PDF, with a table and an attachment; and a reviewer's day, to the public.

Refused with a note, mended, published while a colleague is about to; a newer version on its day; that undone.
"""

import html
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from importers import pipeline
from policies.models import Document
from portal.editing import upkeep
from tests.importers.parsing.formats.pdf_file import Line, pdf
from tests.importers.parsing.formats.word_file import docx, p
from tests.jobs import do_jobs
from tests.portal.editing.test_publication import GOOD, LATER

pytestmark = pytest.mark.long

HEAD = (
    "临川市人民政府办公室关于支持{about}的通知",
    "临川政办发〔2023〕{serial}号",
    "各县（市、区）人民政府，市直各有关单位：",
)
BODY = (
    "一、减免租金。承租国有房屋的，减免3个月租金。（责任单位：市国资委、市财政局）",
    "二、给予补助。对夜间营业的餐饮企业，给予最高5万元补助。（责任单位：市商务局）",
    "三、补助标准按下表执行。（责任单位：市商务局）",
)
ROWS = (("项目", "标准"), ("延长营业", "1万元"), ("新开门店", "5万元"))
END = ("临川市人民政府办公室", "2023年4月20日")
ATTACHED = ("附件", "夜间营业补助实施细则", "第一条 本细则适用于全市。", "第二条 补助由市商务局受理。")


def lines(about: str, serial: int) -> list[str]:
    """The document's lines before its table."""
    return [*(line.format(about=about, serial=serial) for line in HEAD), *BODY]


def as_page() -> bytes:
    def told(texts: Sequence[str]) -> str:
        return "".join(f"<p>{html.escape(text)}</p>" for text in texts)

    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = f"{told(lines('网上夜市', 1))}<table>{rows}</table>{told((*END, *ATTACHED))}"
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def as_docx() -> bytes:
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in ROWS)
    before, after = ("".join(map(p, part)) for part in (lines("街边夜市", 2), (*END, *ATTACHED)))
    return docx(f"{before}<w:tbl>{cells}</w:tbl>{after}")


def as_pdf() -> bytes:
    def placed(texts: Sequence[str], top: float) -> list[Line]:
        return [Line(text, top - 24 * index, 60, 12) for index, text in enumerate(texts)]

    table = [
        Line(cell, 500 - 20 * row, 60 + 200 * column, 12)
        for row, cells in enumerate(ROWS)
        for column, cell in enumerate(cells)
    ]
    return pdf([*placed(lines("湖边夜市", 3), 780), *table, *placed(END, 400)], placed(ATTACHED, 780))


FILES: tuple[tuple[str, int, Callable[[], bytes]], ...] = (
    ("夜市.html", 1, as_page),
    ("夜市.docx", 2, as_docx),
    ("夜市.pdf", 3, as_pdf),
)


def test_three_formats_from_file_to_draft(opened, site):
    desk = opened("zhao", "编辑")
    before = set(Document.objects.values_list("pk", flat=True))
    for name, serial, made in FILES:
        desk.goto(f"{site}/admin/")
        desk.get_by_role("link", name="收文件").click()
        desk.get_by_label("选择文件").set_input_files({"name": name, "mimeType": "", "buffer": made()})
        desk.get_by_role("button", name="上传").click()
        expect(desk.locator(".state")).to_have_text("等待读取")
        do_jobs()
        expect(desk.locator(".state")).to_have_text("试读好了，等您决定")  # the page looks by itself
        expect(desk.locator(".effect h2")).to_contain_text("新文件")
        number = f"临川政办发〔2023〕{serial}号"
        expect(desk.locator(".effect table")).to_contain_text(number)
        expect(desk.locator(".tree .article").first).to_contain_text("减免租金")
        if name.endswith("pdf"):
            desk.locator(".tree .article > a").nth(1).click()
            expect(desk.locator("#page path")).to_have_count(1)
            drawn = desk.locator("#page image").evaluate("image => fetch(image.href.baseVal).then(got => got.status)")
            assert drawn == 200
        desk.get_by_role("button", name="收入为草稿").click()
        do_jobs()
        desk.get_by_role("link", name=f"打开 {number}").click()
        expect(desk.locator("#content")).to_contain_text("草稿")
        document = Document.objects.get(number=number)
        articles = list(document.articles.values_list("text", flat=True))
        assert document.state == Document.State.DRAFT
        assert [each[:5] for each in articles] == [each[:5] for each in (*BODY, *ATTACHED[2:])], name
        assert "延长营业" in "".join([*articles, *document.passages.values_list("text", flat=True)])
        assert document.uploads.get().run.user.username == "zhao"
        assert desk.request.get(f"{site}{document.get_absolute_url()}").status == 404
    assert Document.objects.exclude(pk__in=before).count() == len(FILES)


def pressed(page: Page, button: str, note: str = "", at: str = "") -> None:
    """Press a button of a document's page 公布, with a word in its field."""
    if note:
        page.locator(at or "[name=note]").first.fill(note)
    page.get_by_role("button", name=button, exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def proposed(page: Page, address: str) -> None:
    """What an editor does with a draft that is right, but for its validity, which nobody looked up."""
    page.goto(address)
    pressed(page, "记下理由", "尚未查到废止文件")
    pressed(page, "提请审核")


def test_a_reviewer_s_day(opened, site, tmp_path):
    def received(text: str, name: str) -> Document:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return pipeline.import_files([tmp_path / name], publish=False).documents[0]

    def address(row: Document) -> str:
        return f"{site}/admin/publication/{row.pk}/"

    document = received(GOOD, "first.txt")
    public = f"{site}{document.get_absolute_url()}"
    editor, reviewer, colleague = opened("sun", "编辑"), opened("li", "审核"), opened("wang", "审核")
    proposed(editor, address(document))
    reviewer.goto(f"{site}/admin/work/publication/")
    reviewer.get_by_role("link", name=document.title).click()
    pressed(reviewer, "退回", "题目漏了“试行”", "#note-send-back")

    editor.goto(address(document))
    expect(editor.get_by_text("题目漏了“试行”").first).to_be_visible()
    editor.goto(f"{site}/admin/policies/document/{document.pk}/change/")
    editor.locator("#id_title").fill(f"{document.title}（试行）")
    editor.get_by_role("button", name="保存", exact=True).click()
    editor.goto(address(document))
    pressed(editor, "提请审核")
    for page in (reviewer, colleague):
        page.goto(address(document))
    pressed(reviewer, "公布")
    colleague.get_by_role("button", name="公布", exact=True).click()
    expect(colleague.get_by_text("文件现在是“公开”")).to_be_visible()
    assert "（试行）" in reviewer.request.get(public).text()

    version = received(LATER, "later.txt")
    proposed(editor, address(version))
    reviewer.goto(address(version))
    day = timezone.localdate() + timedelta(days=2)
    reviewer.locator("#on").fill(str(day))
    pressed(reviewer, "公布")
    expect(reviewer.get_by_text("定于").last).to_be_visible()
    assert "50万元" in reviewer.request.get(public).text()
    upkeep.publish_due(day)
    assert "80万元" in reviewer.request.get(public).text()

    reviewer.goto(f"{site}/admin/acts/")
    reviewer.get_by_role("link", name=f"公布：{document.number}").first.click()
    reviewer.get_by_role("button", name="撤销：换回原来的").click()
    expect(reviewer.locator(".messagelist .success")).to_be_visible()
    assert "50万元" in reviewer.request.get(public).text()
    reviewer.goto(f"{site}/admin/acts/")
    reviewer.get_by_role("link", name="（later.txt）").click()
    reviewer.get_by_role("button", name="撤销这次导入").click()
    expect(reviewer.locator(".messagelist .success")).to_be_visible()
    assert not Document.objects.filter(pk=version.pk).exists()


# What a careful person does by hand where all is read right: a click each, and a file, a word, a look at every article.
MAX_CLICKS = 9


def test_thirty_articles_from_file_to_public_in_few_clicks(opened, site):
    """Where nothing is read wrong, a person reads and clicks: no step asks for more with more articles."""
    clicks = 0

    def click(page: Page, role: str, name: str) -> None:
        nonlocal clicks
        clicks += 1
        page.get_by_role(role, name=name, exact=role == "button").first.click()

    first, last = GOOD.index("1. "), GOOD.index("山西省商务厅\n2022")
    articles = [
        f"{number}. 支持第{number}类餐饮。对餐饮企业给予最高{number}万元补助。（责任单位：省商务厅）\n"
        for number in range(1, 31)
    ]
    text = f"{GOOD[:first]}{''.join(articles)}{GOOD[last:]}"
    editor, reviewer = opened("qian", "编辑"), opened("feng", "审核")
    editor.goto(f"{site}/admin/")
    click(editor, "link", "收文件")
    editor.get_by_label("选择文件").set_input_files({"name": "thirty.txt", "mimeType": "", "buffer": text.encode()})
    clicks += 1
    click(editor, "button", "上传")
    do_jobs()
    click(editor, "button", "收入为草稿")
    do_jobs()
    click(editor, "link", "公布前的检查")
    editor.locator("[name=note]").first.fill("尚未查到废止文件")
    click(editor, "button", "记下理由")
    click(editor, "button", "提请审核")
    expect(editor.locator(".messagelist .success")).to_be_visible()
    document = Document.objects.get(number="晋商发〔2022〕9号")
    assert document.articles.count() == 30
    reviewer.goto(f"{site}/admin/work/publication/")
    click(reviewer, "link", document.title)
    click(reviewer, "button", "公布")
    expect(reviewer.locator(".messagelist .success")).to_be_visible()
    assert "第30类餐饮" in reviewer.request.get(f"{site}{document.get_absolute_url()}").text()
    assert clicks <= MAX_CLICKS
