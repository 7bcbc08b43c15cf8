"""Where mentions lead: to the article and the sentence that they name."""

import pytest
from django.core.management import call_command

from policies.models import Citation, Document
from policies.presentation.pinpoints import addresses
from tests.base import forget_documents

pytestmark = pytest.mark.long

CITED = """北岭市小店扶持办法
北商规〔2022〕3号
第一条 为扶持小店，制定本办法。
第二条 扶持包括下列方式：
（一）减免摊位费；
（二）发放开店补贴。
小店歇业的，不予扶持。
第三条 违反本办法第二条规定的，追回补贴。
第四条 符合本条第二款规定的除外。
新开业的小店不追回。
"""
CITING = """北岭市夜市管理细则
北商规〔2023〕5号
第一条 按照《北岭市小店扶持办法》（北商规〔2022〕3号）第二条第（二）项发放补贴。
第二条 《北岭市小店扶持办法》（北商规〔2022〕3号）第二条第二款不适用于夜市。
第三条 《北岭市小店扶持办法》（北商规〔2022〕3号）第三条继续执行。
第四条 《北岭市小店扶持办法》（北商规〔2022〕3号）第九条不再执行。
第五条 《北岭市小店扶持办法》（北商规〔2022〕3号）继续有效。
第六条 按照《北岭市早市办法》（北商规〔2021〕8号）第一条执行。
"""


@pytest.fixture
def mentions(nine, tmp_path):
    """The mentions of both texts: (document's number, article's path) → address."""
    forget_documents()
    files = []
    for name, text in (("cited.txt", CITED), ("citing.txt", CITING)):
        files.append(tmp_path / name)
        files[-1].write_text(text, encoding="utf-8")
    call_command("import_policies", *map(str, files), quiet=True)
    rows = list(Citation.objects.select_related("article__document", "document").exclude(article=None))
    led = addresses(rows)
    return {(each.article.document.number, each.article.path): led[each.pk] for each in rows}


def sentence(path: str, opening: str) -> str:
    article = Document.objects.get(number="北商规〔2022〕3号").articles.get(path=path)
    (measure,) = [each for each in article.measures.all() if each.quote.startswith(opening)]
    return f"{article.get_absolute_url()}#{measure.anchor}"


@pytest.mark.django_db
def test_a_mention_leads_to_its_very_place(mentions):
    document = Document.objects.get(number="北商规〔2022〕3号")
    third = document.articles.get(path="art_3").get_absolute_url()
    assert mentions == {
        ("北商规〔2023〕5号", "art_1"): sentence("art_2", "（二）发放开店补贴"),
        ("北商规〔2023〕5号", "art_2"): sentence("art_2", "小店歇业"),
        ("北商规〔2023〕5号", "art_3"): third,
        ("北商规〔2023〕5号", "art_4"): document.get_absolute_url(),  # it has no ninth
        ("北商规〔2023〕5号", "art_5"): document.get_absolute_url(),
        ("北商规〔2023〕5号", "art_6"): "",
        ("北商规〔2022〕3号", "art_3"): document.articles.get(path="art_2").get_absolute_url(),
        ("北商规〔2022〕3号", "art_4"): sentence("art_4", "新开业"),
    }


@pytest.mark.django_db
def test_the_page_of_an_article_links_to_it(mentions, client):
    citing = Document.objects.get(number="北商规〔2023〕5号").articles.get(path="art_1")
    html = client.get(citing.get_absolute_url()).content.decode()
    assert html.count(f'href="{sentence("art_2", "（二）发放开店补贴")}"') == 2  # in the print, and in the list
