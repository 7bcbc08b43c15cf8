"""Nasty addresses on every page type: a clean page, a message at the field, never a trace, never everything."""

import pytest

from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

NASTY = {
    "NUL": "%00",
    "control": "%01%1b",
    "no UTF-8": "%ff%fe",
    "quote": "'%22",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "template": "{{7*7}}",
    "emoji": "%F0%9F%98%80",
    "right to left": "%E2%80%AE",
    "negative": "-1",
    "huge": "9" * 400,
    "float": "1e999",
    "not a number": "NaN",
    "no day": "2022-02-30",
    "year zero": "0000-00-00",
    "far year": "99999999-01-01",
    "path": "..%2F..%2Fetc%2Fpasswd",
    "full width": "%EF%BC%92",
    "header": "%0d%0aX:%20y",
    "long": "%E7%A8%8E" * 2000,
    "dollar": "[$ne]",
}
# Each page with all that it reads from an address, and what it shows when nothing can be read.
ASKED = {
    "/match/": ("sector beneficiary place on monthly annual yes no page instrument", 'role="alert"'),
    "/calendar/": ("on role when", 'role="alert"'),
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


@pytest.mark.parametrize("path", UNMOVED)
def test_what_a_page_does_not_read_changes_nothing(client, path):
    for value in ("%00", NASTY["markup"]):
        response = client.get(path.format(value))
        assert (response.status_code, b"<script>alert" in response.content) == (200, False)


def test_twice_the_same_parameter_is_no_more_than_once_said(client):
    for path in ("/match/?sector=餐饮&sector=零售", "/calendar/?on=2022-06-30&on=2022-07-01"):
        html = client.get(path).content.decode()
        assert 'role="alert"' in html
        assert "只能" in html
