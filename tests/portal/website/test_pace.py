"""How many times what a kept page costs one made anew does: a slip to ten times as much fails, a busy machine not.

The short form of `make bench`: processor time within one process, and never a time by itself.
"""

from collections.abc import Callable, Iterator
from itertools import count
from statistics import median
from time import thread_time

import pytest
from django.test import Client

from policies.models import Amount
from portal.website.main_parts import MAIN_PARTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

TWO = "/articles/?unit=省商务厅&sector=餐饮"
# Each is some five times what it is today; with its main part, where that is known by itself.
MOST = {
    "/": 450,
    "/articles/": 125,
    TWO: 150,
    "/articles/?q=失业保险": 180,
    "/documents/jinzhengbanfa-2022-33/": 420,
    "/documents/jinzhengbanfa-2022-33/art_25/": 730,
    "/units/省商务厅/": 880,
    "/overview/": 630,
    "/match/?sector=餐饮": 740,
}
OF_ONE_THING = {
    "/documents/jinzhengbanfa-2022-33/": 100,
    "/documents/jinzhengbanfa-2022-33/art_25/": 90,
    "/units/省商务厅/": 120,
}
AFTER_AN_EDIT = 260


@pytest.fixture
def ask() -> Callable[[str], float]:
    """What it costs to be answered."""
    client = Client(headers={"Accept-Encoding": "gzip"})

    def taken(address: str) -> float:
        begun = thread_time()
        assert client.get(address).status_code == 200
        return thread_time() - begun

    return taken


def kept(ask: Callable[[str], float]) -> float:
    """What a page costs that is kept."""
    ask("/units/")
    return median(ask("/units/") for _ in range(30))


def whole(ask: Callable[[str], float], address: str) -> float:
    """What a page costs whose main part is not known."""
    MAIN_PARTS.clear()
    return ask(address)


def anew(address: str) -> Iterator[str]:
    """A page under ever new addresses."""
    sign = "&" if "?" in address else "?"
    return (f"{address}{sign}anew={number}" for number in count())


@pytest.mark.parametrize("address", MOST)
def test_a_page_made_anew(ask, address):
    addresses = anew(address)
    ask(next(addresses))  # what all of its kind share
    assert median(whole(ask, next(addresses)) for _ in range(7)) < MOST[address] * kept(ask)


@pytest.mark.parametrize("address", OF_ONE_THING)
def test_a_page_around_its_main_part(ask, address):
    addresses = anew(address)
    ask(next(addresses))
    assert median(ask(next(addresses)) for _ in range(7)) < OF_ONE_THING[address] * kept(ask)


def test_a_page_right_after_an_edit(ask):
    addresses, amount = anew(TWO), Amount.objects.public().of_articles().first()
    ask(next(addresses))
    costs = []
    for _ in range(7):
        amount.save()
        costs.append(ask(next(addresses)))
    assert median(costs) < AFTER_AN_EDIT * kept(ask)
