"""The owner of a noodle shop reads an article: who gets what, until when, from whom; passes it on, reports a fault."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import arrived

pytestmark = pytest.mark.long

EVERYWHERE = pytest.mark.parametrize(
    "visit",
    [("phone", True), ("phone", False), ("desk", True), ("desk", False)],
    indirect=True,
    ids=["phone", "phone without scripts", "desk", "desk without scripts"],
)
WITH_SCRIPTS = pytest.mark.parametrize("visit", [("phone", True), ("desk", True)], indirect=True, ids=["phone", "desk"])
DEFERRAL = "/documents/jinzhengbanfa-2022-33/art_25/"
# As long as an article's page may be on a phone of the usual width.
PHONE, LONGEST = {"width": 390, "height": 844}, 4000


@EVERYWHERE
def test_a_card_leads_to_the_answer_wherever_it_is_touched(visit):
    page = visit.to("/sectors/餐饮/")
    card = page.locator(".card", has_text="第25条").filter(has_text="可申请缓缴失业保险").first
    card.click()
    page.wait_for_url(re.compile("art_25"))
    box = arrived(page).get_by_role("region", name="给谁、给多少")
    for words in (
        "餐饮行业以单位方式参加失业保险的企业",
        "缓缴失业保险 不超过一年",
        "申请可得",
        "已过期限",
        "省人力资源社会保障厅",
    ):
        expect(box).to_contain_text(words)
    expect(page.locator(".is-over")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_contain_text("晋策拟题")


@EVERYWHERE
def test_a_sentence_is_passed_on_by_a_link_that_marks_it(visit):
    page = visit.to(DEFERRAL)
    link = page.locator(".measures > li", has_text="缓缴期限结束后").locator(".tools a").get_attribute("href")
    assert ":~:text=" in link
    for address, marked in ((link, ".print:target"), (link.partition(":~:")[0], ".measures > li:target")):
        # From another page: one that is open already is only scrolled. Words that are found are the target themselves.
        visit.to("/about/data/")
        page = visit.to(address)
        expect(page.locator(marked)).to_contain_text("缓缴期限结束后")
        expect(page.locator(marked)).to_be_in_viewport()


@EVERYWHERE
def test_the_one_report_of_a_page_asks_which_sentence(visit):
    page = visit.to(DEFERRAL)
    assert page.get_by_role("link", name="报错").count() == 1
    page.get_by_role("link", name="报错").click()
    which = arrived(page).locator("#fact")
    which.select_option(label=which.locator("option", has_text="缓缴期限结束后").first.inner_text())


@WITH_SCRIPTS
def test_a_sentence_is_copied_with_its_source_and_its_link(visit):
    page = visit.to(DEFERRAL)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator("li", has_text="缓缴期限结束后").get_by_role("button", name="复制这句")
    button.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    words, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert words.startswith(
        "缓缴期限结束后，用人单位应依法缴纳相应的失业保险费。——《山西省促进服务业领域困难行业恢复发展"
    )
    assert words.endswith("（晋政办发〔2022〕33号）第25条")
    assert link.startswith(visit.site + DEFERRAL + "#s-")


@WITH_SCRIPTS
def test_a_report_is_about_the_sentence_that_the_address_names(visit):
    page = visit.to(DEFERRAL)
    anchor = page.locator(".measures > li").last.get_attribute("id")
    visit.to("/about/data/")
    page = visit.to(f"{DEFERRAL}#{anchor}")
    page.get_by_role("link", name="报错").click()
    expect(arrived(page).locator("#fact")).to_have_value(anchor)


@WITH_SCRIPTS
def test_a_folded_sentence_is_seen_at_its_address(visit):
    page = visit.to("/documents/jinzhengbanfa-2022-33/art_57/")
    last = page.locator(".measures > li").last
    expect(last).not_to_be_visible()
    page.goto(f"{page.url}#{last.get_attribute('id')}")
    expect(last).to_be_visible()


@pytest.mark.parametrize("visit", [("desk", True)], indirect=True, ids=["desk"])
def test_the_words_of_a_card_can_be_selected(visit):
    page = visit.to("/sectors/餐饮/")
    text = page.locator(".card .sentence-text").first
    box = text.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 12, steps=5)
    page.mouse.up()
    assert page.evaluate("String(getSelection())") in re.sub(r"\s+", "", text.inner_text())
    assert page.evaluate("String(getSelection()).length") > 3
    assert page.url.endswith("/sectors/%E9%A4%90%E9%A5%AE/")


@pytest.mark.parametrize("visit", [("phone", False)], indirect=True, ids=["phone without scripts"])
@pytest.mark.parametrize(
    "path",
    [
        "jinfa-2021-67/art_16",
        "jinfa-2021-67/art_36",
        "jinzhengbanfa-2022-34/art_1",
        "jinzhengbanfa-2022-33/art_57",
        "jinzhengfa-2021-26/art_1",
    ],
)
def test_on_a_phone_a_long_article_is_no_long_page(visit, path):
    page = visit.to(f"/documents/{path}/")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("visit", [("desk", False)], indirect=True, ids=["without scripts"])
def test_on_paper_an_article_is_whole_and_links_that_lead_nowhere_are_left_out(visit):
    page = visit.to("/documents/jinzhengbanfa-2022-7/art_22/")
    page.emulate_media(media="print")
    folded = page.locator(".gives details")
    expect(folded.get_by_text("农村地区下行快件", exact=True)).to_be_visible()
    expect(page.locator(".gives a[href='#units']")).to_be_visible()
    expect(page.locator(".gives li a").first).to_be_hidden()
    expect(page.locator(".likenesses h3").first).to_be_visible()
    expect(page.locator(".likenesses .pair").first).to_be_hidden()
    page.emulate_media(media="screen")
