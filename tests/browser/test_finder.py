"""The finder changes in place: list, counts, sentence and address together; back and reload; by keyboard alone.

Without JavaScript the same links and forms lead to the same pages.
"""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import arrived

SCRIPTS = pytest.mark.parametrize(
    "visit", [("desk", True), ("phone", False)], indirect=True, ids=["desk", "phone without scripts"]
)
WATCH = """() => {
    window.untouched = true;
    window.announced = [];
    const said = document.getElementById("said");
    new MutationObserver(() => window.announced.push(said.innerText)).observe(said, {childList: true, subtree: true});
}"""


def total(page) -> int:
    return int(page.locator("#said .total").inner_text())


def query(page) -> str:
    return unquote(page.url.partition("?")[2])


def value(page, kind: str, label: str):
    """A value of a kind, in its list or behind it, where one can click it."""
    facet = page.locator(f"#field-{kind}")
    if facet.get_attribute("open") is None:
        facet.locator("summary").first.click()
    found = facet.locator("a.value", has_text=re.compile(f"^{label}"))
    if not found.is_visible():
        facet.locator("details summary").click()
    return found


def settled(page, asked: str) -> None:
    expect(page).to_have_url(re.compile(r"\?"))
    page.wait_for_function("asked => decodeURIComponent(location.search).includes(asked)", arg=asked)
    arrived(page).wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


@SCRIPTS
@pytest.mark.long
def test_a_click_on_a_value_changes_list_count_sentence_and_address(visit):
    page = visit.to("/articles/")
    before = total(page)
    link = value(page, "instrument", "用地")
    said = int(re.search(r"\d+", link.locator(".count").inner_text())[0])
    link.click()
    settled(page, "instrument=用地")
    assert total(page) == said < before
    expect(page.locator("#said")).to_contain_text("用地")
    expect(page.locator(".card").first).to_contain_text("用地")
    assert page.locator(".card").count() == min(said, 20)
    value(page, "force", "给予").click()
    settled(page, "force=grants")
    assert query(page) == "instrument=用地&force=grants"
    narrower = total(page)
    assert narrower <= said
    page.go_back()
    settled(page, "instrument=用地")
    assert (query(page), total(page)) == ("instrument=用地", said)
    page.reload()
    assert (query(page), total(page)) == ("instrument=用地", said)
    page.go_forward()
    settled(page, "force=grants")
    assert total(page) == narrower
    page.locator("#said a.tag", has_text="用地").click()
    page.wait_for_function("() => !decodeURIComponent(location.search).includes('用地')")
    expect(page.locator("#said")).not_to_contain_text("用地")


@pytest.mark.long
def test_with_scripts_the_page_itself_stays_and_the_sentence_is_announced(visit):
    page = visit.to("/articles/")
    assert page.locator("#said").get_attribute("role") == "status"
    page.evaluate(WATCH)
    value(page, "instrument", "用地").click()
    settled(page, "instrument=用地")
    page.get_by_label("在条文里找").fill("工业")
    page.keyboard.press("Enter")
    settled(page, "q=工业")
    assert page.evaluate("window.untouched")
    announced = page.evaluate("window.announced")
    assert any("用地" in words for words in announced)
    assert "工业" in announced[-1]
    assert "用地" in announced[-1]
    assert "工业" in page.locator("#results mark").all_inner_texts()
    assert page.title().startswith("用地 · 工业")


@SCRIPTS
def test_what_is_typed_is_searched_and_the_filters_are_kept(visit):
    page = visit.to("/articles/?document=晋政办发〔2022〕33号")
    page.get_by_label("在条文里找").fill("缓缴")
    page.get_by_role("button", name="检索").click()
    settled(page, "q=缓缴")
    assert query(page) == "document=晋政办发〔2022〕33号&q=缓缴"
    assert page.get_by_label("在条文里找").input_value() == "缓缴"
    expect(page.locator("#orders [aria-current]")).to_have_text("相关程度")
    page.get_by_role("link", name="文件次序").click()
    settled(page, "sort=order")
    expect(page.locator("#orders [aria-current]")).to_have_text("文件次序")


@SCRIPTS
def test_an_unknown_word_says_so_and_the_way_out_is_a_link(visit):
    page = visit.to("/articles/?force=grants")
    before = total(page)
    page.locator("#field-unit input[name=unit]").fill("火星厅")
    page.locator("#field-unit button").click()
    settled(page, "unit=火星厅")
    assert total(page) == 0
    expect(page.get_by_role("alert")).to_contain_text("没有叫“火星厅”的部门")
    page.get_by_role("link", name=re.compile("去掉“部门：火星厅”")).click()
    page.wait_for_function("() => !location.search.includes('unit')")
    expect(page.locator("#said .total")).to_have_text(str(before))


@SCRIPTS
def test_the_keyboard_alone_narrows_and_opens_an_article(visit):
    page = visit.to("/articles/?q=失业保险")
    before = total(page)
    value(page, "force", "给予").focus()
    page.keyboard.press("Enter")
    settled(page, "force=grants")
    assert 0 < total(page) < before
    page.locator("#main").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.card .where a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/documents/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


PHONE = pytest.mark.parametrize("visit", [("phone", True), ("phone", False)], indirect=True, ids=["scripts", "none"])


@PHONE
def test_on_a_phone_filters_below_the_list_begin_folded_and_stay_as_one_leaves_them(visit, request):
    """Without scripts all stand open: nothing is lost."""
    page, scripts = visit.to("/articles/?sector=餐饮"), "scripts" in request.node.callspec.id
    unit, sector = page.locator("#field-unit"), page.locator("#field-sector")
    expect(sector.get_by_role("link", name=re.compile("^去掉"))).to_be_visible()
    expect(unit.get_by_role("link", name=re.compile("^省财政厅")).first).to_be_visible(visible=not scripts)
    if scripts:
        unit.locator("summary").first.click()
        page.locator("#field-document summary").first.click()
        unit.get_by_role("link", name=re.compile("^省财政厅")).first.click()
        expect(page.locator("#said")).to_contain_text("省财政厅")
        expect(page.locator("#field-document li a").first).to_be_visible()
        expect(page.locator("#field-beneficiary li a").first).to_be_hidden()


@SCRIPTS
def test_pages_turn(visit):
    page = visit.to("/articles/")
    first = page.locator(".card .where a").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    settled(page, "page=2")
    expect(page.locator(".card .where a").first).not_to_have_text(first)
    assert page.locator("ol.cards").get_attribute("start") == "21"
