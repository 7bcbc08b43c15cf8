"""What stands around every page: addresses that are reversed once, and the links of the head."""

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.urls import clear_script_prefix, set_script_prefix


def written(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source, context, expected",
    [
        pytest.param("{% url 'articles' %}", {}, "/articles/", id="without arguments"),
        pytest.param("{% url name %}", {"name": "units"}, "/units/", id="a name from the context"),
        pytest.param("{% url 'unit' name %}", {"name": "A&B局"}, "/units/A&amp;B%E5%B1%80/", id="a sign of HTML"),
        pytest.param(
            "{% autoescape off %}{% url 'unit' name %}{% endautoescape %}",
            {"name": "A&B"},
            "/units/A&B/",
            id="where nothing is escaped, after it was",
        ),
        pytest.param("{% url 'unit' name=name %}", {"name": "甲"}, "/units/%E7%94%B2/", id="an argument by its name"),
        pytest.param("{% url 'articles' as where %}[{{ where }}]", {}, "[/articles/]", id="kept for later"),
        pytest.param("{% url 'nothing' as where %}[{{ where }}]", {}, "[]", id="of no view, kept for later"),
        pytest.param("{% url 'admin:index' %}", {}, "/admin/", id="within a namespace"),
        pytest.param("{% static 'css/base.css' %}", {}, "/static/css/base.css", id="a static file"),
        pytest.param(
            "{% static name %}", {"name": "a&b.css"}, "/static/a%26b.css", id="a file's name from the context"
        ),
        pytest.param("{% static 'a.css' as where %}[{{ where }}]", {}, "[/static/a.css]", id="a file, kept for later"),
    ],
)
def test_addresses_are_those_that_django_writes(source, context, expected):
    for _ in range(2):  # made, then known
        assert written(source, **context) == expected


def test_an_address_is_one_of_its_prefix():
    assert written("{% url 'articles' %}") == "/articles/"
    set_script_prefix("/policies/")
    try:
        assert written("{% url 'articles' %}{% navigation %}").count('"/policies/articles/"') == 1
    finally:
        clear_script_prefix()
    assert '"/articles/"' in written("{% navigation %}")


@pytest.mark.parametrize(
    "address, marked",
    [
        pytest.param("/articles/", '<a href="/articles/" aria-current="page">条文</a>', id="a section's own page"),
        pytest.param("/compare/", '<a href="/documents/" aria-current="true">文件</a>', id="a page within a section"),
        pytest.param("/", "", id="a page of none"),
        pytest.param("/no/such/page/", "", id="a page that is none"),
    ],
)
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_the_head_marks_the_section_of_a_page(client, nine, address, marked):
    head = client.get(address).content.decode().partition("<main")[0]
    assert head.count("aria-current") == bool(marked)
    assert marked in head
