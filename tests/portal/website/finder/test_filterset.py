"""The filter: AND across kinds, OR within a kind, a role of the very unit asked for, and honest counts."""

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from policies.models import Article, Document, Responsibility, Term, Unit
from policies.vocabulary.synonyms import phrase
from portal.website.finder.facets import facets, sentence
from portal.website.finder.filterset import ArticleFilter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

QUESTION = "unit=省商务厅&role=responsible&sector=餐饮&document=晋政办发〔2022〕33号&q=失业保险"


def asked(query: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(query), Article.objects.in_document_order())


def found(query: str) -> set[str]:
    return {f"{each.document.slug}/{each.path}" for each in asked(query).qs.select_related("document")}


def test_the_question_of_the_issue_finds_that_one_article():
    assert found(QUESTION) == {"jinzhengbanfa-2022-33/art_25"}


@pytest.mark.parametrize(
    "query, there, not_there",
    [
        ("unit=省商务厅", "jinzhengbanfa-2022-33/art_25", "jinzhengbanfa-2022-33/art_23"),
        ("unit=省工信厅", "jinzhengbanfa-2022-35/art_3", "jinzhengbanfa-2022-33/art_25"),
        ("role=lead&unit=省商务厅", "jinzhengbanfa-2022-35/art_32", "jinzhengbanfa-2022-33/art_25"),
        ("role=牵头&unit=省商务厅", "jinzhengbanfa-2022-35/art_57", "jinzhengbanfa-2022-33/art_25"),
        ("basis=issuer", "jinshangzong-2022-56/art_1", "jinzhengbanfa-2022-33/art_25"),
        ("basis=member&unit=省商务厅", "jinzhengbanfa-2022-35/art_62", "jinzhengbanfa-2022-35/art_32"),
        ("sector=餐饮&only=1", "jinzhengbanfa-2022-33/art_23", "jinzhengbanfa-2022-34/art_1"),
        ("document=晋政办发〔2022〕33号", "jinzhengbanfa-2022-33/art_5", "jinshijianfa-2022-33/art_5"),
        ("document=晋政办发[2022] 33 号", "jinzhengbanfa-2022-33/art_5", "jinshijianfa-2022-33/art_5"),
        ("document=jinshijianfa-2022-33", "jinshijianfa-2022-33/art_5", "jinzhengbanfa-2022-33/art_5"),
        ("q=失业保险", "jinzhengbanfa-2022-33/art_25", "jinzhengbanfa-2022-33/art_24"),
        ("q=失业保险 缓缴", "jinzhengbanfa-2022-33/art_25", "jinzhengbanfa-2022-33/art_12"),
        ("q=失业保险　缓缴", "jinzhengbanfa-2022-33/art_25", "jinzhengbanfa-2022-33/art_12"),
    ],
)
def test_each_filter_finds_what_it_should_and_not_what_it_should_not(query, there, not_there):
    assert there in found(query)
    assert not_there not in found(query)


@pytest.mark.parametrize(
    "one, other",
    [
        ("unit=省商务厅", "unit=省财政厅"),
        ("sector=餐饮", "sector=零售"),
        ("q=餐饮", "q=外资"),
        ("document=jinfa-2021-67", "document=jinshijianfa-2022-33"),
    ],
)
def test_or_within_a_kind(one, other):
    assert found(f"{one}&{other}") == found(one) | found(other)
    assert found(one) != found(other)


@pytest.mark.parametrize(
    "one, other", [("unit=省商务厅", "sector=餐饮"), ("sector=零售", "q=补贴"), ("q=餐饮", "role=lead")]
)
def test_and_across_kinds(one, other):
    assert found(f"{one}&{other}") == found(one) & found(other)


def test_role_and_basis_are_those_of_the_very_unit_asked_for():
    rows = Responsibility.objects.public().filter(unit__name="省财政厅", role="support", basis="printed")
    listed = asked("unit=省财政厅&role=support&basis=printed").qs.values_list("pk", flat=True)
    assert set(listed) == set(rows.values_list("article", flat=True))
    beside = found("unit=省财政厅") & found("role=support")
    assert found("unit=省财政厅&role=support") < beside


def test_filter_agrees_with_the_verbs_of_the_queryset():
    sector, document = Term.objects.get(scheme="sector", name="零售"), Document.objects.get(slug="jinfa-2021-67")
    narrow = asked("sector=零售&only=1&document=jinfa-2021-67").qs
    assert set(narrow) == set(document.articles.with_terms(sector))
    assert set(asked("q=补贴 企业").qs) == set(Article.objects.search(phrase("补贴 企业")))


def test_a_name_of_two_units_is_both():
    assert found("unit=各市、县人民政府") == found("unit=各市人民政府") | found("unit=各县人民政府")


def test_nothing_asked_is_everything():
    assert asked("").qs.count() == asked("unit=&q=  &utm_source=x").qs.count() == Article.objects.count()


@pytest.mark.parametrize("kind", ["unit", "role", "basis", "sector", "document"])
def test_an_unknown_value_gives_a_message_and_an_empty_list(kind):
    filters = asked(f"{kind}=火星&{kind}=省商务厅&q=企业")
    assert filters.qs.count() == 0
    assert list(filters.form.errors) == [kind]
    assert "火星" in filters.form.errors[kind][0]
    assert filters.messages == {name: words[0] for name, words in filters.form.errors.items()}, "one way of reading"
    assert [tag.label for clause in sentence(filters) for tag in clause.tags if clause.before == "文中有“"] == ["企业"]


@pytest.mark.long
@pytest.mark.parametrize(
    "query",
    [
        "",
        "unit=省商务厅",
        "role=lead",
        "unit=省商务厅&role=responsible",
        "basis=document&sector=餐饮",
        "sector=餐饮&sector=零售&q=企业",
        "document=jinzhengbanfa-2022-33&q=补贴",
        "unit=火星&sector=餐饮",
        QUESTION,
    ],
)
def test_every_count_is_the_length_of_the_list_it_links_to(query):
    for facet in facets(asked(query)):
        for choice in facet.values:
            linked = asked(choice.alone)
            assert linked.qs.count() == choice.count, (facet.param.name, choice.label)
            assert linked.selections[facet.param.name].keys == [choice.key]


def test_links_add_and_drop_one_value_and_keep_the_rest():
    units = next(facet for facet in facets(asked("unit=省商务厅&q=企业")) if facet.param.name == "unit")
    chosen = next(choice for choice in units.values if choice.chosen)
    other = next(choice for choice in units.values if choice.label == "省财政厅")
    assert parse_qs(chosen.without) == {"q": ["企业"]}
    assert parse_qs(other.also) == {"unit": ["省商务厅", "省财政厅"], "q": ["企业"]}
    assert parse_qs(other.alone) == {"unit": ["省财政厅"], "q": ["企业"]}


def test_sentence_says_the_filter_in_the_order_of_the_table():
    said = sentence(asked("q=失业保险&unit=省商务厅&unit=省工信厅&sector=餐饮"))
    assert [(clause.before, [tag.label for tag in clause.tags], clause.after) for clause in said] == [
        ("责任单位是", ["省商务厅", "省工业和信息化厅"], ""),
        ("涉及", ["餐饮"], ""),
        ("文中有“", ["失业保险"], "”"),
    ]


def test_one_meaning_one_address():
    assert (
        asked("q=企业&unit=省工信厅&unit=省工业和信息化厅").address() == asked("unit=省工业和信息化厅&q=企业").address()
    )


@pytest.mark.long
def test_indexes_count_what_the_lists_hold():
    units = Unit.objects.busiest_first()
    assert [unit.articles for unit in units] == [asked(f"unit={unit.name}").qs.count() for unit in units]
    sectors = Term.objects.of("sector").busiest_first()
    assert [each.articles for each in sectors] == [asked(f"sector={each.name}&only=1").qs.count() for each in sectors]


@pytest.mark.long
def test_a_rejected_fact_is_nowhere(client):
    part = Responsibility.objects.get(
        unit__name="省商务厅", article__document__slug="jinzhengbanfa-2022-33", article__path="art_25"
    )
    part.status = Responsibility.Status.REJECTED
    part.save()
    assert found(QUESTION) == set()
    units = next(
        facet for facet in facets(asked("document=jinzhengbanfa-2022-33&q=滞纳金")) if facet.param.name == "unit"
    )
    assert "省商务厅" not in [choice.label for choice in units.values]
    assert part.article.get_absolute_url() not in client.get("/units/省商务厅/").content.decode()
    page = client.get(part.article.get_absolute_url()).content.decode()
    assert part.unit.get_absolute_url() not in page
