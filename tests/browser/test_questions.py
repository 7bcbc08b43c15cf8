"""Eleven questions that people really ask: where each is typed or clicked, and what is on the first screen.

``typed`` goes into the search box of the home page; an address is what a click or two lead to. Every answer must stand
in the list's first cards, and what is no answer must not be on the page.
"""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import arrived

EVERYWHERE = pytest.mark.parametrize(
    "visit", [("phone", False), ("desk", True)], indirect=True, ids=["phone without scripts", "desk"]
)


def ask(visit, typed: str):
    """Type a question into the home page's search box."""
    page = visit.to("/")
    page.get_by_role("searchbox").first.fill(typed)
    page.get_by_role("button", name=re.compile("检索|查找|搜索")).first.click()
    return arrived(page)


def places(page, first: int) -> list[str]:
    """The addresses of the first articles in the list."""
    cards = page.locator("main article a[href*='/documents/']").all()
    found = dict.fromkeys(unquote(re.sub(r"[#?].*", "", card.get_attribute("href"))) for card in cards)
    return [place for place in found if "/art_" in place][:first]


TYPED = [
    pytest.param("饭店 核酸", ["/documents/jinzhengbanfa-2022-33/art_23/"], 3, "全额补贴", id="核酸谁出钱"),
    pytest.param("失业保险 缓缴", ["/documents/jinzhengbanfa-2022-33/art_25/"], 3, "不超过一年", id="失业保险缓缴"),
    pytest.param(
        "15万元以下 免征增值税",
        ["/documents/jinshijianfa-2022-33/art_6/", "/documents/jinzhengbanfa-2022-7/art_15/"],
        4,
        "2022年12月31日前",
        id="免增值税到哪天",
    ),
    pytest.param(
        "佣金",
        [
            "/documents/jinzhengbanfa-2022-33/art_24/",
            "/documents/jinshijianfa-2022-33/art_7/",
            "/documents/jinshijianfa-2022-33/art_17/",
        ],
        12,
        "商户服务费",
        id="美团佣金, printed as 服务费 and 抽成",
    ),
    pytest.param("疫情 关停", ["/documents/jinzhengbanfa-2022-33/art_57/"], 3, "不得", id="能随便关店吗"),
    pytest.param(
        "个转企",
        ["/documents/jinshijianfa-2022-33/art_10/", "/documents/jinfa-2021-67/art_25/"],
        12,
        "3000 元",
        id="个体户转公司给多少",
    ),
    pytest.param("一业一证", ["/documents/jinzhengbanfa-2022-7/art_62/"], 5, "一证准营", id="开店要几个证"),
    pytest.param("企业开办 0.5 天", ["/documents/jinzhengbanfa-2022-7/art_60/"], 3, "0.5 天内", id="开店要几天"),
    pytest.param("1000万美元", ["/documents/jinzhengfa-2021-26/art_3/"], 3, "5%", id="外资到位奖多少"),
]


@pytest.mark.long
@pytest.mark.parametrize("visit", [("phone", False)], indirect=True, ids=["phone without scripts"])
@pytest.mark.parametrize("typed, answers, among, words", TYPED)
def test_typed(visit, typed, answers, among, words):
    page = ask(visit, typed)
    found = places(page, among)
    assert set(answers) <= set(found), found
    expect(page.locator("main")).to_contain_text(words)


@EVERYWHERE
def test_what_the_cities_must_do_in_33(visit):
    page = visit.to("/articles/?unit=各市人民政府&document=晋政办发〔2022〕33号")
    found = places(page, 20)
    assert "/documents/jinzhengbanfa-2022-33/art_50/" in found
    assert "/documents/jinzhengbanfa-2022-33/art_25/" in found, "经参保地人民政府批准缓缴"
    assert "/documents/jinzhengbanfa-2022-33/art_5/" not in found, "that is the tax office's"
    assert all("jinzhengbanfa-2022-33" in place for place in found)


@EVERYWHERE
def test_what_the_commerce_office_leads(visit):
    page = visit.to("/articles/?unit=省商务厅&role=lead")
    assert places(page, 20) == [
        "/documents/jinzhengbanfa-2022-35/art_32/",
        "/documents/jinzhengbanfa-2022-35/art_57/",
    ]


@EVERYWHERE
def test_whether_the_documents_agree_on_village_towns(visit):
    """乡村e镇几个、补多少、各文件一致吗？"""
    page = visit.to("/compare/?q=乡村e镇")
    for words in ("第15条", "第23条", "第22条", "第11条", "2000 万元", "100 个"):
        expect(page.locator("main")).to_contain_text(words)
