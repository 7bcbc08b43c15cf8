"""Nasty addresses on every page type: a clean page, a message at the field, never a trace, never everything."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

NASTY = {
    "quote": "'%22",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "template": "{{7*7}}",
    "emoji": "%F0%9F%98%80",
    "right to left": "%E2%80%AE",
    "negative": "-123456789",
    "huge": "9" * 400,
    "float": "1e999",
    "not a number": "NaN",
    "no day": "2022-02-30",
    "year zero": "0000-00-00",
    "far year": "99999999-01-01",
    "path": "..%2F..%2Fetc%2Fpasswd",
    "full width": "%EF%BC%92",
    "header": "%0d%0aX:%20y",
    "long": "%E7%A8%8E" * 70,
    "dollar": "[$ne]",
}
REFUSED = {
    "NUL": ("%00", 400, "控制字符"),
    "control": ("%01%1b", 400, "控制字符"),
    "DEL": ("%7f", 400, "控制字符"),
    "no UTF-8": ("%ff%fe", 400, "UTF-8"),
    "GB18030": ("%c9%cc%ce%f1", 400, "UTF-8"),
    "half a character": ("%ed%a0%80", 400, "UTF-8"),
    "longer than any link": ("%E7%A8%8E" * 1000, 414, "去掉一些条件"),
    "more than anybody asks": ("&a=1" * 300, 400, "最多"),
}
# Each page with all that it reads from an address, and what it shows when nothing can be read.
ASKED = {
    "/match/": (
        "sector beneficiary place on monthly annual yes no page instrument form",
        'role="alert"',
    ),
    "/calendar/": ("on role when", 'role="alert"'),
    "/changes/": ("since document unit kind page", 'role="alert"'),
    "/articles/": ("unit on min_yuan ends validity sector page sort", 'role="alert"'),
}
PLACES = ["/units/{}/", "/units/{}/tasks/", "/units/省商务厅/with/{}/", "/sectors/{}/", "/documents/{}/"]
PLACES += ["/documents/jinfa-2021-67/{}/", "/documents/{}/art_1/report/"]
UNMOVED = [
    "/overview/?x={0}",
    "/about/data/?x={0}",
    "/documents/jinfa-2021-67/?text={0}",
    "/units/?page={0}",
    "/?q={0}",
]


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY)
def test_every_page_takes_it(client, value):
    for path, (names, sign) in ASKED.items():
        response = client.get(f"{path}?{'&'.join(f'{name}={value}' for name in names.split())}")
        html = response.content.decode()
        assert (response.status_code, sign in html, "<script>alert" in html) == (200, True, False), path
        Page(html)
        if "page" in response.context:
            assert response.context["page"].paginator.count == 0
    for path in ("/compare/?a={0}&b={0}&q={0}&with={0}", "/documents/jinfa-2021-67/art_36/report/?fact={0}"):
        response = client.get(path.format(value))
        assert (response.status_code, b"<script>alert" in response.content) == (200, False), path
    for path in PLACES:
        assert client.get(path.format(value)).status_code == 404, path


@pytest.mark.parametrize("value, status, word", REFUSED.values(), ids=REFUSED)
def test_what_no_page_can_answer_is_refused_at_the_door(client, value, status, word):
    """In one sentence, in Chinese, wherever it is sent; nothing is looked up for it."""
    asked = [f"{path}?{names.split()[0]}={value}" for path, (names, _) in ASKED.items()]
    asked += [path.format(value) for path in (*UNMOVED, "/compare/?a={}")]
    if not value.startswith("&"):
        asked += [path.format(value) for path in (*PLACES, "/admin/policies/unit/{}/change/", "/{}")]
    for path in asked:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        assert (response.status_code, len(queries)) == (status, 0), path
        assert word in response.content.decode()
        assert response.content.count(b"<p>") == 2, "a sentence and the way home"


def test_a_name_that_is_not_ours_is_told_so_and_fills_no_log(client, caplog):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "这不是本站的地址" in response.content.decode()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("path", ["/documents/jinfa-2021-67/art_36/report/", "/display/large-text/", "/", "/admin/x"])
def test_more_than_a_visitor_writes_is_not_read(client, path):
    response = client.post(path, {"comment": "税" * 30_000})
    assert response.status_code == (200 if path == "/admin/x" else 413)
    assert b"Traceback" not in response.content


@pytest.mark.parametrize(
    "sent, back",
    [
        pytest.param("/units/?page=2", "/units/?page=2", id="an address of ours"),
        pytest.param("abc", "/", id="the name of nothing"),
        pytest.param("home", "/", id="the name of a view"),
        pytest.param("//elsewhere.example/", "/", id="of another site"),
        pytest.param("https://elsewhere.example/", "/", id="of another site, whole"),
        pytest.param("/\\elsewhere.example", "/", id="as browsers mend it"),
        pytest.param("javascript:alert(1)", "/", id="a script"),
        pytest.param("/\r\nX: y", "/%0D%0AX:%20y", id="a header, as part of the address"),
    ],
)
def test_one_is_sent_back_to_an_address_of_ours_and_to_nothing_else(client, sent, back):
    response = client.post("/display/large-text/", {"large": "1", "next": sent})
    assert (response.status_code, response["Location"]) == (302, back)


@pytest.mark.parametrize("path", ["/articles/", "/match/", "/calendar/", "/compare/", "/documents/jinfa-2021-67/"])
def test_a_parameter_that_a_page_does_not_read_is_told(client, path):
    """It gave everything, and said nothing."""
    told = "本页不认识“format”这样的参数"
    assert told in client.get(f"{path}?format=json").content.decode()
    assert "本页不认识" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", UNMOVED)
def test_what_a_page_does_not_read_changes_nothing(client, path):
    for value in (NASTY["quote"], NASTY["markup"]):
        response = client.get(path.format(value))
        assert (response.status_code, b"<script>alert" in response.content) == (200, False)


def test_twice_the_same_parameter_is_no_more_than_once_said(client):
    for path in ("/match/?place=太原市&place=大同市", "/calendar/?on=2022-06-30&on=2022-07-01"):
        html = client.get(path).content.decode()
        assert 'role="alert"' in html
        assert "只能" in html


def test_another_language_is_understood_as_far_as_it_goes(client):
    answer = client.get("/articles/", {"q": "how can my shop pay less tax"}).context["answer"]
    assert answer.hint.text == "按 税费 理解。"
    assert answer.near


@pytest.mark.parametrize(
    "question, document, ordinal",
    [
        pytest.param(
            "我 想 问 一下 我 的 小 饭店 员工 做 核酸 谁 出钱 谢谢",
            "晋政办发〔2022〕33号",
            23,
            id="more words than are searched",
        ),
        pytest.param(
            f"{'我家在村里，人很多，日子过得不错。' * 9}高校学生公寓的印花税还免吗",
            "晋政办发〔2022〕33号",
            10,
            id="asked at its end",
        ),
    ],
)
def test_a_long_question_is_understood(client, question, document, ordinal):
    page = client.get("/articles/", {"q": question})
    nearest = page.context["answer"].near[0].article
    assert (nearest.document.number, nearest.ordinal) == (document, ordinal)
    assert page.context["page"].paginator.count == 0
    assert not page.context["complaints"]


@pytest.mark.parametrize(
    "question, said",
    [
        pytest.param("，。！？", "只有标点", id="only punctuation"),
        pytest.param("wie geht es meinem Laden", "没有认出中文", id="another language"),
        pytest.param("養貓", "", id="words of Chinese that no text has"),
    ],
)
def test_a_question_without_words_is_told_why_nothing_is_found(client, question, said):
    response = client.get("/articles/", {"q": question})
    assert not response.context["cards"]
    assert response.context["answer"].unread.startswith("问话里" if "标点" in said else said)
    assert said in response.content.decode()
