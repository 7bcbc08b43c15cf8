"""The index behind the search says what a substring search over the folded texts says, whatever was written how."""

import random
from functools import reduce
from operator import and_, or_

import pytest
from django.db import connection, transaction
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from policies.models import Article, Document, search_index
from policies.text.normalize import Phrase
from tests.base import forget_documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

Words = tuple[tuple[str, ...], ...]


def found(*asked: Words) -> list[int]:
    return list(Article.objects.search(*map(Phrase, asked)).in_document_order().values_list("pk", flat=True))


def looked_up(*asked: Words) -> list[int]:
    """The same by the texts alone, as it was searched before there was an index."""
    phrases = [and_together(either(Q(search__contains=form) for form in forms) for forms in words) for words in asked]
    return list(Article.objects.filter(either(phrases)).in_document_order().values_list("pk", flat=True))


def and_together(conditions) -> Q:
    return reduce(and_, conditions)


def either(conditions) -> Q:
    return reduce(or_, conditions)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([["税"]], id="one sign"),
        pytest.param([["汾"]], id="one sign, seldom"),
        pytest.param([["。"]], id="one sign, at the end"),
        pytest.param([["企业"]], id="two signs, almost everywhere"),
        pytest.param([["失业保险"]], id="a word"),
        pytest.param([["保险失业"]], id="its pairs in another order"),
        pytest.param([["业保"]], id="a pair across two words"),
        pytest.param([["(2022)33号"]], id="brackets and figures"),
        pytest.param([["“专精特新”"]], id="quotes that are not folded"),
        pytest.param([['"专精特新"']], id="quotes"),
        pytest.param([["5%"]], id="a sign that LIKE has its own use for"),
        pytest.param([["_"]], id="another one"),
        pytest.param([["'"]], id="an apostrophe"),
        pytest.param([["a*"]], id="a sign that FTS5 has its own use for"),
        pytest.param([["app"]], id="Latin"),
        pytest.param([["100"]], id="figures"),
        pytest.param([["\n"]], id="the end of a line"),
        pytest.param([["乡村 e镇"]], id="a blank, which no folded text has"),
        pytest.param([["𠀀"]], id="a sign beyond two bytes"),
        pytest.param([["房租", "租金"]], id="synonyms are either"),
        pytest.param([["缓缴"], ["失业保险", "社保"]], id="words are all"),
    ],
)
def test_it_finds_what_a_search_for_substrings_finds(words):
    asked = tuple(map(tuple, words))
    assert found(asked) == looked_up(asked)
    assert sorted(Article.objects.found(Phrase(asked))) == sorted(found(asked))


def test_the_bare_index_says_nothing_of_nothing():
    """No words are no search: whoever asks for them has all there is."""
    assert Article.objects.found() is Article.objects.found(Phrase(())) is None


@given(st.integers(0, 2**32))
def test_it_finds_the_same_of_whatever_is_asked(number):
    """Pieces of texts, some backwards: as forms of a word, words of a phrase, phrases."""
    chance, texts = random.Random(number), looked_in()  # noqa: S311 - the same every time

    def piece() -> str:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        cut = text[start : start + chance.randint(1, 6)]
        return cut if chance.random() < 0.8 else cut[::-1]

    def words() -> Words:
        return tuple(tuple(piece() for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(1, 2)))

    asked = [words() for _ in range(chance.randint(1, 2))]
    assert found(*asked) == looked_up(*asked)


def looked_in() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("search", flat=True)[:40])


def article(text: str, ordinal: int = 900) -> Article:
    document = Document.objects.earliest("pk")
    return Article(
        document=document, ordinal=ordinal, path=f"art_{ordinal}", text=text, search=text, body_start=0, body_end=0
    )


# A text that is written in some way, and what is then found by 猫 (nowhere else), by 狗.
def saved() -> tuple[int, int]:
    article("猫").save()
    return 1, 0


def written_in_bulk() -> tuple[int, int]:
    Article.objects.bulk_create([article("养猫，猫" * 200, 900), article("狗", 901), article("", 902)])
    return 1, 1


def changed_in_bulk() -> tuple[int, int]:
    rows = Article.objects.bulk_create([article("猫", 900), article("猫", 901)])
    rows[0].search = "狗"
    Article.objects.bulk_update(rows, ["search"])
    return 1, 1


def changed_by_sql() -> tuple[int, int]:
    article("猫").save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_article SET search = '热狗', id = id + 7 WHERE search = '猫'")
    return 0, 1


def deleted() -> tuple[int, int]:
    Article.objects.bulk_create([article("猫狗", 900), article("狗", 901), article("", 902)])
    Article.objects.filter(ordinal__in=(900, 902)).delete()
    return 0, 1


def undone() -> tuple[int, int]:
    row = article("猫")
    row.save()
    try:
        with transaction.atomic():
            Article.objects.filter(pk=row.pk).update(search="狗")
            raise ZeroDivisionError
    except ZeroDivisionError:
        return 1, 0


@pytest.mark.parametrize("write", [saved, written_in_bulk, changed_in_bulk, changed_by_sql, deleted, undone])
def test_it_is_in_step_however_a_text_is_written(write):
    expected = write()
    assert (len(found((("猫",),))), len(found((("狗",),)))) == expected
    assert found((("企业",),)) == looked_up((("企业",),)) != []


def test_nothing_is_found_where_nothing_is():
    forget_documents()
    assert found((("企业",),)) == []


def test_the_engine_asks_the_index_and_reads_no_text():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE policies_article")
    plan = Article.objects.search(Phrase((("失业", "社保"), ("缓缴",)))).explain()
    assert ("VIRTUAL TABLE INDEX" if connection.vendor == "sqlite" else f"{search_index.INDEX}_gin") in plan
    assert "SCAN policies_article\n" not in f"{plan}\n"
    assert "Seq Scan" not in plan
