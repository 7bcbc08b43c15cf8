"""The last copy of each page, by whichever process made it: shown with a note on a day when the base is gone.

Only pages without a question in their address: the answers of /match/ are a person's affairs and stay in no file, and
nobody could say how many others there are.
"""

from contextlib import suppress
from hashlib import sha256

from django.core.cache import caches
from django.db.transaction import on_commit

ALIAS = "last_pages"


def keep(asked: str, content: bytes) -> None:
    """Keep the newest page, as it was sent; a disk that is full fails no page that could be made."""
    if "?" in asked:
        return
    with suppress(OSError):
        caches[ALIAS].set(_key(asked), content)


def last(asked: str) -> bytes | None:
    """Return the page that was last made for a question, however old; None where none is kept."""
    try:
        return caches[ALIAS].get(_key(asked))
    except OSError:
        return None


def _key(asked: str) -> str:
    """An address is longer than a cache takes, and has signs that it does not take."""
    return sha256(asked.encode()).hexdigest()


def forget(**_) -> None:
    """Forget every page, once what is done is done: one that told of a document would else come back on a bad day."""
    on_commit(_clear)


def _clear() -> None:
    with suppress(OSError):
        caches[ALIAS].clear()
