"""Documents and articles are found under every way to write their numbers, and nothing else is taken for one."""

import pytest

from policies.asking.understanding import understand
from policies.models import Article, Document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

THE_33 = "晋政办发〔2022〕33号"


def documents(question: str) -> list[str]:
    return [Document.objects.get(pk=pk).number for pk in understand(question).documents]


def articles(question: str) -> list[tuple[str, int]]:
    return [(each.document.number, each.ordinal) for each in map(_article, understand(question).articles)]


def _article(pk: int) -> Article:
    return Article.objects.select_related("document").get(pk=pk)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("晋政办发〔2022〕33号", id="as printed"),
        pytest.param("晋政办发[2022]33号", id="square"),
        pytest.param("晋政办发（2022）33号", id="round"),
        pytest.param("晋政办发【2022】33号", id="lenticular"),
        pytest.param("晋政办发2022年33号文件", id="no brackets"),
        pytest.param("晋政办发 2022-33号", id="a dash"),
        pytest.param("晋政办发〔２０２２〕３３号", id="wide figures"),
        pytest.param("晉政辦發〔2022〕33號", id="traditional"),
        pytest.param("2022年晋政办发33号文讲什么", id="year before"),
        pytest.param("请看一下晋政办发〔2022〕33号吧", id="talk around"),
        pytest.param("晋政办发〔2022〕三十三号", id="figures in words"),
        pytest.param("晋政办发〔二〇二二〕33号", id="the year in words"),
        pytest.param("晋政办发《2022》33号", id="marks of a title"),
        pytest.param("晋政办发<2022>33号", id="angles"),
        pytest.param("晋政办发｛2022｝33号", id="braces"),
        pytest.param("晋政办发2022 33号", id="a blank"),
        pytest.param("晋政办发〔2022〕33", id="without 号"),
        pytest.param("晋政办发2022-33", id="a dash, without 号"),
    ],
)
def test_a_number_is_the_document_in_whatever_brackets(question):
    assert documents(question) == [THE_33]
    assert not understand(question).missing


@pytest.mark.parametrize(
    "question, found",
    [
        pytest.param("33号", ["晋政办发〔2022〕33号", "晋市监发〔2022〕33号"], id="a serial of two"),
        pytest.param("市监33号", ["晋市监发〔2022〕33号"], id="part of a code"),
        pytest.param("67号文", ["晋发〔2021〕67号"], id="a serial of one"),
        pytest.param("服务业提质增效2022年行动计划", ["晋政办发〔2022〕35号"], id="most of a title"),
        pytest.param("个体工商户倍增质升的若干措施里怎么说", ["晋市监发〔2022〕33号"], id="a title in a question"),
    ],
)
def test_a_part_is_enough_where_it_tells_one_from_the_others(question, found):
    assert documents(question) == found


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("5月12号以后开店", id="a day"),
        pytest.param("26号之前交社保", id="a day without a month"),
        pytest.param("33号楼的房租", id="a house"),
        pytest.param("个体工商户 若干措施", id="words of several titles"),
        pytest.param("中小企业", id="a word of a title"),
        pytest.param("33", id="a bare figure"),
        pytest.param("12345热线", id="a telephone"),
        pytest.param("小微企业2022 33户", id="figures behind other words"),
        pytest.param("店面 25", id="a last figure"),
    ],
)
def test_what_is_no_number_is_no_document(question):
    asked = understand(question)
    assert asked.documents == asked.articles == asked.missing == ()


@pytest.mark.parametrize(
    "question",
    [
        f"{THE_33}第25条",
        "晋政办发(2022)33号 第二十五条",
        "晋政办发2022年33号文件第25条写的是什么",
        "晋政办发2022-33号§25",
        "晋政办发〔2022〕33号25条",
        "晋政办发2022年33号文二十五条",
        "晋政办发〔2022〕33号 25",
    ],
    ids=["figures", "words", "no brackets", "a sign", "without 第", "words without 第", "a last figure"],
)
def test_an_article_of_a_document(question):
    assert articles(question) == [(THE_33, 25)]


def test_a_number_printed_twice_is_both():
    assert articles("晋政办发〔2022〕35号第15条") == [("晋政办发〔2022〕35号", 14), ("晋政办发〔2022〕35号", 15)]


@pytest.mark.parametrize(
    "row, ordinals",
    [
        ("第3至5条", [3, 4, 5]),
        ("第3条到第5条", [3, 4, 5]),
        ("第三-五条", [3, 4, 5]),
        ("第3、5条", [3, 5]),
        ("第3条和第5条", [3, 5]),
    ],
)
def test_a_row_of_articles_is_each_of_them(row, ordinals):
    assert articles(f"{THE_33}{row}") == [(THE_33, ordinal) for ordinal in ordinals]


def test_a_document_without_numbers_counts_its_articles():
    assert articles("26号文第三部分") == [("晋政发〔2021〕26号", 3)]


def test_an_article_without_a_document_is_that_of_each():
    found = articles("第二十五条")
    assert (THE_33, 25) in found
    assert len({number for number, _ in found}) == len(found) > 1


@pytest.mark.parametrize(
    "question, missing",
    [
        pytest.param("33号第99条", ("33号第99条",), id="an article"),
        pytest.param("晋政办发〔2023〕12号", ("晋政办发(2023)12号",), id="a document"),
        pytest.param("晋政办发[2023]12号 第3条", ("晋政办发(2023)12号",), id="an article of no document"),
        pytest.param("2021年晋政办发33号文", ("2021年晋政办发33号文",), id="another year"),
        pytest.param("国办发〔2022〕33号", ("国办发(2022)33号",), id="another's, whose letters end as ours do"),
        pytest.param("苏政办发〔2022〕33号", ("苏政办发(2022)33号",), id="another province's"),
        pytest.param("请问财税〔2022〕10号", ("财税(2022)10号",), id="another's, with talk before it"),
    ],
)
def test_what_the_base_has_not_is_said_and_replaced_by_nothing(question, missing):
    asked = understand(question)
    assert asked.missing == missing
    assert asked.articles == ()
