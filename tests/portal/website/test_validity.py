"""有效性: said of documents and articles, shown wherever an article is, asked for, and what changed what."""

from datetime import date

import pytest
from django.http import QueryDict

from policies.models import Article, Document, Relation, Validity
from portal.website.finder.counts import counts
from portal.website.finder.filterset import ArticleFilter
from portal.website.matching.answer import Answer
from portal.website.matching.order import APPLY, AUTOMATIC, OVER
from portal.website.matching.question import Question
from portal.website.pages.tasks import COLUMNS, tasks_of
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

DAY = date(2024, 3, 1)
TAXES = "/documents/jinshijianfa-2022-33/art_6/"


def state(text: Document | Article, validity: str, evidence: str = "公报2024年第3期") -> None:
    text.validity, text.validity_checked_on, text.validity_evidence = validity, DAY, evidence
    text.save()


@pytest.fixture
def document() -> Document:
    return Document.objects.get(slug="jinshijianfa-2022-33")


@pytest.fixture
def article(document) -> Article:
    return document.articles.get(path="art_6")


@pytest.mark.parametrize(
    "of_document, of_article, said, is_over",
    [
        ("unverified", "unverified", "未核实", False),
        ("in_force", "unverified", "现行有效", False),
        ("repealed", "unverified", "废止", True),
        ("expired", "unverified", "失效", True),
        ("not_yet", "unverified", "尚未生效", True),
        ("amended", "unverified", "未核实（所在文件已修改）", False),
        ("partly_repealed", "unverified", "未核实（所在文件部分失效）", False),
        ("partly_repealed", "repealed", "废止", True),
        ("repealed", "in_force", "废止", True),
        ("repealed", "amended", "废止", True),
        ("expired", "partly_repealed", "失效", True),
        ("not_yet", "in_force", "尚未生效", True),
        ("repealed", "expired", "失效", True),
        ("in_force", "amended", "已修改", False),
        ("amended", "in_force", "现行有效", False),
        ("unverified", "amended", "已修改", False),
    ],
)
def test_an_article_has_its_own_word_else_its_documents_where_that_speaks_for_the_whole(
    document, article, of_document, of_article, said, is_over
):
    state(document, of_document)
    state(article, of_article)
    found = Article.objects.with_validity().select_related("document").get(pk=article.pk)
    assert (found.validity_text, found.is_over) == (said, is_over)
    assert Validity(found.validity_stated).label == said.partition("（")[0]


def test_it_can_be_asked_for_and_every_count_is_the_length_of_its_list(document, article):
    state(document, Validity.REPEALED)
    state(article, Validity.EXPIRED)
    filters = ArticleFilter(QueryDict("validity=废止"), Article.objects.in_document_order())
    found = list(filters.qs)
    assert len(found) == document.articles.count() - 1
    assert article not in found
    assert {each.document for each in found} == {document}
    counted = {each.key: each.count for each in counts(filters.selections)["validity"]}
    lists = {
        key: ArticleFilter(QueryDict(f"validity={key}"), Article.objects.in_document_order()).qs.count()
        for key in counted
    }
    assert counted == lists
    assert counted["expired"] == 1


SHOWN = [
    "/articles/?document=jinshijianfa-2022-33&q=小规模纳税人",
    TAXES,
    "/documents/jinshijianfa-2022-33/",
    "/documents/",
    "/sectors/零售/?page=3",
    "/compare/?a=jinshijianfa-2022-33/art_6&b=jinzhengbanfa-2022-7/art_15",
    "/compare/?q=小规模纳税人",
    "/match/?beneficiary=个体工商户&page=99",
]


@pytest.mark.long
@pytest.mark.parametrize("path", SHOWN)
def test_it_is_shown_with_its_day(client, document, path):
    assert "最后核对 2024年3月1日" not in client.get(path).content.decode()
    state(document, Validity.REPEALED)
    html = client.get(path).content.decode()
    assert "废止（最后核对 2024年3月1日）" in html
    assert "未核实" in html


@pytest.mark.long
def test_an_articles_own_word_is_shown_in_the_reader_with_its_evidence(client, article):
    state(article, Validity.AMENDED, "见新的第6条")
    html = client.get("/documents/jinshijianfa-2022-33/").content.decode()
    assert "有效性：已修改（最后核对 2024年3月1日）" in html
    assert "见新的第6条" in html
    assert "有效性依据：见新的第6条" in client.get(TAXES).content.decode()


def test_evidence_of_the_document_stands_on_its_articles_too(client, document):
    state(document, Validity.EXPIRED, "国务院公报")
    assert "有效性依据：国务院公报" in client.get(TAXES).content.decode()


@pytest.mark.long
def test_what_is_repealed_is_no_answer_to_what_one_can_get(document):
    question = Question(QueryDict("beneficiary=个体工商户"))
    mine = set(Article.objects.filter(document=document).values_list("pk", flat=True))
    before = {each.group for each in Answer(question, DAY).ranked if each.article in mine}
    state(document, Validity.REPEALED)
    after = {each.group for each in Answer(question, DAY).ranked if each.article in mine}
    assert before & {AUTOMATIC, APPLY}
    assert after == {OVER}


@pytest.mark.long
@pytest.mark.parametrize("said", [Validity.IN_FORCE, Validity.AMENDED, Validity.PARTLY_REPEALED])
def test_no_word_on_an_article_keeps_it_alive_in_a_repealed_document(client, document, article, said):
    state(article, said)
    state(document, Validity.REPEALED)
    question = Question(QueryDict("beneficiary=个体工商户"))
    assert {each.group for each in Answer(question, DAY).ranked if each.article == article.pk} <= {OVER}
    dead = Article.objects.with_validity().filter(document=document, validity_stated=Validity.REPEALED)
    assert dead.count() == document.articles.count()


def test_a_task_list_says_it(document):
    state(document, Validity.REPEALED)
    column = next(each for each in COLUMNS if each.label == "有效性")
    part = document.articles.get(path="art_6").responsibility_set.first()
    told = {task.place.document.name: column.read(task) for task in tasks_of(part.unit)}
    assert told.pop(document.name) == "废止"
    assert set(told.values()) == {"未核实"}


@pytest.mark.long
def test_a_relation_is_shown_from_both_sides(client, document, article):
    newer = Document.objects.get(slug="jinzhengbanfa-2022-7")
    by = newer.articles.get(path="art_15")
    Relation.objects.create(
        kind="amends", later=newer, later_article=by, earlier=document, earlier_article=article,
        effective_on=date(2023, 5, 1), evidence="“第六条修改为……”",
    )  # fmt: skip
    html = client.get(TAXES).content.decode()
    told = Page(html).text
    assert "被 晋政办发〔2022〕7号 第15条 修改，自2023年5月1日起。依据：“第六条修改为……”" in told
    assert by.get_absolute_url() in Page(html).links
    assert "第15条 修改" in Page(client.get(document.get_absolute_url()).content.decode()).text
    other = Page(client.get(by.get_absolute_url()).content.decode())
    assert "修改 晋市监发〔2022〕33号 第6条，自2023年5月1日起" in other.text
    assert TAXES in other.links
    assert "修改 晋市监发〔2022〕33号 第6条" in Page(client.get(newer.get_absolute_url()).content.decode()).text
    assert "修改，自" not in client.get("/documents/jinshijianfa-2022-33/art_7/").content.decode()


def test_a_whole_document_repealed_by_a_text_that_the_base_has_not(client, document):
    Relation.objects.create(kind="repeals", later_name="晋政发〔2023〕1号", earlier=document, evidence="附件")
    for path in (document.get_absolute_url(), TAXES):
        assert "被 晋政发〔2023〕1号 废止" in Page(client.get(path).content.decode()).text


MARKED = [
    "/",
    "/documents/",
    "/documents/jinzhengbanfa-2022-33/",
    "/documents/jinzhengbanfa-2022-33/art_25/",
    "/articles/?document=jinzhengbanfa-2022-33",
    "/sectors/餐饮/",
    "/units/省商务厅/",
    "/units/省商务厅/tasks/",
    "/units/省商务厅/with/省财政厅/",
    "/compare/?q=失业保险",
]


@pytest.mark.parametrize("path", MARKED)
def test_whatever_leads_to_a_repealed_document_says_so(client, path):
    """Every page that has a link to it, or to an article of it, has the word as well."""
    document = Document.objects.get(number="晋政办发〔2022〕33号")
    before = client.get(path).content.decode()
    assert document.get_absolute_url() in before
    assert "废止" not in before.partition("<main")[2]
    state(document, "repealed")
    assert "废止" in client.get(path).content.decode().partition("<main")[2]


def test_the_pair_of_units_says_it_at_each_article(client):
    document = Document.objects.get(number="晋政办发〔2022〕33号")
    state(document, "repealed")
    page = client.get("/units/省商务厅/with/省财政厅/").content.decode()
    rows = [row for row in page.split("<tr>") if document.get_absolute_url() in row]
    assert rows
    assert all("有效性：废止" in row for row in rows)
