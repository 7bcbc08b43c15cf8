"""Whatever is asked, an answer costs no more than so much: queries, bytes, and rounds of our own loops.

The worst of every parameter of every page is sent, alone and with all others; times are for `make drill`.
"""

import random
from collections.abc import Callable
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from policies.models import Article, Term, Unit
from portal.website.finder import suggestions
from portal.website.finder.params import BY_NAME
from portal.website.matching.question import READ
from portal.website.page_cache import PAGE_CACHE
from portal.website.pages.changes import PARAMS as CHANGE_PARAMS
from portal.website.views.compare import LETTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

MAX_QUERIES, MAX_BYTES = 60, 300_000
SCHEMES = list(Term.Scheme.values)


def rare(length: int, seed: int = 0) -> str:
    """Signs that stand in no text, or in few."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    return "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(length))


def prints(length: int) -> str:
    """Words as the texts have them, so that they are found."""
    return "".join(Article.objects.order_by("pk").values_list("search", flat=True)[:20])[:length]


def pairs(count: int) -> str:
    text = prints(3 * count)
    return " ".join(text[at : at + 2] for at in range(0, 3 * count, 3))


# What one parameter can be sent that is worst, by why it is.
VALUES: dict[str, Callable[[str], list[str]]] = {
    "two hundred rare signs": lambda name: [rare(200)],
    "eighty rare signs": lambda name: [rare(80)],
    "two hundred signs of a text": lambda name: [prints(200)],
    "a hundred words": lambda name: [pairs(60)],
    "twelve words, five times": lambda name: [" ".join(pairs(60).split()[at : at + 12]) for at in range(0, 60, 12)],
    "thirty that are known": lambda name: known(name)[:30],
    "all that are known": lambda name: known(name),
    "thirty that are not": lambda name: [rare(6, seed) for seed in range(30)],
    "thirty long ones": lambda name: [rare(25, seed) for seed in range(30)],
    "one sign that stands everywhere": lambda name: ["的"],
    "a number without end": lambda name: ["9" * 400],
    "thirty of one sign": lambda name: list("的一不在有人这中大为上个国我以要他时来用们生到作地于出就分"),
}


def known(name: str) -> list[str]:
    """All that a parameter knows."""
    if name in ("yes", "no"):
        name = Term.Scheme.CONDITION
    if name in SCHEMES:
        return list(Term.objects.filter(scheme=name).order_by("-name").values_list("name", flat=True))
    if name in LETTERS or name == "with":
        return [f"{slug}/{path}" for slug, path in Article.objects.values_list("document__slug", "path")[:40]]
    return (
        list(Unit.objects.exclude(full_name="").order_by("-full_name").values_list("full_name", flat=True))
        if name == "unit"
        else []
    )


PAGES = {
    "/articles/": [*BY_NAME, "page"],
    "/match/": list(READ),
    "/calendar/": ["on", "role", "when"],
    "/compare/": ["a", "with", "q"],
    "/changes/": [*CHANGE_PARAMS, "page"],
    "/changes/feed/": CHANGE_PARAMS,
    "/changes.csv": CHANGE_PARAMS,
    "/documents/jinfa-2021-67/": ["text"],
    "/documents/jinfa-2021-67/art_36/report/": ["fact"],
}
PLAIN = [
    "/",
    "/overview/",
    "/documents/",
    "/units/",
    "/sectors/",
    "/about/data/",
    "/units/省商务厅/",
    "/units/省商务厅/tasks/",
    "/units/各市县/",
    "/units/省商务厅/with/省财政厅/",
    "/sectors/餐饮/",
    "/documents/jinfa-2021-67/art_36/",
]


def cost(client, path: str) -> tuple[int, int, int]:
    """Status, queries and bytes of an answer that nobody had before."""
    PAGE_CACHE.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return answer.status_code, len(queries), len(answer.content)


def assert_cheap(client, path: str) -> None:
    status, queries, size = cost(client, path)
    assert status in (200, 400, 404, 414), path
    assert queries <= MAX_QUERIES, path
    assert size <= MAX_BYTES, path


@pytest.mark.parametrize("why", VALUES)
def test_the_worst_of_each_parameter(client, why):
    for page, names in PAGES.items():
        for name in names:
            if values := VALUES[why](name):
                assert_cheap(client, f"{page}?{urlencode({name: values}, doseq=True)}")


@pytest.mark.parametrize("most", [1, 2, 5, 30])
def test_the_worst_of_all_parameters_at_once(client, most):
    """As many known values of each as together are just not too many, and more."""
    for page, names in PAGES.items():
        values = {name: known(name)[:most] or [rare(200 // most)] for name in names}
        assert_cheap(client, f"{page}?{urlencode(values, doseq=True)}")
        assert_cheap(client, f"{page}?{urlencode({name: values[name] for name in names if known(name)}, doseq=True)}")


def test_words_that_fill_the_measure(client):
    """Three hundred signs are taken, and each link of the page repeats them."""
    units, q = sorted(known("unit"), key=len)[:24], [prints(150)[at : at + 30] for at in range(0, 150, 30)]
    path = f"/articles/?{urlencode({'q': q, 'unit': units}, doseq=True)}"
    assert "条件太多" not in client.get(path).content.decode()
    assert_cheap(client, path)
    assert "条件太多" in client.get(f"{path}&{urlencode({'sector': known('sector')[:9]}, doseq=True)}").content.decode()


@pytest.mark.drill
@pytest.mark.parametrize("why", VALUES)
def test_how_long_the_worst_takes(client, why, record_property):
    """Told, not asserted."""
    times = []
    for page, names in PAGES.items():
        for name in names:
            path = f"{page}?{urlencode({name: VALUES[why](name)}, doseq=True)}"
            PAGE_CACHE.clear()
            began = perf_counter()
            client.get(path)
            times.append((perf_counter() - began, f"{page}?{name}"))
    slowest, where = max(times)
    record_property("drill", f"{why}: {slowest * 1000:.0f} ms at most, {where}")


@pytest.mark.parametrize("path", PLAIN)
def test_pages_that_are_asked_nothing(client, path):
    assert_cheap(client, path)


@pytest.mark.parametrize("why", VALUES)
def test_other_words_are_found_in_few_rounds(monkeypatch, why):
    """Each sign of a question is looked for but once in each text; every substring was, in every text."""
    compared = 0

    def counted(piece, folded, places):
        nonlocal compared
        compared += len(places)
        return [place for place in places if piece in folded.texts[place]]

    monkeypatch.setattr(suggestions, "_holding", counted)
    for query in VALUES[why]("q"):
        compared = 0
        suggestions.instead(query)
        assert compared <= suggestions.MAX_SIGNS * Article.objects.count()
