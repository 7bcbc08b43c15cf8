"""Every page type says what it is: a title of its own, a description, one canonical address that answers."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

PAGES = [
    "/", "/documents/", "/documents/jinfa-2021-67/", "/documents/jinfa-2021-67/art_36/",
    "/documents/jinfa-2021-67/art_36/report/", "/documents/jinfa-2021-67/art_36/report/thanks/", "/articles/",
    "/articles/?sector=餐饮", "/articles/?page=2", "/units/", "/units/省商务厅/", "/units/省商务厅/tasks/",
    "/units/省商务厅/with/省财政厅/", "/units/各市县/", "/sectors/", "/sectors/餐饮/", "/compare/",
    "/compare/?q=乡村e镇", "/compare/?a=jinfa-2021-67/art_38&b=jinzhengbanfa-2022-7/art_10", "/match/",
    "/match/?sector=餐饮", "/match/?sector=餐饮&page=2", "/calendar/", "/calendar/?when=2022-Q4", "/overview/",
    "/about/data/", "/changes/", "/changes/?document=晋发〔2021〕67号",
]  # fmt: skip


def head(client, path: str) -> tuple[str, str, str]:
    html = client.get(path).content.decode()
    found = [re.findall(pattern, html, re.S) for pattern in (
        "<title>(.*?)</title>", '<meta name="description" content="(.*?)">', '<link rel="canonical" href="(.*?)">',
    )]  # fmt: skip
    assert [len(each) for each in found] == [1, 1, 1], path
    title, description, canonical = (unescape(each[0]) for each in found)
    return title, description, unquote(canonical)


@pytest.mark.long
def test_each_has_its_own_title_a_description_and_its_canonical_address(client):
    heads = {path: head(client, path) for path in PAGES}
    titles = [title for title, _, _ in heads.values()]
    assert len(set(titles)) == len(titles)
    for path, (title, description, canonical) in heads.items():
        assert title.endswith("晋策"), path
        assert title.strip("晋策 ·"), path
        assert 10 < len(description) < 400, path
        assert canonical == f"http://testserver{path}", path


@pytest.mark.parametrize(
    "path, canonical",
    [
        ("/articles/?sector=饭店&sort=relevance&x=1", "/articles/?sector=餐饮"),
        ("/articles/?sector=餐饮&sort=date&page=2", "/articles/?sector=餐饮&page=2"),
        ("/articles/?unit=省工信厅&page=1", "/articles/?unit=省工业和信息化厅"),
        ("/match/?sector=饭店&x=1&page=1", "/match/?sector=餐饮"),
        ("/calendar/?x=1", "/calendar/"),
        ("/documents/jinfa-2021-67/?text=print", "/documents/jinfa-2021-67/"),
        ("/overview/?x=1", "/overview/"),
    ],
)
def test_one_meaning_has_one_address(client, path, canonical):
    assert head(client, path)[2] == f"http://testserver{canonical}"


def test_lines_begin_with_no_punctuation_and_every_page_has_the_rule(client):
    """标点 not at line starts: the browser's strict rule for Chinese, on all pages by the sheet they share."""
    from django.contrib.staticfiles.finders import find

    with open(find("css/base.css"), encoding="utf-8") as file:
        assert re.search(r"body \{[^}]*line-break: strict;", file.read())
    assert 'href="/static/css/base.css"' in client.get("/").content.decode()
    with open(find("css/plain.css"), encoding="utf-8") as file:
        assert "line-break: strict;" in file.read()
    assert 'href="/static/css/plain.css"' in client.get(f"/articles/?{'q=1&' * 2000}").content.decode()
