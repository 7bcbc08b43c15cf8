"""Proxies: forwarded headers are believed from the site's own (JINCE_PROXIES) and from nobody else."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_X_REQUEST_ID",
)


class ProxiesMiddleware:
    """Middleware, the first: gives the sender's own address as REMOTE_ADDR, and drops what strangers say of theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        if is_within(peer, settings.PROXIES):
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
            request.META["REMOTE_ADDR"] = sender([*forwarded.split(","), peer], settings.PROXIES)
        else:
            for header in FORWARDED:
                request.META.pop(header, None)
        return self.get_response(request)


def sender(hops: Sequence[str], proxies: Sequence[Network]) -> str:
    """Return the last of the hops that is none of the proxies: what stands before it anybody may have written."""
    named = [hop.strip() for hop in hops if hop.strip()]
    return next((hop for hop in reversed(named) if not is_within(hop, proxies)), named[0] if named else "")


def is_within(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address lies in one of the networks; what is no address lies in none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)
