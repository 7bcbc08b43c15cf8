"""Everyone can read every page: axe finds nothing, nothing runs off the side, the keyboard reaches the content."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/",
    "/articles/",
    "/articles/?unit=省商务厅&sector=餐饮",
    "/articles/?q=失业保险",
    "/articles/?unit=没有这个厅",
    "/documents/",
    "/documents/jinzhengbanfa-2022-33/",
    "/documents/jinfa-2021-67/art_36/",
    "/documents/jinzhengbanfa-2022-30/art_35/",
    "/units/",
    "/units/省商务厅/",
    "/units/省服务业发展领导小组成员单位/",
    "/sectors/",
    "/sectors/餐饮/",
    "/about/data/",
    "/nothing-here/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, address, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    visit.to(address)
    found = Axe().run(visit.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_runs_off_the_side(visit, address, width):
    visit.page.set_viewport_size({"width": width, "height": 800})
    page = visit.to(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_the_content_first(visit):
    page = visit.to("/articles/?sector=餐饮")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
