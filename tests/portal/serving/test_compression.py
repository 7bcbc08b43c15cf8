"""Who accepts it gets a page compressed; nobody else does, and no page answers the other's question."""

import gzip

import pytest

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
