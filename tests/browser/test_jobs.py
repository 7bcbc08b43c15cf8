"""Each visitor's job, from the home page, in at most three clicks: on a phone and at a desk, scripts or none."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import arrived

pytestmark = pytest.mark.long

EVERYWHERE = pytest.mark.parametrize(
    "visit",
    [("phone", True), ("phone", False), ("desk", True), ("desk", False)],
    indirect=True,
    ids=["phone", "phone without scripts", "desk", "desk without scripts"],
)


@EVERYWHERE
def test_an_owner_finds_what_a_restaurant_can_get(visit):
    """我的饭店员工做核酸谁出钱？"""
    page = visit.to("/")
    page.get_by_role("link", name=re.compile("^餐饮")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("餐饮")
    page.get_by_role("link", name=re.compile("33号 第23条")).first.click()
    expect(page.locator("main")).to_contain_text("地方政府给予全额补贴")
    expect(page.locator("main")).to_contain_text("省财政厅")


@EVERYWHERE
def test_a_clerk_finds_his_office_s_articles_and_the_count(visit):
    """省商务厅 in 13, 4, 12, 18, 2, 11 of the first six, beside what the compilation declares."""
    page = visit.to("/")
    page.get_by_role("link", name="省商务厅").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("省商务厅")
    expect(page.get_by_role("heading", name="任务", exact=True)).to_be_visible()
    arrived(page).get_by_text("与汇编自述的条数核对").click()
    rows = page.locator("table.checks tr.whole").all_inner_texts()
    assert [row.split("\t")[1:] for row in rows] == [[str(n), str(n), "相符"] for n in (13, 4, 12, 18, 2, 11)]


@EVERYWHERE
def test_a_clerk_takes_his_office_s_list_and_sees_what_is_due(visit):
    """From the office to its calendar, its list on a page, and a workbook with the columns to fill."""
    page = visit.to("/units/省商务厅/")
    page.get_by_role("link", name="看它的日历").click()
    expect(arrived(page).get_by_role("heading", level=1)).to_have_text("日历：省商务厅")
    page.get_by_label("按哪一天看").fill("2022-12-10")
    page.get_by_role("button", name="看", exact=True).click()
    arrived(page).get_by_role("link", name=re.compile("^30 天内到期")).click()
    expect(arrived(page).locator("main")).to_contain_text("还有 21 天")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel").click()
    sheet = load_workbook(BytesIO(taken.value.path().read_bytes())).active
    heads = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "序号")
    assert {"优惠", "门槛", "周期", "责任单位", "办理情况"} <= set(heads)


@EVERYWHERE
def test_a_clerk_takes_a_filtered_list_and_sees_what_each_document_says(visit):
    page = visit.to("/articles/?q=失业保险")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel").click()
    assert taken.value.suggested_filename == "条文清单.xlsx"
    page.get_by_role("link", name="列表对照").click()
    expect(arrived(page).get_by_role("heading", level=1)).to_contain_text("各文件怎么说")


@EVERYWHERE
def test_a_search_finds_the_sentence_and_marks_it(visit):
    page = visit.to("/")
    page.get_by_label("在条文里找").fill("失业保险 缓缴")
    page.get_by_role("button", name="检索").click()
    expect(arrived(page).locator("main")).to_contain_text("可申请缓缴失业保险")
    assert "失业保险" in page.locator("main mark").all_inner_texts()


@EVERYWHERE
def test_filters_combine_and_can_be_dropped(visit):
    page = visit.to("/articles/?unit=省商务厅&role=responsible&sector=餐饮&document=晋政办发〔2022〕33号&q=失业保险")
    expect(page.locator("main")).to_contain_text("第25条")
    expect(page.locator("main")).not_to_contain_text("第32条")


@EVERYWHERE
def test_a_reader_sees_the_print_beside_a_corrected_figure(visit):
    page = visit.to("/documents/jinfa-2021-67/art_36/")
    expect(page.locator("main del").first).to_have_text("1%")
    expect(page.locator("main")).to_contain_text("1‰ → 2‰")


def test_an_unknown_page_offers_the_search(visit):
    page = visit.to("/units/没有这个厅/")
    expect(page.get_by_role("searchbox")).to_be_visible()


@EVERYWHERE
def test_an_owner_answers_plain_questions_and_keeps_the_answer(visit):
    """A noodle shop: what it is given, one question more, a workbook, and where to say that it is wrong."""
    page = visit.to("/match/")
    page.get_by_label(re.compile("^做什么的")).fill("面馆")
    page.get_by_label("个体户").check()
    page.get_by_label(re.compile("^一个月卖多少")).fill("8")
    page.get_by_role("button", name="看看有什么").first.click()
    expect(arrived(page).locator("main")).to_contain_text("免征增值税")
    answer = page.locator(".next a").first
    said = answer.inner_text()
    answer.click()
    expect(arrived(page).locator(".heading .lead")).to_contain_text(said)
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("XLSX")).click()
    assert taken.value.suggested_filename == "政策匹配.xlsx"
    page.get_by_role("link", name="这个结果不对").click()
    expect(arrived(page).locator("main")).to_contain_text("身份：个体户")
    expect(page.get_by_label("漏了该给我的")).to_be_visible()


@pytest.mark.parametrize("visit", [("desk", False)], indirect=True, ids=["without scripts"])
def test_a_printed_task_list_keeps_each_column_in_its_own_room(visit):
    """晋政办发〔2022〕33号 once ran over the article beside it."""
    page = visit.to("/units/省商务厅/tasks/")
    page.set_viewport_size({"width": 1000, "height": 700})
    page.emulate_media(media="print")
    wide = "cells => cells.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.dataset.label)"
    assert page.locator("table.tasks tbody td").evaluate_all(wide) == []
    page.emulate_media(media="screen")
