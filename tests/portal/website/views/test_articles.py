"""The finder's page: every value walked through it, what it says of bad input, and how it changes in place."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from policies.models import Amount, Article, Deadline
from portal.website.finder.params import PARAMS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

VALUE = re.compile(r'<a class="value" id="([^":]+):[^"]*" rel="nofollow" href="([^"]+)".*?<span class="count">(\d+)<')
TOTAL = re.compile(r'<b class="total">(\d+)</b>')
NAMES = [kind.name for kind in PARAMS]


def total(html: str) -> int:
    return int(TOTAL.search(html)[1])


@pytest.mark.long
@pytest.mark.parametrize(
    "start", ["", "on=2023-06-30&status=past", "sector=餐饮&only=1&place=太原市", "q=外资&exact=1"]
)
def test_every_value_of_the_page_leads_to_as_many_as_it_says(client, start):
    """The links and numbers are those that the tests of the finder hold against lists; some are walked to their end."""
    response = client.get(f"/articles/?{start}")
    links = [(name, unescape(link), int(count)) for name, link, count in VALUE.findall(response.content.decode())]
    assert len(links) > (150 if not start else 5)
    listed = {
        (facet.param.name, f"/articles/?{choice.alone}", choice.count)
        for facet in response.context["facets"]
        for choice in facet.values
    }
    assert set(links) <= listed
    by_kind = {name: [link for link in links if link[0] == name] for name, *_ in links}
    for name, address, count in [link for of_kind in by_kind.values() for link in (*of_kind[:2], of_kind[-1])]:
        assert total(client.get(address).content.decode()) == count, (name, address)


BAD = {
    "unit": ["火星"], "role": ["boss"], "basis": ["x"], "sector": ["火星"], "beneficiary": ["火星"],
    "instrument": ["火星"], "condition": ["火星"], "place": ["火星"], "document": ["火星"], "force": ["must"],
    "min_yuan": ["-5", "0", "1e9", "99999999999999999999", "很多", "1.2.3", "NaN", "inf", "٣", "10万美元"],
    "amount": ["XYZ"], "amount_role": ["x"], "date": ["x"], "date_role": ["x"], "status": ["x"], "validity": ["x"],
    "ends": ["x", "2022-13", "2022-Q5", "0000", "9999-01", "2022-06-30"],
    "on": ["2022-02-30", "2022-13-01", "0000-00-00", "99999-01-01", "昨天", "20220630x", "1-1-1"],
    "exact": ["yes"], "only": ["0"], "sort": ["random"], "q": [],
}  # fmt: skip
ILLEGIBLE = [quote("税" * 201)]


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_read_gives_a_message_keeps_the_rest_and_lists_nothing(client, name):
    other = ("unit", "省商务厅") if name != "unit" else ("force", "grants")
    for value in [*map(quote, BAD[name]), *ILLEGIBLE]:
        response = client.get(f"/articles/?{name}={value}&{other[0]}={other[1]}")
        html = response.content.decode()
        assert response.status_code == 200
        assert total(html) == 0, value
        assert list(response.context["filters"].form.errors) == [name]
        assert 'role="alert"' in html
        assert other[0] in response.context["filters"].selections
        assert f'href="#{response.context["complaints"][0][0]}"' in html
        assert f'id="{response.context["complaints"][0][0]}"' in html


@pytest.mark.parametrize(
    "query, name",
    [
        ("on=2022-06-30&on=2023-06-30", "on"),
        ("min_yuan=5&min_yuan=6", "min_yuan"),
        ("sort=date&sort=benefit", "sort"),
        ("min_yuan=5&amount=percent", "min_yuan"),
        ("min_yuan=5&amount_role=target", "min_yuan"),
        ("min_yuan=5&amount_role=target&amount=USD", "min_yuan"),
    ],
)
def test_what_contradicts_itself_says_so_and_lists_nothing(client, query, name):
    response = client.get(f"/articles/?{query}")
    assert response.context["page"].paginator.count == 0
    assert list(response.context["filters"].form.errors) == [name]


def test_the_same_value_twice_is_one(client):
    twice = client.get("/articles/?on=2022-06-30&on=2022年6月30日&unit=省工信厅&unit=省工业和信息化厅")
    assert not twice.context["filters"].form.errors
    assert twice.context["address"] == f"unit={quote('省工业和信息化厅')}&on=2022-06-30"


def test_an_empty_list_offers_what_dropping_a_filter_gives(client):
    html = client.get("/articles/?unit=省体育局&q=外商投资").content.decode()
    assert "没有结果" in html
    offers = re.findall(r'<li><a rel="nofollow" href="([^"]+)">去掉“[^<]*</a> <span class="count">(\d+) 条', html)
    assert len(offers) == 2
    for link, count in offers:
        assert total(client.get(unescape(link)).content.decode()) == int(count) > 0


def test_cards_say_todays_standing_and_that_of_the_day_asked_for(client):
    html = client.get("/articles/?on=2022-06-30&status=within").content.decode()
    assert '<span class="label">2022年6月30日</span> 在期限内' in html
    assert '<span class="label">今日</span> 已过期限' in html
    assert "未写明期限" in client.get("/articles/").content.decode()


def test_cards_say_why_they_are_in_the_list_of_a_trade(client):
    general = "".join(client.get(f"/articles/?sector=餐饮&page={page}").content.decode() for page in (1, 5, 8))
    assert "服务业通用</li>" in general
    assert "没有写明行业，各行业适用</li>" in general
    assert "服务业通用</li>" not in client.get("/articles/?sector=餐饮&only=1").content.decode()


def test_a_card_tells_the_sums_of_its_sentence_from_the_others(client):
    """A sum of another sentence beside this one would be promised for what this one says."""
    response = client.get("/articles/?q=新型研发机构&document=晋政办发〔2022〕7号")
    card = next(each for each in response.context["cards"] if each.article.path == "art_51")
    sums = list(card.article.amount_set.all())
    own = {each.quote for each in sums if each.measure_id == card.measure.pk}
    others = {each.quote for each in sums if each.measure_id != card.measure.pk}
    assert {each.text for each in card.chips if isinstance(each.fact, Amount)} == own
    assert own
    assert others
    told = card.elsewhere.removeprefix("本条另有 ")
    assert set(told.split("、")) >= others if len(others) <= 3 else told.startswith(f"{len(others)} 个金额")
    assert f'<li class="chip elsewhere">{card.elsewhere}</li>' in response.content.decode()


@pytest.mark.long
def test_chips_say_nothing_twice(client):
    for page in range(1, 22):
        for card in client.get(f"/articles/?page={page}").context["cards"]:
            said = [(each.label, each.text) for each in card.chips]
            assert len(said) == len(set(said)), card.article
            lasting = {each.quote for each in card.article.deadline_set.all() if each.role == Deadline.Role.TERM}
            assert lasting <= {each.text for each in card.chips}


def test_a_change_in_place_shows_the_one_address_in_the_bar(client):
    answer = client.get("/articles/?q=&unit=省工信厅&page=2", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == f"/articles/?unit={quote('省工业和信息化厅')}&page=2"
    assert answer.content == client.get("/articles/?q=&unit=省工信厅&page=2").content
    assert "HX-Push-Url" not in client.get("/articles/")
    assert client.get("/articles/", headers={"HX-Request": "true"})["HX-Push-Url"] == "/articles/"


def test_what_is_changed_in_place_is_there(client):
    html = client.get("/articles/").content.decode()
    parts = re.search(r'hx-select-oob="([^"]+)"', html)[1]
    for part in ("#results", *(each.split(":")[0] for each in parts.split(","))):
        assert html.count(f'id="{part[1:]}"') == 1
    assert '<div id="said" role="status">' in html
    assert "htmx-2.min.js" in html


def test_everything_is_found_by_somebody(client):
    html = client.get("/articles/").content.decode()
    assert total(html) == Article.objects.count()


@pytest.mark.parametrize("query", ["q=失业保险", "q=餐饮&unit=省商务厅", "q=失业保险&document=晋政办发〔2022〕33号"])
def test_a_search_says_which_document_says_how_much(client, query):
    response = client.get(f"/articles/?{query}")
    documents = response.context["by_document"]
    assert documents
    for each in documents:
        assert client.get(f"/articles/?{each.alone}").context["page"].paginator.count == each.count > 0
    word = query.partition("&")[0]
    compared = client.get(f"/compare/?{word}")
    assert f'/compare/?q={quote(word[2:])}"' in response.content.decode()
    found = {line.article.document_id for line in compared.context["lines"]}
    assert len(documents) <= len(found)


@pytest.mark.parametrize("query", ["", "sector=餐饮", "q=火星人", "q=失业保险&sector=火星"])
def test_what_is_no_search_or_finds_nothing_says_nothing_of_documents(client, query):
    assert client.get(f"/articles/?{query}").context["by_document"] == []


@pytest.mark.parametrize(
    "asked, offered",
    [
        pytest.param({"q": "火星探测"}, [], id="words alone"),
        pytest.param({"q": "面馆房租能减吗"}, [], id="words alone, with something near"),
        pytest.param({"q": "火星探测", "min_yuan": "10000"}, ["min_yuan"], id="beside a sum"),
        pytest.param(
            {"q": "火星探测", "on": "2022-06-01"}, ["on", "status"], id="beside a day, and how it stands on it"
        ),
    ],
)
def test_an_empty_list_offers_what_makes_it_longer_alone(client, asked, offered):
    page = client.get("/articles/", asked)
    assert page.context["page"].paginator.count == 0
    assert [each.param.name for each in page.context["facets"]] == offered
    html = page.content.decode()
    assert ("<h2>筛选</h2>" in html, "按部门、行业、金额、期限等筛选" in html) == (bool(offered), bool(offered))
    assert "文件次序" not in html


def test_a_list_offers_every_field(client):
    names = {each.param.name for each in client.get("/articles/", {"q": "缓缴"}).context["facets"]}
    assert names >= {"min_yuan", "on"}
