"""The order of a list: what names what was asked for comes first, unless another order is asked for."""

from urllib.parse import quote

import pytest
from django.http import QueryDict

from policies.models import Article, TermUse
from portal.website.finder.facets import orders
from portal.website.finder.filterset import ArticleFilter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

FOOD = f"sector={quote('餐饮')}"


def asked(query: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(query), Article.objects.in_document_order())


def pks(query: str) -> list[int]:
    return list(asked(query).qs.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "query, order",
    [
        ("", "order"),
        ("unit=省商务厅", "order"),
        (FOOD, "relevance"),
        (f"{FOOD}&unit=省商务厅", "relevance"),
        ("place=太原市", "relevance"),
        ("q=外资", "relevance"),
        (f"{FOOD}&q=外资&only=1", "relevance"),
        (f"{FOOD}&only=1", "order"),
        (f"{FOOD}&sort=order", "order"),
        ("q=外资&sort=date", "date"),
        ("beneficiary=个体工商户", "order"),
    ],
)
def test_the_usual_order_and_which_one_is_shown_as_chosen(query, order):
    filters = asked(query)
    assert filters.sorting == order
    chosen = {"order": "文件次序", "relevance": "相关程度", "date": "截止日期"}[order]
    assert [label for label, _, current in orders(filters) if current] == [chosen]


def test_an_owner_sees_first_what_names_his_trade():
    named = set(TermUse.objects.active().filter(term__name="餐饮").values_list("article", flat=True))
    found = [pk in named for pk in pks(FOOD)]
    assert found == sorted(found, reverse=True)
    assert True in found
    assert False in found
    in_order = [pk in named for pk in pks(f"{FOOD}&sort=order")]
    assert in_order != sorted(in_order, reverse=True)
    assert sorted(pks(FOOD)) == sorted(pks(f"{FOOD}&sort=order"))


@pytest.mark.parametrize(
    "query, address",
    [
        (f"{FOOD}&sort=relevance", FOOD),
        (f"{FOOD}&sort=order", f"{FOOD}&sort=order"),
        ("unit=省商务厅&sort=order", f"unit={quote('省商务厅')}"),
        (f"{FOOD}&only=1&sort=order", f"{FOOD}&only=1"),
        (f"{FOOD}&only=1&sort=relevance", f"{FOOD}&only=1&sort=relevance"),
    ],
)
def test_the_usual_order_is_in_no_address(query, address):
    assert asked(query).address() == address


def test_dropping_the_trade_drops_what_then_goes_without_saying():
    filters = asked(f"{FOOD}&unit=省商务厅&sort=order")
    assert filters.address(sector=[]) == f"unit={quote('省商务厅')}"
    links = [address for _, address, _ in orders(filters)]
    assert f"unit={quote('省商务厅')}&{FOOD}" in links
