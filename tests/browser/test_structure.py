"""Two misreadings of a document's structure mended in a browser by keys and by selecting words, and taken back."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, expect

from importers import pipeline
from policies.models import Article, Document
from tests.browser.conftest import WIDTHS, arrived

NUMBER = "临商发〔2023〕8号"
TEXT = (
    f"临川市支持小店发展若干措施\n{NUMBER}\n"
    "一、减免租金。对餐饮企业减免6个月租金。支持零售企业。对零售企业给予8万元补助。\n"
    "二、加强服务。各部门要主动上门服务，事项如下。\n"
    "三、上门事项。证照办理、政策解答。\n"
)


@pytest.fixture
def document(site, django_db_setup, django_db_blocker, tmp_path) -> Iterator[Document]:
    """A small document in the shared base, which is then put back."""
    with django_db_blocker.unblock():
        (tmp_path / "small.txt").write_text(TEXT, encoding="utf-8")
        pipeline.import_files([tmp_path / "small.txt"])
        yield Document.objects.get(number=NUMBER)
        django_db_setup.restore()
        connections.close_all()


@pytest.fixture
def page(chromium, site, document) -> Iterator[Page]:
    """A colleague of the group 编辑, at the document's page on the desk."""
    user = User.objects.create_user("zhou", is_staff=True)
    user.groups.add(Group.objects.get(name="编辑"))
    visitor = Client()
    visitor.force_login(user)
    context = chromium.new_context(locale="zh-CN", viewport={"width": WIDTHS["desk"], "height": 900})
    context.add_cookies([{"name": "sessionid", "value": visitor.cookies["sessionid"].value, "url": site}])
    opened = context.new_page()
    opened.goto(f"{site}/admin/policies/document/{document.pk}/change/")
    yield opened
    context.close()


def articles(document: Document) -> list[str]:
    rows = Article.objects.present().filter(document=document).order_by("ordinal")
    return [text[:4] for text in rows.values_list("text", flat=True)]


def select(page: Page, words: str) -> None:
    """Select words of the print, from their first character on, as a mouse does."""
    page.evaluate(
        """(words) => {
            const text = [...document.querySelectorAll(".line .text")].find((each) => each.textContent.includes(words));
            const at = text.textContent.indexOf(words), range = document.createRange();
            range.setStart(text.firstChild, at);
            range.setEnd(text.firstChild, at + words.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }""",
        words,
    )


@pytest.mark.long
def test_an_article_is_split_a_heading_joined_and_both_taken_back(page, document):
    before = articles(document)
    page.get_by_role("link", name="篇章", exact=True).click()
    arrived(page)
    select(page, "支持零售企业")
    expect(page.get_by_label("从这几个字起")).to_have_value("支持零售企业")
    page.get_by_role("button", name="一条的开头").click()
    expect(page.get_by_text("现在读作 4 条")).to_be_visible()
    arrived(page)
    page.get_by_text("三、上门事项。证照办理、政策解答。").click()
    with page.expect_navigation():
        page.keyboard.press("j")
    expect(page.get_by_text("现在读作 3 条")).to_be_visible()
    expect(page.locator("input[name=line]:checked")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS["desk"]
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS["phone"]

    page.get_by_label("理由").fill("漏了编号；清单误作一条")
    page.get_by_role("button", name=re.compile("^预览")).click()
    expect(page.get_by_text("条文 3 → 3 条")).to_be_visible()
    assert articles(document) == before
    page.get_by_role("button", name="确认保存").click()
    expect(page.locator(".messagelist .success")).to_contain_text("改了 2 处篇章")
    assert articles(document) == ["一、减免", "支持零售", "二、加强"]
    arrived(page)

    page.get_by_role("link", name="撤销…").click()
    expect(page.get_by_text("漏了编号；清单误作一条").first).to_be_visible()
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("已撤销")
    assert articles(document) == before


@pytest.mark.long
def test_words_selected_in_a_print_fill_the_form(page, site, document):
    article = Article.objects.get(document=document, ordinal=1)
    page.goto(f"{site}/admin/policies/amount/add/?article={article.pk}")
    page.evaluate(
        """() => {
            const text = document.getElementById("print").firstChild, range = document.createRange();
            const at = text.textContent.indexOf("8万元");
            range.setStart(text, at);
            range.setEnd(text, at + 3);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }"""
    )
    expect(page.locator("#id_values")).to_have_value("8万")
    expect(page.locator("#id_unit")).to_have_value("CNY")
    expect(page.locator("#id_role")).to_have_value("benefit")
