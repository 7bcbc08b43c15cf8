"""The digest of the code: another release makes other pages of a base, and reads other facts in its texts."""

from functools import cache
from hashlib import sha256

from django.conf import settings

_SUFFIXES = {".py", ".html", ".csv", ".json"}


@cache
def code_digest(*folders: str) -> str:
    """Return a digest of all code, templates and tables in folders, the project's or others; made once a process."""
    digest = sha256()
    for folder in folders:
        top = settings.BASE_DIR / folder
        for file in sorted(top.rglob("*.*")):
            if file.suffix in _SUFFIXES:
                digest.update(f"{folder}/{file.relative_to(top)}\n".encode() + file.read_bytes())
    return digest.hexdigest()
