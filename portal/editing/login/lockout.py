"""Lock-outs: several wrong passwords are followed by a wait, for this user from this address and nobody else.

django-axes counts in the base, which all workers share. Were the user alone locked, anybody could keep an editor out
from elsewhere; were the address alone, one of an office would keep out all behind its router.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

from axes.attempts import get_cool_off_threshold
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse

# Who has IPv6 has at least so many bits of an address for free (RFC 6177).
_OWN_BITS = 64


def address(request: HttpRequest) -> str | None:
    """The address that a request counts for: of IPv6 the network; None where there is none, as over a Unix socket.

    Only REMOTE_ADDR: what a header says, anybody may say.
    """
    try:
        found = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        found = IPv6Address(int(found) >> _OWN_BITS << _OWN_BITS)
    return str(found)


def minutes_left(request: HttpRequest, username: str) -> int:
    """Return how long whoever is refused has to wait."""
    since = get_cool_off_threshold(request)
    tried = AccessAttempt.objects.filter(username=username, ip_address=address(request), attempt_time__gte=since)
    last = tried.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return ceil((last - since) / timedelta(minutes=1)) if last else 1


def refuse(request: HttpRequest, page: HttpResponse, credentials: dict | None = None) -> HttpResponse:
    """The login page as it is, which says how long to wait (form.py) and keeps what waits in it, as a refusal."""
    page.status_code = 429
    page["Retry-After"] = str(60 * minutes_left(request, (credentials or {}).get("username", "")))
    return page


def unlock(username: str) -> int:
    """Let a user try again from everywhere; gives from how many places it had failed."""
    rows = AccessAttempt.objects.filter(username=username)
    places = rows.values("ip_address").distinct().count()
    AxesProxyHandler.reset_attempts(username=username)
    return places
