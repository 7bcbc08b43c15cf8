"""Everyone can read every page: axe finds nothing, nothing runs off the side, the keyboard reaches the content."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/",
    "/articles/",
    "/articles/?q=失业保险",
    "/articles/?unit=没有这个厅",
    "/documents/",
    "/documents/jinshijianfa-2022-33/",
    "/documents/jinfa-2021-67/art_36/",
    "/units/",
    "/units/省商务厅/",
    "/sectors/",
    "/sectors/餐饮/",
    "/units/省体育局/tasks/",
    "/articles/?sector=餐饮&on=2022-06-30&min_yuan=5万",
    "/compare/?q=乡村e镇",
    "/compare/?a=jinfa-2021-67/art_38&b=jinzhengbanfa-2022-7/art_10",
    "/overview/",
    "/calendar/?on=2022-06-30",
    "/match/",
    "/match/?sector=餐饮&beneficiary=个体工商户",
    "/match/?sector=餐饮&beneficiary=小规模纳税人&monthly=16&page=9",
    "/calendar/?on=2022-02-31",
    "/documents/jinfa-2021-67/art_36/report/",
    "/documents/jinfa-2021-67/art_36/report/thanks/",
    "/units/省商务厅/with/省财政厅/",
    "/units/各市县/",
    "/about/data/",
    "/nothing-here/",
]


# What passes is not listed: that takes as long as the finding.
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
# Size and line height, in letters, of every element that holds words of its own in the main part.
SIZES = """[...document.querySelectorAll("main *")]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.offsetParent)
  .map(e => getComputedStyle(e))
  .map(s => [parseFloat(s.fontSize), parseFloat(s.lineHeight) / parseFloat(s.fontSize)])"""


def violations(page, **options) -> str:
    """What axe finds on a page, '' for nothing."""
    found = Axe().run(page, options=AXE | options)
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("address", PAGES)
def test_everyone_can_read_it(visit, address):
    """axe finds nothing in light, in dark, in large text; nothing runs off the side, from 320 px on.

    In large text no letter is smaller than 18 px, no line closer than 1.8; its colours are those of light, of which axe
    asks less there, so that it need not measure them again.
    """
    page = visit.to(address)
    assert violations(page) == ""
    page.emulate_media(color_scheme="dark")
    assert violations(page) == ""
    for width in (768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.context.add_cookies([{"name": "large_text", "value": "1", "url": visit.site}])
    page.reload()
    assert violations(page, rules={"color-contrast": {"enabled": False}}) == ""
    sizes = page.evaluate(SIZES)
    assert min(size for size, _ in sizes) >= 18
    assert min(line for _, line in sizes) >= 1.79
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_pages_without_a_frame_can_be_read_too(visit):
    page = visit.page
    assert page.goto(f"{visit.site}/articles/?{'&'.join(f'q={number}' for number in range(2000))}").status == 400
    assert violations(page) == ""
    page.emulate_media(color_scheme="dark")
    assert violations(page) == ""


def test_the_keyboard_reaches_the_content_first(visit):
    page = visit.to("/articles/?sector=餐饮")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
