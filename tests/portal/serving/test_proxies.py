"""Forwarded headers: from our own proxies, and from nobody else."""

from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from policies.models import Report
from portal.serving.proxies import FORWARDED, ProxiesMiddleware
from portal.website.throttle import MAX_PER_HOUR

OURS, THEIRS = "192.0.2.1", "203.0.113.9"
PROXIES = [ip_network(f"{OURS}/32"), ip_network("192.0.2.128/25")]


def seen(settings, *, peer: str, **headers) -> dict:
    """What the site sees of a request that came from a peer."""
    settings.PROXIES = PROXIES
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    ProxiesMiddleware(lambda request: HttpResponse())(request)
    return request.META


@pytest.mark.parametrize(
    "peer, told, sender",
    [
        pytest.param(OURS, THEIRS, THEIRS, id="what our proxy saw"),
        pytest.param(OURS, f"198.51.100.7, {THEIRS}", THEIRS, id="what a visitor put before it"),
        pytest.param(OURS, f"{THEIRS}, 192.0.2.200", THEIRS, id="through two of ours"),
        pytest.param(OURS, "", OURS, id="our proxy says nothing"),
        pytest.param(OURS, "192.0.2.200", "192.0.2.200", id="a proxy itself asks"),
        pytest.param(OURS, f"{THEIRS}, nonsense", "nonsense", id="no address is nobody's proxy"),
        pytest.param(THEIRS, "198.51.100.7", THEIRS, id="a stranger's invention"),
        pytest.param("", "198.51.100.7", "", id="a socket without an address"),
        pytest.param("2001:db8::1", "198.51.100.7", "2001:db8::1", id="of the other family"),
    ],
)
def test_the_sender_is_the_last_whom_one_of_ours_saw(settings, peer, told, sender):
    assert seen(settings, peer=peer, HTTP_X_FORWARDED_FOR=told)["REMOTE_ADDR"] == sender


@pytest.mark.parametrize("header", FORWARDED)
def test_what_a_stranger_forwards_is_dropped(settings, header):
    assert header not in seen(settings, peer=THEIRS, **{header: "https"})
    assert seen(settings, peer=OURS, **{header: "https"})[header] == "https"


def test_a_stranger_does_not_make_a_request_secure(client, db):
    assert not client.get("/", headers={"X-Forwarded-Proto": "https"}).wsgi_request.is_secure()


@pytest.mark.long
def test_invented_addresses_send_no_more_reports(client, db):
    """Sixty of sixty were stored."""
    path = "/documents/jinfa-2021-67/art_36/report/"
    for number in range(60):
        client.post(path, {"kind": "other", "comment": "有误"}, headers={"X-Forwarded-For": f"198.51.100.{number}"})
    assert Report.objects.count() <= MAX_PER_HOUR
