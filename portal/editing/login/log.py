"""Every login, failed login, lock-out, logout, changed password and second factor is a line in the log “jince.login”.

A line has the user's name as it was given, quoted so that it stays one line, and the address that the request came
from; never a password, a code, or an address's query.
"""

import logging

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from simple_history.models import HistoricalRecords

logger = logging.getLogger("jince.login")


def note(what: str, name: str, request: HttpRequest | None, level: int = logging.INFO) -> None:
    """Write a line; without a request it was a command."""
    place = request.META.get("REMOTE_ADDR", "") if request else "command"
    logger.log(level, "%s: user=%r address=%s", what, name, place)


@receiver(user_logged_in)
def _logged_in(request, user, **kwargs) -> None:
    note("login", user.get_username(), request)


@receiver(user_logged_out)
def _logged_out(request, user, **kwargs) -> None:
    if user:
        note("logout", user.get_username(), request)


@receiver(user_login_failed)
def _failed(credentials, request=None, **kwargs) -> None:
    """Write no line for axes's answer to a lock-out, which has its own: axes stands before us in INSTALLED_APPS."""
    if not getattr(request, "axes_locked_out", False):
        note("login failed", credentials.get("username", ""), request, logging.WARNING)


@receiver(user_locked_out)
def _locked_out(request, username, **kwargs) -> None:
    note("locked out", username, request, logging.WARNING)


def note_account(what: str, user: User) -> None:
    """Log an act on an account, and by whom where that is somebody else; also by command."""
    request = getattr(HistoricalRecords.context, "request", None)
    by = request.user.get_username() if request and request.user.is_authenticated else ""
    others = by not in ("", user.get_username())
    note(f"{what} by {by!r}" if others else what, user.get_username(), request)
