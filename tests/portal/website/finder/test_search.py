"""Searching: exact as a substring search, whatever the shape of its characters; wider by other words, and said so."""

import re

import pytest
from django.http import QueryDict

from policies.models import Article
from policies.text.normalize import Phrase, fold, needles
from policies.vocabulary.synonyms import phrase
from portal.website.finder.facets import hints
from portal.website.finder.filterset import ArticleFilter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def asked(query: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(query), Article.objects.in_document_order())


def found(text: str, *, exact: bool = False) -> set[int]:
    asked_for = phrase(text).exact if exact else phrase(text)
    return set(Article.objects.search(asked_for).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "words", ["税", "餐饮", "汾", "缓缴", "10亿元", "乡村e镇", "补贴 企业", "房租", "%", "_", "一"]
)
def test_exact_search_is_a_substring_search(words):
    texts = Article.objects.values_list("pk", "text", "reading")
    wanted = {
        pk
        for pk, *prints in texts
        if any(all(fold(word) in fold(print_) for word in words.split()) for print_ in prints)
    }
    assert found(words, exact=True) == wanted


@pytest.mark.parametrize(
    "one, other",
    [
        ("10亿元", "10 亿元"), ("乡村e镇", "乡村 e 镇"),   ("乡村e镇", "乡村Ｅ镇"),
        ("〔2022〕", "[2022]"), ("〔2022〕", "（２０２２）"), ("e镇", "E镇"), ("失业保险 缓缴", "缓缴　失业保险"),
        ("“专精特新”", '"专精特新"'), ("5%", "５％"),
    ],
)  # fmt: skip
def test_shapes_of_characters_make_no_difference(one, other):
    assert found(one) == found(other) != set()


@pytest.mark.parametrize(
    "query, words",
    [
        ("10 亿元", ["10亿元"]),
        ("乡村 ｅ 镇", ["乡村e镇"]),
        ("晋政办发〔2022〕 35 号", ["晋政办发(2022)35号"]),
        ("第 5 条", ["第5条"]),
        ("失业保险 2022", ["失业保险", "2022"]),
        ("失业保险　缓缴", ["失业保险", "缓缴"]),
    ],
)
def test_a_space_that_only_sets_off_a_figure_or_a_letter_parts_no_words(query, words):
    assert needles(query) == words


@pytest.mark.parametrize(
    "query, same",
    [
        pytest.param("q=失業保險", "q=失业保险", id="words"),
        pytest.param("unit=省商務廳", "unit=省商务厅", id="an office"),
        pytest.param("sector=餐飲", "sector=餐饮", id="a trade"),
        pytest.param("document=晉政辦發〔2022〕33號", "document=晋政办发〔2022〕33号", id="a document"),
        pytest.param("q=失业\u200b保险", "q=失业保险", id="with what nobody sees"),
    ],
)
def test_traditional_and_invisible_characters_ask_the_same(query, same):
    assert pks(asked(query).qs) == pks(asked(same).qs) != set()


def test_what_is_no_office_in_any_characters_stays_unknown():
    assert asked("unit=火星商務廳").selections["unit"].unknown == ("火星商務廳",)


def test_words_with_a_space_inside_are_several():
    assert found("失业保险 缓缴") == found("失业保险") & found("缓缴")


@pytest.mark.parametrize(
    "one, other", [("省工信厅", "省工业和信息化厅"), ("省交通厅", "省交通运输厅"), ("工信厅", "工业和信息化厅")]
)
def test_an_office_is_found_under_all_its_names(one, other):
    both = found(one, exact=True) | found(other, exact=True)
    assert found(one) == both
    assert found(other) >= found(other, exact=True)
    assert found(other) == both


@pytest.mark.parametrize(
    "word, forms",
    [
        ("房租", ["房租", "租金"]),
        ("佣金", ["佣金", "服务费", "抽成"]),
        ("个体户", ["个体工商户"]),
        ("饭店", ["饭店", "餐饮", "餐厅"]),
    ],
)
def test_synonyms_widen(word, forms):
    assert found(word) == set().union(*(found(form, exact=True) for form in forms))


def test_a_synonym_inside_a_word_widens_it():
    assert found("房租减免") == found("房租减免", exact=True) | found("租金减免", exact=True)


def test_a_widened_search_says_so_and_can_be_narrowed():
    (hint,) = hints(asked("q=房租"))
    assert "租金" in hint.text
    narrow = asked(hint.way.address)
    assert hint.way.address.endswith("exact=1")
    assert narrow.qs.count() == hint.way.count == len(found("房租", exact=True))
    (back,) = hints(narrow)
    assert asked(back.way.address).qs.count() == back.way.count == len(found("房租"))
    assert hints(asked("q=失业保险")) == []


def test_the_sentence_with_the_hit_stands_first_and_is_marked(client):
    response = client.get("/articles/?q=佣金&document=jinzhengbanfa-2022-33")
    (card,) = response.context["cards"]
    assert card.article.path == "art_24"
    assert '<mark class="hit">服务费</mark>' in response.content.decode()


def test_relevance_counts_words_then_how_often(nine):
    listed = list(Article.objects.all().by_relevance(Phrase.read("缓缴 失业保险")))
    scores = []
    for each in listed:
        text = each.folded()
        scores.append((sum(word in text for word in ("缓缴", "失业保险")), text.count("缓缴") + text.count("失业保险")))
    assert scores == sorted(scores, reverse=True)


def test_several_phrases_are_either(nine):
    assert pks(asked("q=失业保险&q=外资").qs) == found("失业保险") | found("外资")
    assert found("") == pks(Article.objects.all())


def pks(articles) -> set[int]:
    return set(articles.values_list("pk", flat=True))


def test_a_new_search_carries_the_other_filters_along(client):
    page = client.get("/articles/?unit=省商务厅&sector=餐饮&q=房租").content.decode()
    form = re.search(r'<form[^>]*role="search".*?</form>', page, re.DOTALL)[0]
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    assert hidden == [("unit", "省商务厅"), ("sector", "餐饮")]
