"""勘误 on the desk: chosen in the print, seen before it is saved, and refused in a sentence."""

import pytest
from django.urls import reverse

from policies.models import Amount, Article, Correction
from tests.portal.editing.forms import address, errors, filled, form_with, opened

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
ADD = reverse("admin:policies_correction_add")


@pytest.fixture
def place():
    """33号 §21: “…给予10万元…”."""
    return Article.objects.get(document__number="晋政办发〔2022〕33号", ordinal=21)


def typed(desk, place: Article, **changes) -> dict:
    said = {"article": place.pk, "reading": "20万元", "reason": "试", "confidence": "certain"}
    return filled(desk, ADD, **said | changes)


def saved(desk, place: Article, **changes):
    """The answer when the effect was seen, and confirmed."""
    shown = desk.post(ADD, typed(desk, place, **changes))
    return desk.post(ADD, form_with(shown, "_confirmed").pressed("_confirmed"))


def test_the_effect_is_seen_before_anything_is_saved(desk, place):
    page = desk.post(ADD, typed(desk, place, quote="10万元"))
    assert page.status_code == 200
    assert "现在还没有保存" in page.content.decode()
    told = [(change.what, change.before.text, change.after.text) for change in page.context["changes"]]
    assert ("修改", "10万元，优惠", "20万元，优惠") in told
    (given,) = [each for each in told if "奖补" in each[1]]
    assert [words.partition("，")[2] for words in given[1:]] == ["奖补 10万元，申请可得", "奖补 20万元，申请可得"]
    assert len(told) == 2
    assert not place.corrections.exists()
    assert not Correction.history.filter(article_id=place.pk).exists()
    assert place.amount_set.get(unit="CNY").values == [100000]


def test_from_the_preview_one_saves_or_goes_back_with_all_that_was_typed(desk, place):
    shown = form_with(desk.post(ADD, typed(desk, place, quote="10万元", evidence="原件")), "_confirmed")
    again = desk.post(ADD, shown.pressed("_back"))
    form = again.context["adminform"].form
    assert (form["quote"].value(), form["evidence"].value()) == ("10万元", "原件")
    assert "还没有保存" in again.content.decode()
    assert not place.corrections.exists()
    assert desk.post(ADD, shown.pressed("_confirmed")).status_code == 302
    assert place.corrections.get().reading == "20万元"


def test_a_probable_one_changes_no_fact(desk, place):
    page = desk.post(ADD, typed(desk, place, quote="10万元", confidence="probable"))
    assert page.context["changes"] == []
    assert "没有事实会变" in page.content.decode()


def test_start_and_end_do_without_the_words(desk, place):
    at = place.text.index("10万元")
    assert saved(desk, place, first=at + 1, last=at + 4).status_code == 302
    row = place.corrections.get()
    assert (row.quote, row.span) == ("10万元", (at, at + 4))


def test_of_words_that_stand_twice_the_ones_meant_are_taken(desk):
    """7号 §9 says 小额贷款公司 three times."""
    place = Article.objects.get(document__number="晋政办发〔2022〕7号", ordinal=9)
    at = place.text.index("小额贷款公司", place.text.index("小额贷款公司") + 1)
    said = {"quote": "小额贷款公司", "reading": "小贷公司"}
    assert saved(desk, place, first=at + 1, last=at + 6, **said).status_code == 302
    assert (place.corrections.get().occurrence, place.corrections.get().span) == (2, (at, at + 6))


BAD = [
    pytest.param({"first": 9, "last": 9999}, "超出了印文", id="beyond the end"),
    pytest.param({"first": 9, "last": 3}, "在起（9）之前", id="end before start"),
    pytest.param({"first": -3, "last": 5}, "大于或等于1", id="negative"),
    pytest.param({"first": "一", "last": 5}, "输入整数", id="no number"),
    pytest.param({}, "请在印文里选中文字", id="nothing chosen"),
    pytest.param({"quote": "没有的话"}, "不在条文的印文里", id="not in the print"),
    pytest.param({"quote": "10万元", "reading": "10万元"}, "什么也没有改", id="changes nothing"),
    pytest.param({"quote": "10万元", "reason": ""}, "必填", id="no reason"),
    pytest.param({"quote": "10万元", "article": "999999"}, "选择一个有效的选项", id="no such article"),
    pytest.param({"quote": "10万元", "article": "x"}, "选择一个有效的选项", id="no article at all"),
]


@pytest.mark.parametrize("wrong, sentence", BAD)
def test_what_cannot_be_is_refused_and_kept_as_typed(desk, place, wrong, sentence):
    page = desk.post(ADD, typed(desk, place, evidence="抄自原件") | wrong)
    assert page.status_code == 200
    assert sentence in errors(page)
    assert page.context["adminform"].form["evidence"].value() == "抄自原件"
    assert not place.corrections.exists()


@pytest.mark.parametrize("before, after", [(0, 0), (1, -1), (-1, -1), (1, 2)], ids=["same", "left", "inside", "around"])
def test_two_corrections_do_not_overlap(desk, place, before, after):
    at = place.text.index("10万元")
    saved(desk, place, quote="10万元")
    page = desk.post(ADD, typed(desk, place, first=at + 1 - before, last=at + 4 + after, reading="别的"))
    assert "重叠" in errors(page)
    assert place.corrections.count() == 1


def test_a_withdrawn_one_gives_its_place_free(desk, place):
    saved(desk, place, quote="10万元")
    row = place.corrections.get()
    desk.post(address(row), opened(desk, row) | {"withdrawn": "on"})
    assert Amount.objects.get(article=place, unit="CNY").values == [100000]
    page = desk.post(ADD, typed(desk, place, quote="0万元", reading="5万元"))
    assert "15万元，优惠" in [change.after.text for change in page.context["changes"]]


def test_characters_counted_beside_other_words_are_asked_about(desk, place):
    start = place.text.index("10万元")
    page = desk.post(ADD, typed(desk, place, quote="10万元", first=start + 2, last=start + 3))
    assert "与上面的原文不同" in errors(page)
    page = desk.post(ADD, typed(desk, place, quote="10万元", first=start + 1, last=start + 4))
    assert "印作“10万元”，应作“" in page.content.decode()


def test_the_form_shows_the_print_of_the_article_that_the_address_names(desk, place):
    page = desk.get(ADD, {"article": place.pk, "quote": "10万元"})
    assert page.context["place"] == place
    assert page.context["adminform"].form["quote"].value() == "10万元"
