"""Who accepts it gets a page compressed; nobody else does, and no page answers the other's question."""

import gzip

import pytest

from policies.models import Document, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]


@pytest.mark.parametrize(
    "accepted, compressed",
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("GZIP", True),
        ("gzip;q=0.001", True),
        ("gzip;q=0", False),
        ("br, gzip ; q=0.0 , identity", False),
        ("", False),
        ("identity", False),
        ("agzip", False),
        ("gzipped", False),
    ],
)
def test_who_accepts_it_gets_it_compressed(client, accepted, compressed):
    plain = client.get("/articles/").content
    for _ in ("made", "kept"):
        answer = client.get("/articles/", headers={"Accept-Encoding": accepted})
        assert (answer.get("Content-Encoding") == "gzip") == compressed
        assert (gzip.decompress(answer.content) if compressed else answer.content) == plain
        assert "Accept-Encoding" in answer["Vary"].title()
        assert int(answer.get("Content-Length", len(answer.content))) == len(answer.content)


# 7号 prints 61 articles, of which the words alone are 20 kB.
HEAVIEST = {"jinzhengbanfa-2022-7": 28_500}


@pytest.mark.parametrize("kind", ["documents", "lists", "departments"])
def test_a_page_weighs_little(client, kind):
    addresses = {
        "documents": [each.get_absolute_url() for each in Document.objects.public()],
        "lists": [
            "/",
            "/articles/",
            "/articles/?sort=date",
            "/overview/",
            "/calendar/",
            "/match/?sector=餐饮",
            "/units/",
        ],
        "departments": [f"{each.get_absolute_url()}tasks/" for each in Unit.objects.busiest_first()[:3]],
    }[kind]
    sizes = {each: len(client.get(each, headers={"Accept-Encoding": "gzip"}).content) for each in addresses}
    limits = {each: HEAVIEST.get(each.split("/")[-2], 25_000) for each in sizes}
    assert {each: size for each, size in sizes.items() if size > limits[each]} == {}


def test_what_is_kept_for_one_is_not_sent_to_another(client):
    client.get("/overview/", headers={"Accept-Encoding": "agzip"})
    assert client.get("/overview/", headers={"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"
    client.get("/units/", headers={"Accept-Encoding": "gzip"})
    assert not client.get("/units/", headers={"Accept-Encoding": "agzip"}).has_header("Content-Encoding")


def test_the_length_of_a_page_tells_nothing_of_its_words(client):
    lengths = set()
    for number in range(20):
        answer = client.get(f"/match/?sector=餐饮&page={number}", headers={"Accept-Encoding": "gzip"})
        lengths.add(len(answer.content) - len(gzip.compress(gzip.decompress(answer.content), 1)))
    assert len(lengths) > 5
