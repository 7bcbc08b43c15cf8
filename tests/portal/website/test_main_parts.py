"""Main parts of pages: not looked up again as long as nothing moves that they show, and never older than the base."""

from datetime import date

import pytest
from django.db.models import Model
from django.utils import timezone

from importers.load.reconcile import Reconciler
from policies.models import Amount, Article, Citation, Document, Relation, Responsibility, Revision, Unit
from portal.website import main_parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

ARTICLE = "/documents/jinzhengbanfa-2022-33/art_25/"
DOCUMENT = "/documents/jinzhengbanfa-2022-33/"
UNIT = "/units/省商务厅/"
# A page of each kind, and how many queries name what it is of: the revision, the thing, its count.
PAGES = {ARTICLE: 2, DOCUMENT: 2, UNIT: 6}


@pytest.fixture(autouse=True)
def nothing_known():
    """What a test before this one made in a transaction that was undone would be looked at first, and made anew."""
    main_parts.MAIN_PARTS.clear()


def main_of(client, address: str) -> str:
    """Return the main part of a page."""
    return client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]


def article(path: str, slug: str = "jinzhengbanfa-2022-33") -> Article:
    return Article.objects.get(document__slug=slug, path=path)


def a_fact(model: type[Model], **of) -> Model:
    return model.objects.public().filter(**of).order_by("pk").first()


@pytest.mark.parametrize("address", PAGES)
def test_what_is_known_is_not_looked_up_again(client, django_assert_max_num_queries, address):
    client.get(address)
    with django_assert_max_num_queries(PAGES[address]):
        client.get(f"{address}?anew=1")


@pytest.mark.parametrize("address", PAGES)
def test_an_edit_elsewhere_leaves_it(client, django_assert_max_num_queries, address):
    said_nowhere_else = Article.objects.filter(measures__parallels_after=None, measures__parallels_before=None)
    elsewhere = a_fact(Amount, article__in=said_nowhere_else.exclude(responsibility_set__unit__name="省商务厅"))
    before = main_of(client, address)
    elsewhere.save()
    with django_assert_max_num_queries(PAGES[address] + 4):  # what moved since, and whether it is to be shown now
        assert main_of(client, address) == before


@pytest.mark.parametrize("address", PAGES)
def test_another_page_of_its_kind_is_another(client, address):
    others = {ARTICLE: "/documents/jinzhengbanfa-2022-33/art_26/", DOCUMENT: "/documents/jinfa-2021-67/"}
    assert main_of(client, address) != main_of(client, others.get(address, "/units/省财政厅/"))


def give_it_a_figure() -> None:
    text = article("art_25").text
    row = a_fact(Amount, article__isnull=False)
    row.pk, row.article, row.measure = None, article("art_25"), None
    row.start, row.end, row.quote = 0, 4, text[:4]
    row.save()


def call_the_next_one_otherwise() -> None:
    beside = article("art_26")
    beside.number = 999
    Reconciler().update(Article, [beside], ["number"])


def mention_its_document() -> None:
    row = a_fact(Citation, article__document__slug="jinfa-2021-67")
    row.document = Document.objects.get(slug="jinzhengbanfa-2022-33")
    row.save()


def lay_a_duty_on_the_office() -> None:
    office = Unit.objects.get(name="省商务厅")
    elsewhere = Article.objects.exclude(responsibility_set__unit__in=[office, *office.departments.all()])
    row = a_fact(Responsibility, article__in=elsewhere, unit__verified=True)
    row.unit = office
    row.save()


def repeal_its_document() -> None:
    later, earlier = Document.objects.get(slug="jinfa-2021-67"), Document.objects.get(slug="jinzhengbanfa-2022-33")
    Relation.objects.create(kind=Relation.Kind.REPEALS, later=later, earlier=earlier, evidence="同时废止")


def rename_its_offices() -> None:
    for part in Responsibility.objects.public().filter(article=article("art_25")):
        part.unit.name = f"{part.unit.name}（火星）"
        part.unit.save()


# What moves, and which of the pages say it.
MOVES = (
    (give_it_a_figure, (ARTICLE, DOCUMENT)),
    (call_the_next_one_otherwise, (ARTICLE, DOCUMENT)),
    (mention_its_document, (ARTICLE, DOCUMENT)),
    (lay_a_duty_on_the_office, (UNIT,)),
    (repeal_its_document, (ARTICLE, DOCUMENT)),
    (rename_its_offices, (ARTICLE, DOCUMENT)),
)


@pytest.mark.parametrize("move, said_on", MOVES, ids=lambda each: getattr(each, "__name__", ""))
def test_what_moves_shows_at_once_where_it_is_said(client, move, said_on):
    before = {address: main_of(client, address) for address in PAGES}
    move()
    renamed = {UNIT} if not Unit.objects.filter(name="省商务厅") else set()
    after = {address: main_of(client, address) for address in set(PAGES) - renamed}
    assert [address for address in said_on if after[address] == before[address]] == []
    Revision.bump()
    assert {address: main_of(client, address) for address in after} == after, "as it is made anew"


def test_a_day_and_a_host_are_said_as_they_are(client, monkeypatch):
    assert "http://testserver/documents/" in main_of(client, ARTICLE)
    elsewhere = client.get(ARTICLE, headers={"host": "localhost"}).content.decode()
    assert "http://localhost/documents/" in elsewhere
    assert "http://testserver/documents/" not in elsewhere
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2099, 1, 1))
    assert "已过" in main_of(client, ARTICLE)
