"""Work on the desk in a browser: bad files, many doubts at once, new names, a document removed and had back."""

import pytest
from playwright.sync_api import Page, expect

from importers import pipeline
from policies.models import Citation, Document, Responsibility, Unit
from tests.browser.conftest import arrived
from tests.jobs import do_jobs
from tests.portal.editing.test_publication import GOOD

pytestmark = pytest.mark.long

OTHER = GOOD.replace("9号", "19号")


def told(page: Page) -> str:
    """What the desk says of what was done."""
    return page.locator(".messagelist .success").inner_text()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).first.click()
    arrived(page)


@pytest.fixture
def imported(opened, tmp_path):
    """A document of the base, as a command imports it; after the fixture that has the base put back."""

    def made(text: str) -> Document:
        (tmp_path / "good.txt").write_text(text, encoding="utf-8")
        return pipeline.import_files([tmp_path / "good.txt"]).documents[0]

    return made


def test_one_bad_file_of_several_stops_only_itself(opened, site):
    desk = opened("zheng", "编辑")
    good = [{"name": f"好{at}.txt", "mimeType": "", "buffer": f"{GOOD}{at}".encode()} for at in range(2)]
    bad = [
        {"name": "坏.docx", "mimeType": "", "buffer": b"PK\x03\x04broken"},
        {"name": "旧.doc", "mimeType": "", "buffer": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)},
        {"name": "空.txt", "mimeType": "", "buffer": b""},
    ]
    desk.goto(f"{site}/admin/uploads/")
    desk.get_by_label("选择文件").set_input_files([good[0], *bad, good[1]])
    press(desk, "上传")
    do_jobs()
    desk.goto(f"{site}/admin/uploads/")
    rows = desk.locator(".uploads tbody tr")
    expect(rows).to_have_count(len(good) + len(bad))
    states = {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows.all()}
    for each in good:
        assert states[each["name"]] == "试读好了，等您决定"
    for each, why in zip(bad, ("损坏", "另存为 DOCX", "是空的"), strict=True):
        assert states[each["name"]].startswith(f"读不了\n{each['name']}：")
        assert why in states[each["name"]]


def test_many_doubts_are_confirmed_at_once_and_undone_but_for_what_others_did_since(opened, site):
    editor, colleague = opened("wu", "编辑"), opened("zheng", "编辑")
    editor.goto(f"{site}/admin/work/citations/?document=jinzhengbanfa-2022-34")
    editor.get_by_role("link", name="成批处理").click()
    arrived(editor)
    chosen = [int(box.get_attribute("value")) for box in editor.locator("[name=_selected_action]").all()[:3]]
    for at in range(3):
        editor.locator("[name=_selected_action]").nth(at).check()
    editor.locator("select[name=action]").select_option(label="确认所选")
    press(editor, "执行")
    expect(editor.locator("#content")).to_contain_text("3 条引用将标为“已确认”")
    assert set(Citation.objects.filter(pk__in=chosen).values_list("status", flat=True)) == {"extracted"}
    editor.locator("[name=_confirmed]").click()
    assert told(editor).startswith("3 条已标为“已确认”")

    colleague.goto(f"{site}/admin/policies/citation/{chosen[0]}/change/")
    colleague.locator("#id_status").select_option(label="已否定")
    press(colleague, "保存")
    editor.locator(".messagelist").get_by_role("link", name="撤销…").click()
    expect(editor.locator("#content")).to_contain_text("其中 1 条之后又有人处理过")
    expect(editor.locator("#content")).to_contain_text("zheng")
    press(editor, "只撤销其余的")
    assert told(editor).startswith("已撤销：2 条")
    statuses = [Citation.objects.get(pk=pk).status for pk in chosen]
    assert statuses == ["rejected", "extracted", "extracted"]


def test_an_act_upon_more_rows_than_the_limit_says_so_and_does_nothing(opened, site):
    desk = opened("wu", "编辑")
    desk.goto(f"{site}/admin/policies/responsibility/")
    before = Responsibility.objects.filter(status="confirmed").count()
    desk.locator("#action-toggle").check()
    desk.locator(".actions .question a").click()
    desk.locator("select[name=action]").select_option(label="确认所选")
    press(desk, "执行")
    expect(desk.locator(".messagelist")).to_contain_text("一次最多 1000 条")
    assert Responsibility.objects.filter(status="confirmed").count() == before


def test_a_list_goes_on_behind_its_last_row_though_rows_were_settled_meanwhile(opened, site):
    desk = opened("wu", "编辑")
    desk.goto(f"{site}/admin/policies/deadline/?status__exact=extracted")
    rows = desk.locator("#result_list tbody tr")
    first, last = rows.first.locator("a").get_attribute("href"), rows.last.locator("a").get_attribute("href")
    following = desk.get_by_role("link", name="下一页")
    settled = opened("zheng", "编辑")
    settled.goto(f"{site}{first}")
    press(settled, "确认无误")
    following.click()
    arrived(desk)
    shown = [
        link.get_attribute("href") for link in desk.locator("#result_list tbody th a, #result_list tbody td a").all()
    ]
    assert not {first, last} & set(shown)
    desk.get_by_role("link", name="上一页").click()
    arrived(desk)
    assert (
        desk.locator("#result_list tbody tr").last.locator("a").get_attribute("href").split("?")[0]
        == last.split("?")[0]
    )


def test_a_new_office_is_accepted_and_another_is_none(opened, imported, site):
    imported(OTHER.replace("省商务厅）", "省商务厅、省夜间经济促进中心、省夜市协会）"))
    desk = opened("wu", "编辑")
    desk.goto(f"{site}/admin/candidates/")
    names = ("省夜间经济促进中心", "省夜市协会")
    assert set(names) <= set(Unit.objects.filter(verified=False).values_list("name", flat=True))
    for name, button in zip(names, ("是新的单位", "不是单位"), strict=True):
        candidate = desk.locator("form.candidate", has=desk.get_by_role("link", name=name, exact=True))
        expect(candidate.locator("li mark")).to_have_text(name)
        candidate.get_by_role("button", name=button, exact=True).click()
        assert name in told(desk)
    new, none = (Unit.objects.get(name=name) for name in names)
    assert (new.verified, none.not_an_office) == (True, True)


def test_a_public_document_is_withdrawn_removed_and_had_back(opened, imported, site):
    document = imported(OTHER)
    public = f"{site}{document.get_absolute_url()}"
    reviewer = opened("li", "审核")
    assert reviewer.request.get(public).status == 200
    reviewer.goto(f"{site}/admin/publication/{document.pk}/")
    reviewer.locator("#note-withdraw").fill("误收")
    press(reviewer, "撤回")
    assert reviewer.request.get(public).status == 404
    reviewer.goto(f"{site}/admin/publication/{document.pk}/")
    reviewer.locator("#note-remove").fill("误收")
    press(reviewer, "移除这个文件")
    assert "在此之前可以恢复" in told(reviewer)
    assert not Document.objects.filter(number=document.number).exists()
    reviewer.goto(f"{site}/admin/acts/")
    reviewer.get_by_role("link", name="恢复…").first.click()
    press(reviewer, "恢复")
    back = Document.objects.get(number=document.number)
    assert (back.state, back.articles.count()) == (Document.State.WITHDRAWN, 2)
    assert reviewer.request.get(public).status == 404
