"""An article's page on the desk: its print marked, its facts in order, the doubts first."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from policies.models import Amount, Article, Citation
from tests.portal.editing.forms import address, errors, filled, forms, opened

pytestmark = pytest.mark.usefixtures("nine")


@pytest.fixture
def place() -> Article:
    """67号 §23 cites a plan that none of ours is."""
    return Article.objects.get(document__number="晋发〔2021〕67号", ordinal=23)


def listed(desk, place: Article) -> list:
    return desk.get(address(place)).context["listed"]


def test_the_doubts_come_first_and_the_rest_in_the_order_of_the_print(desk, place):
    found = listed(desk, place)
    doubts = [each for each in found if each.doubt]
    assert [each.doubt for each in doubts] == ["引用未解析"]
    assert found[: len(doubts)] == doubts
    rest = [each.row.start for each in found[len(doubts) :]]
    assert rest == sorted(rest)


def pressed(desk, place, button: str, name: str, page=None):
    """A fact's button on the page of its article, as it was when the page was opened."""
    page = page or desk.get(address(place))
    form = next(form for form in forms(page) if any(each[0] == button for each in form.buttons))
    ((_, value, _),) = [each for each in form.buttons if each[0] == button and each[1].startswith(f"{name}:")]
    return desk.post(form.action, form.fields | {button: value}, follow=True)


@pytest.mark.long
def test_every_fact_is_marked_in_the_print_and_listed_beside_it(desk, place):
    page = desk.get(address(place)).content.decode()
    for each in listed(desk, place):
        assert f'id="{each.name}-fact"' in page
        if each.row._meta.model_name != "measure" and not each.elsewhere:
            assert f'id="{each.name}"' in page


@pytest.mark.long
def test_a_doubt_goes_when_it_is_confirmed_a_rejected_fact_goes_last(desk, place):
    first = listed(desk, place)[0]
    pressed(desk, place, "confirm", first.name)
    first.row.refresh_from_db()
    assert first.row.status == "confirmed"
    assert not any(each.doubt for each in listed(desk, place))
    second = listed(desk, place)[0]
    pressed(desk, place, "reject", second.name)
    last = listed(desk, place)[-1]
    assert (last.row, last.is_rejected) == (second.row, True)
    assert list(first.row.history.values_list("status", flat=True)) == ["confirmed", "extracted"]


def test_who_may_only_look_is_offered_no_button(client, place):
    looks = User.objects.create_user("kanke", is_staff=True)
    looks.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_", content_type__app_label="policies")
    )
    client.force_login(looks)
    page = client.get(address(place))
    html = page.content.decode()
    assert page.context["listed"]
    assert not any(sign in html for sign in ('name="confirm"', 'name="reject"', "data-choose", 'name="_save"'))


@pytest.mark.long
def test_what_another_decided_meanwhile_is_not_overwritten(desk, place):
    first = listed(desk, place)[0]
    opened_before = desk.get(address(place))
    pressed(desk, place, "reject", first.name)
    page = pressed(desk, place, "confirm", first.name, opened_before)
    assert "您打开之后，editor已把" in page.content.decode()
    first.row.refresh_from_db()
    assert first.row.status == "rejected"
    pressed(desk, place, "confirm", first.name)
    first.row.refresh_from_db()
    assert first.row.status == "confirmed"


@pytest.mark.long
def test_who_saves_a_fact_opened_here_is_led_back(desk, place):
    first = listed(desk, place)[0]
    assert desk.post(first.address, opened(desk, first.row) | {"status": "confirmed"})["Location"] == address(place)
    ((_, add),) = [each for each in desk.get(address(place)).context["adding"] if each[0] == "量化目标"]
    typed = filled(desk, add, quote="100", value="100", unit="户", thing="企业")
    assert desk.post(add, typed)["Location"] == address(place)


@pytest.mark.parametrize("sent", [{"confirm": "amount-99999999"}, {"confirm": "unit-1"}, {"reject": "x"}, {}])
def test_a_fact_that_is_not_there_is_said(desk, place, sent):
    page = desk.post(reverse("admin:policies_article_decide", args=[place.pk]), sent, follow=True)
    assert "没有处理" in page.content.decode()


@pytest.mark.long
def test_the_span_of_a_fact_is_moved_by_words_or_by_counting(desk):
    row = Amount.objects.filter(article__document__number="晋政办发〔2022〕33号", article__ordinal=21, unit="CNY").get()
    text, machine = row.article.text, row.current_values()
    wider = text[row.start - 2 : row.end]
    assert desk.post(address(row), opened(desk, row) | {"quote": wider}).status_code == 302
    row.refresh_from_db()
    assert (row.quote, text[row.start : row.end], row.status) == (wider, wider, "edited")
    assert row.extracted_values == machine
    answer = desk.post(address(row), opened(desk, row) | {"first": row.start + 3})
    assert answer.status_code == 302, errors(answer)
    row.refresh_from_db()
    assert row.current_values() == machine


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"last": "99999"}, "超出了印文"),
        ({"first": "8", "last": "2"}, "之前"),
        ({"quote": "没有的话"}, "不在条文的印文里"),
        ({"quote": ""}, None),
    ],
    ids=["beyond", "backwards", "not in the print", "nothing typed keeps the span"],
)
def test_a_span_outside_the_text_is_refused(desk, typed, sentence):
    row = Citation.objects.exclude(article=None).first()
    before = (row.start, row.end, row.quote)
    page = desk.post(address(row), opened(desk, row) | typed)
    assert sentence is None or sentence in errors(page)
    row.refresh_from_db()
    assert (row.start, row.end, row.quote) == before


def test_the_machines_own_value_stands_beside_an_editors(desk):
    row = Amount.objects.filter(article__document__number="晋政办发〔2022〕33号", article__ordinal=21, unit="CNY").get()
    desk.post(address(row), opened(desk, row) | {"values": "120000"})
    page = desk.get(address(row)).content.decode()
    assert "10万元，优惠（“10万元”）" in page
    assert "editor，" in page
