"""Public pages speak as official documents do: no words of the trade of who reads texts by machine."""

import pytest

from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

OF_THE_TRADE = (
    *("标引", "词表", "字段", "抽取", "提取", "解析", "锚点", "推导", "召回", "事实", "标注集", "语料"),
    *("条末列明", "章节列明", "正文点名", "时限（", "金额（优惠）", "金额（未定）", "（其他）"),
)
ARTICLES = ("jinfa-2021-67/art_36", "jinzhengbanfa-2022-33/art_25", "jinzhengbanfa-2022-35/art_4")
PAGES = (
    *("/", "/documents/", "/documents/jinzhengbanfa-2022-33/", "/sectors/", "/sectors/餐饮/", "/units/"),
    *(f"/documents/{each}/" for each in ARTICLES),
    f"/documents/{ARTICLES[0]}/report/",
    f"/documents/{ARTICLES[0]}/report/thanks/",
    f"/compare/?a={ARTICLES[0]}&b={ARTICLES[1]}",
    *("/articles/", "/articles/?unit=省商务厅&sector=餐饮&q=失业保险", "/articles/?q=饭店交不起社保"),
    *("/units/省商务厅/", "/units/省商务厅/tasks/", "/units/省商务厅/with/省财政厅/"),
    *("/changes/", "/calendar/", "/overview/", "/about/data/", "/match/?sector=餐饮&beneficiary=个体工商户"),
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_speaks_of_the_trade(client, path):
    response = client.get(path)
    assert response.status_code == 200
    text = Page(response.content.decode()).text
    assert {word for word in OF_THE_TRADE if word in text} == set()
