"""An editor's day, in a browser: from the work list to what readers see, and back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group, User
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from importers import pipeline
from policies.models import Amount, Article, Citation, Report, Responsibility, Unit
from tests.browser.conftest import arrived

pytestmark = pytest.mark.long

TITLE = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
TEXT = (
    "1. 支持餐饮企业。对餐饮企业给予10万元奖励，给予5万元补助。（责任单位：省商务厅、省面点局）\n"
    "2. 减免租金。对餐饮企业减免6个月租金。（责任单位：省国资委）\n"
)


@dataclass
class Office:
    """The site, its editors, and the file of a small document that the day is about."""

    browser: Browser
    site: str
    file: object

    def editor(self, name: str, *, javascript: bool = True) -> Page:
        """A colleague of the group 编辑, logged in."""
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name="编辑"))
        visitor = Client()
        visitor.force_login(user)  # by the page it is done in test_desk_kept.py
        context = self.browser.new_context(locale="zh-CN", java_script_enabled=javascript)
        context.add_cookies([{"name": "sessionid", "value": visitor.cookies["sessionid"].value, "url": self.site}])
        page = context.new_page()
        page.goto(f"{self.site}/admin/")
        return page

    def import_text(self, text: str) -> None:
        """What the clerk next door does."""
        self.file.write_text(TITLE + text, encoding="utf-8")
        pipeline.import_files([self.file])

    def article(self, ordinal: int) -> Article:
        """An article of the small document."""
        return Article.objects.get(document__number="晋商发〔2022〕9号", ordinal=ordinal)


@pytest.fixture(scope="module")
def base(site, django_db_setup, django_db_blocker, tmp_path_factory, chromium) -> Iterator[Office]:
    """The day is written into the shared base, which is then put back."""
    with django_db_blocker.unblock():
        office = Office(chromium, site, tmp_path_factory.mktemp("day") / "small.txt")
        office.import_text(TEXT)
        yield office
        for context in chromium.contexts:
            context.close()
        django_db_setup.restore()
        connections.close_all()


@pytest.fixture
def office(base, django_db_blocker, request) -> Iterator[Office]:
    with django_db_blocker.unblock():
        yield base


def save(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()


def confirm(page: Page) -> None:
    expect(page.get_by_text("现在还没有保存")).to_be_visible()
    page.get_by_role("button", name=re.compile("^确认(保存|合并)$")).click()


def done(page: Page) -> None:
    expect(page.locator(".messagelist .success")).to_be_visible()


def settle_with_a_reason(page: Page) -> None:
    page.locator("#id_reviewed").check()
    page.locator("#id_review_note").fill("汇编说明如此")


# Kind by kind: what an editor fills in, and whether a preview comes before the save. The figure comes first: what the
# machine reads of it comes back when anything is derived again.
SETTLED = [
    ("用途未定的金额", lambda page: page.locator("#id_role").select_option(label="优惠"), False),
    ("未识别的文字", lambda page: page.locator("#id_reviewed").check(), False),
    ("对不上的自述数目", settle_with_a_reason, False),
    ("存疑的勘误", lambda page: page.locator("#id_confidence").select_option(label="确定"), True),
    ("未核实的单位", lambda page: page.locator("#id_verified").check(), False),
    ("未解析的引用", lambda page: page.locator("#id_status").select_option(label="已确认"), False),
    ("读者报错", lambda page: page.locator("#id_state").select_option(label="核对无误"), False),
]


def test_one_item_of_each_kind_is_settled_from_the_work_list(office):
    Amount.objects.filter(article=office.article(1), quote="5万元").update(role="")
    Report.objects.create(article=office.article(1), place="晋商发〔2022〕9号 第1条", problem="value", text="是8万元")
    page = office.editor("zhou", javascript=False)
    for kind, fill, previewed in SETTLED:
        page.goto(f"{office.site}/admin/")
        row = page.locator(".worklist .kinds li", has=page.get_by_role("link", name=kind))
        before = int(row.locator("span").inner_text())
        row.get_by_role("link", name=kind).click()
        page.locator("#content tbody a").first.click()
        fill(page)
        save(page)
        if previewed:
            confirm(page)
        done(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(kind)
        page.goto(f"{office.site}/admin/")
        assert int(row.locator("span").inner_text()) == before - 1, kind


def test_doubts_are_settled_by_a_key_each(office):
    """Four doubts and one passed over, five keys; the mouse is not touched."""
    waiting = Citation.objects.doubtful().filter(document=None)
    rejected = Citation.objects.filter(status="rejected", pk__in=list(waiting.values_list("pk", flat=True)))
    before = waiting.count()
    page = office.editor("meng")
    page.get_by_role("link", name="未解析的引用").first.click()
    page.get_by_role("link", name="逐条核对").click()
    arrived(page)  # a key that comes before its script is pressed in vain
    for key in "yjyny":
        shown = page.locator("[name=row]").input_value()
        page.keyboard.press(key)
        page.wait_for_function("row => document.querySelector('[name=row]')?.value != row", arg=shown)
        arrived(page)
    assert waiting.count() == before - 4
    assert rejected.count() == 1
    page.keyboard.press("e")
    page.wait_for_url("**/change/**")
    page.locator("#id_title").fill("另一个文件")
    page.locator("#id_title").press("y")
    assert page.locator("#id_title").input_value() == "另一个文件y", "who types presses no button"


def test_validity_is_stated_and_every_reader_sees_it(office):
    page = office.editor("wei", javascript=False)
    page.get_by_role("link", name="有效性未核实的文件", exact=True).click()
    page.get_by_role("link", name="关于支持餐饮业发展的若干措施").click()
    page.locator("#id_validity").select_option(label="废止")
    save(page)
    expect(page.get_by_text("请填写在哪一天核实的")).to_be_visible()
    page.locator("#id_validity_checked_on").fill("2024-03-01")
    page.locator("#id_validity_evidence").fill("山西省商务厅公告2024年第1号")
    save(page)
    done(page)
    page.goto(office.site + office.article(1).get_absolute_url())
    expect(page.get_by_text("废止").first).to_be_visible()


def test_words_are_selected_corrected_and_the_public_page_changes(office):
    page, article = office.editor("wu"), office.article(1)
    page.goto(f"{office.site}/admin/policies/article/{article.pk}/change/")
    select(page, "10万元")
    expect(page.get_by_text("“10万元”").first).to_be_visible()
    page.locator("a[data-choose]", has_text="勘误").click()
    expect(page.locator("#id_quote")).to_have_value("10万元")
    page.locator("#id_reading").fill("20万元")
    page.locator("#id_reason").fill("与公报原件不符")
    save(page)
    expect(page.get_by_role("cell", name="10万元，优惠")).to_be_visible()
    expect(page.get_by_role("cell", name="20万元，优惠")).to_be_visible()
    confirm(page)
    done(page)
    page.goto(office.site + article.get_absolute_url())
    expect(page.locator("ins", has_text="20万元").first).to_be_visible()


def select(page: Page, words: str) -> None:
    """Drag over words of the print."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("print"), NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode()); ) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                document.getSelection().removeAllRanges();
                document.getSelection().addRange(range);
                return;
            }
            throw new Error("not in one piece: " + words);
        }""",
        words,
    )


def test_confirm_reject_import_again_and_resolve_the_conflict(office):
    page, article = office.editor("zheng"), office.article(2)
    page.goto(f"{office.site}/admin/policies/article/{article.pk}/change/")
    page.get_by_role("button", name="否定：省国资委").click()
    done(page)
    page.get_by_role("button", name="确认：时长").click()
    done(page)
    office.import_text(TEXT.replace("减免6个月租金", "减免8个月租金"))
    assert Responsibility.objects.get(article=article, unit__name="省国资委").status == "rejected"
    page.goto(f"{office.site}/admin/")
    page.get_by_role("link", name="重新导入的冲突").first.click()
    page.locator("#content tbody a").first.click()
    expect(page.locator(".versions mark", has_text="6")).to_be_visible()
    expect(page.locator(".versions mark", has_text="8")).to_be_visible()
    page.get_by_role("button", name="采用新的").click()
    done(page)
    expect(page.get_by_text("这一类没有待办了")).to_be_visible()
    page.goto(office.site + article.get_absolute_url())
    expect(page.get_by_text("8个月").first).to_be_visible()


def test_a_unit_is_merged_its_address_redirects_and_it_is_undone(office):
    unit = Unit.objects.get(name="省面点局")
    page = office.editor("wang", javascript=False)
    page.goto(f"{office.site}/admin/policies/unit/{unit.pk}/change/")
    page.get_by_role("link", name="并入另一单位").click()
    page.locator("#id_into").fill("省商务厅")
    page.get_by_role("button", name="预览").click()
    confirm(page)
    done(page)
    page.goto(office.site + unit.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_contain_text("省商务厅")
    page.goto(f"{office.site}/admin/policies/unit/{unit.pk}/change/")
    page.get_by_role("button", name="撤销合并").click()
    done(page)
    page.goto(office.site + unit.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_contain_text("省面点局")


def test_a_version_is_restored(office):
    row = Amount.objects.get(article=office.article(1), quote="5万元")
    page = office.editor("feng", javascript=False)
    form = f"{office.site}/admin/policies/amount/{row.pk}/"
    was = row.values
    page.goto(f"{form}change/")
    page.locator("#id_values").fill("6万")
    page.locator("#id_change_reason").fill("看错了")
    save(page)
    done(page)
    page.goto(f"{form}history/")
    expect(page.get_by_text("看错了")).to_be_visible()
    page.get_by_role("button", name="恢复").last.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    row.refresh_from_db()
    assert row.values == was


def test_two_editors_on_one_record(office):
    row = Amount.objects.get(article=office.article(1), quote="5万元")
    first, second = office.editor("chen"), office.editor("chu", javascript=False)
    address = f"{office.site}/admin/policies/amount/{row.pk}/change/"
    for page in (first, second):
        page.goto(address)
    first.locator("#id_values").fill("70000")
    save(first)
    done(first)
    second.locator("#id_per").fill("户")
    save(second)
    expect(second.locator(".errornote, .errorlist").filter(has_text="chen").first).to_be_visible()
    expect(second.locator("#id_per")).to_have_value("户")
    row.refresh_from_db()
    assert (row.values, row.per) == ([70000], "")
