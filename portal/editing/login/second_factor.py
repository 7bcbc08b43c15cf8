"""The second factor: a code that a person's phone makes anew every half minute (TOTP, RFC 6238), for who wants it.

django-otp keeps the secret and checks codes: each passes once, and after a wrong one the next is looked at only after a
while. Backup codes are for a lost phone, each for once; of these the base keeps a keyed hash.
"""

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

import segno
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.editing.login import log

BACKUP_CODES = 8
# Letters that look like no others; ten of 23 are 45 bits, and few can be tried (lockout.py).
_LETTERS, _LENGTH = "abcdefghjkmnpqrstuvwxyz", 10
_NAME = "手机"


@dataclass(frozen=True)
class Secret:
    """A secret as it gets into a phone: by its address, by its picture, or typed in."""

    address: str
    text: str

    @property
    def picture(self) -> SafeString:
        """A QR code as SVG with neither script nor style; dark on light, as phones read it, also on a dark page."""
        return mark_safe(segno.make(self.address, micro=False).svg_inline(scale=4, light="#fff"))  # noqa: S308 - drawn


def is_on(user: User) -> bool:
    """Whether a login of this user needs a code."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begin(user: User) -> None:
    """Make a secret, which counts for nothing until a code has shown that a phone has it."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    TOTPDevice.objects.create(user=user, name=_NAME, confirmed=False)


def pending(user: User) -> Secret | None:
    """The secret that waits for its first code."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    if device is None:
        return None
    text = b32encode(device.bin_key).decode()
    return Secret(device.config_url, " ".join(text[at : at + 4] for at in range(0, len(text), 4)))


def confirm(request: HttpRequest, code: str) -> list[str]:
    """Switch it on, if the code is right; gives the backup codes, which are never shown again."""
    user = request.user
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(_plain(code)):
            return []
        _forget(user, but=device)
        device.confirmed = True
        device.save()
        codes = [get_random_string(_LENGTH, _LETTERS) for _ in range(BACKUP_CODES)]
        device = StaticDevice.objects.create(user=user, name="备用码")
        for each in codes:
            device.token_set.create(token=_hashed(each))
        _note(request, user, "开启了两步验证", "second factor on")
    _end_other_logins(request)
    return codes


def passes(user: User, code: str) -> bool:
    """Whether a code is one that this user's phone shows now, or a backup code of theirs, which then is used up."""
    code = _plain(code)
    with transaction.atomic():
        # Only what looks like a phone's code is held against the phone: a wrong one counts once, not for both.
        if code.isdecimal():
            phone = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            return phone is not None and phone.verify_token(code)
        backup = StaticDevice.objects.select_for_update().filter(user=user).first()
        return backup is not None and bool(code) and backup.verify_token(_hashed(code))


def wait(user: User) -> datetime | None:
    """Until when no code of this user is looked at, after wrong ones; None where the next one is."""
    for device in devices_for_user(user, confirmed=None):
        may, why = device.verify_is_allowed()
        if not may:
            return why["locked_until"]
    return None


def backups_left(user: User) -> int:
    """Return how many backup codes are unused."""
    return sum(each.token_set.count() for each in StaticDevice.objects.filter(user=user))


def switch_off(request: HttpRequest | None, user: User) -> None:
    """Take it off, by the user, by a superuser, or by command (without a request)."""
    _forget(user)
    _note(request, user, "关闭了两步验证", "second factor off")


def _forget(user: User, but: TOTPDevice | None = None) -> None:
    TOTPDevice.objects.filter(user=user).exclude(pk=but and but.pk).delete()
    StaticDevice.objects.filter(user=user).delete()


def _plain(code: str) -> str:
    """A code as it is meant: phones show “123 456”."""
    return "".join(code.split()).lower()


def _hashed(code: str) -> str:
    """Return the hash of a backup code, cut to the length of its column."""
    return salted_hmac("portal.editing.login.second_factor", code, algorithm="sha256").hexdigest()[:16]


def _note(request: HttpRequest | None, user: User, message: str, line: str) -> None:
    """Write it to the account's history at the desk, and to the log."""
    log.note_account(line, user)
    if request:
        LogEntry.objects.log_actions(request.user.pk, [user], CHANGE, message)


def _end_other_logins(request: HttpRequest) -> None:
    """Whoever else is logged in as this user came by the password alone."""
    others = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=request.session.session_key)
    mine = [each.pk for each in others if each.get_decoded().get("_auth_user_id") == str(request.user.pk)]
    Session.objects.filter(pk__in=mine).delete()
