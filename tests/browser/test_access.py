"""Everyone can read every page: axe finds nothing, nothing runs off the side, the keyboard reaches the content."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.long

PAGES = [
    "/",
    "/articles/",
    "/articles/?q=失业保险",
    "/articles/?q=饭店交不起社保",
    "/articles/?q=33号第99条",
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
    "/calendar/?unit=省商务厅&on=2022-12-10",
    "/match/",
    "/match/?sector=餐饮&beneficiary=个体工商户",
    "/match/?sector=餐饮&beneficiary=小规模纳税人&monthly=16&page=9",
    "/calendar/?on=2022-02-31",
    "/documents/jinfa-2021-67/art_36/report/",
    "/documents/jinfa-2021-67/art_36/report/thanks/",
    "/units/省商务厅/with/省财政厅/",
    "/units/各市县/",
    "/about/data/",
    "/changes/",
    "/changes/?since=2022-02-31&unit=没有这个厅",
    "/nothing-here/",
]


# A page of each kind, by what dresses it; the drill looks at all of them.
DARK = [
    "/",
    "/articles/?sector=餐饮&on=2022-06-30&min_yuan=5万",
    "/documents/jinfa-2021-67/art_36/",
    "/units/省商务厅/",
    "/compare/?a=jinfa-2021-67/art_38&b=jinzhengbanfa-2022-7/art_10",
    "/overview/",
    "/match/?sector=餐饮&beneficiary=小规模纳税人&monthly=16&page=9",
    "/documents/jinfa-2021-67/art_36/report/",
]
# What passes is not listed: that takes as long as the finding.
ASKED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = ["color-contrast"]
ALL_BUT_COLOURS = ASKED | {"rules": {"color-contrast": {"enabled": False}}}
# Measuring colours takes longer than all other rules, and a list has the same ones in every row: what is styled like
# three elements before it, by its own attributes and those above it, is left out with what it holds.
ALIKE = """() => {
    const seen = new Map();
    const styles = a => !["href", "id", "value", "title", "datetime", "for"].includes(a.name);
    const look = e => e.localName + [...e.attributes].filter(styles).map(a => a.name + a.value).join();
    const mark = (e, above) => {
        const path = above + "/" + look(e);
        seen.set(path, (seen.get(path) || 0) + 1);
        const often = seen.get(path) > 3;
        const children = [...e.children].map(child => [child, mark(child, path)]);
        const alike = often && children.every(([, same]) => same);
        if (!alike) for (const [child, same] of children) if (same) child.dataset.alike = "";
        return alike;
    };
    mark(document.body, "");
}"""
# Size and line height, in letters, of every element that holds words of its own in the main part.
SIZES = """[...document.querySelectorAll("main *")]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.offsetParent)
  .map(e => getComputedStyle(e))
  .map(s => [parseFloat(s.fontSize), parseFloat(s.lineHeight) / parseFloat(s.fontSize)])"""


@pytest.fixture(scope="module", autouse=True)
def _axe_in_every_page(visits):
    """A browser takes a while over axe's half megabyte of script, and remembers it in its tab."""
    visits("desk", True).page.add_init_script(AXE_SCRIPT)


def violations(page) -> str:
    """What axe finds on a page, but for its colours; '' for nothing."""
    return report(Axe("void 0").run(page, options=ALL_BUT_COLOURS))


def faint(page) -> str:
    """What axe finds too faint to read on a page; '' for nothing."""
    page.evaluate(ALIKE)
    return report(Axe("void 0").run(page, {"exclude": [["[data-alike]"]]}, ASKED | {"runOnly": COLOURS}))


def report(found) -> str:
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("address", PAGES)
def test_everyone_can_read_it(visit, address):
    """axe finds nothing; nothing runs off the side, from 320 px on, nor in large text, where no letter is small.

    In the dark nothing but the colours differs, and these are of one sheet: a page of each kind is looked at there.
    """
    page = visit.to(address)
    assert violations(page) == ""
    for width in (768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.set_viewport_size({"width": 1440, "height": 900})
    assert_large(visit, page)


@pytest.mark.parametrize("address", [*DARK, *(pytest.param(each, marks=pytest.mark.drill) for each in PAGES)])
def test_no_colour_is_faint(visit, address):
    """In light and in the dark; in large text axe finds as little as in small."""
    page = visit.to(address)
    assert faint(page) == ""
    page.emulate_media(color_scheme="dark")
    assert faint(page) == ""
    page.emulate_media(color_scheme="light")
    assert_large(visit, page)
    assert violations(page) == ""


def assert_large(visit, page) -> None:
    """No letter is smaller than 18 px, no line closer than 1.8, and nothing runs off the side."""
    page.context.add_cookies([{"name": "large_text", "value": "1", "url": visit.site}])
    page.reload()
    sizes = page.evaluate(SIZES)
    assert min(size for size, _ in sizes) >= 18
    assert min(line for _, line in sizes) >= 1.79
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_pages_without_a_frame_can_be_read_too(visit):
    page = visit.page
    assert page.goto(f"{visit.site}/articles/?q=%00").status == 400
    assert violations(page) == ""
    assert faint(page) == ""
    page.emulate_media(color_scheme="dark")
    assert faint(page) == ""


def test_the_keyboard_reaches_the_content_first(visit):
    page = visit.to("/articles/?sector=餐饮")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
