"""Throttling of what is sent. What is counted is a keyed hash of an address that changes every hour; the address
itself is kept nowhere."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

HOUR = 60 * 60
# From one address in an hour; an office behind one address has some room.
MAX_PER_HOUR = 20


def is_too_often(request: HttpRequest, what: str, most: int = MAX_PER_HOUR) -> bool:
    """Count one more, and say whether the sender had sent as many as may be before it."""
    key = _key(request, what)
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # the hour ended between the two
        return False


def _key(request: HttpRequest, what: str) -> str:
    hour = f"{timezone.now():%Y%m%d%H}"
    sender = request.META.get("REMOTE_ADDR", "")
    return f"{what}:{salted_hmac(what, f'{hour} {sender}', algorithm='sha256').hexdigest()}"
