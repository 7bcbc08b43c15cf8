"""The index in files, so that a worker starts by loading it: each with the revision, the code and the base it is of.

What cannot be read, is of other code, or of a revision from which nobody can say what moved since, is made anew from
the base, and written again; the log says so once.
"""

import json
import logging
import os
import tempfile
import zlib
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from policies.code_digest import code_digest
from portal.website.finder.article_sets import ArticleSet, as_bytes, from_bytes

logger = logging.getLogger("jince.index")
_MADE_BY = ("policies/models", "portal/website/finder")


class StoredSets(NamedTuple):
    """Rows as a file has them: their revision, all articles in their order, and the articles of each combination."""

    revision: str
    order: list[int]
    combinations: Mapping[tuple, ArticleSet]


class UnreadableIndexError(ValueError):
    """A file that is damaged, or was written by other code."""


def read(name: str) -> StoredSets | None:
    """Return what a file has, None where there is none or it cannot be read."""
    try:
        return _unpacked(_path(name).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, UnreadableIndexError) as error:
        say(f"{error}; made anew")
        return None


@lru_cache(maxsize=16)
def say(what: str) -> None:
    """Say something of the files in the log, once for all that it is so of."""
    logger.warning("index files: %s", what)


def write(name: str, stored: StoredSets) -> None:
    """Write a file, whole or not at all; a disk that is full, or closed, fails no page that could be made."""
    path = _path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(_packed(stored))
        os.replace(file.name, path)
    except OSError as error:
        say(f"not written: {error.strerror}")


def _path(name: str) -> Path:
    """Several bases may share a folder, as those of tests do."""
    base = sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:12]
    return settings.VAR_DIR / "index" / base / f"{name}.rows"


def _packed(stored: StoredSets) -> bytes:
    sets = [as_bytes(articles) for articles in stored.combinations.values()]
    values = [[_as_json(value) for value in each] for each in stored.combinations]
    header = [code_digest(*_MADE_BY), stored.revision, stored.order, values, list(map(len, sets))]
    head = json.dumps(header, ensure_ascii=False).encode()
    body = zlib.compress(len(head).to_bytes(8) + head + b"".join(sets), 1)
    return sha256(body).digest() + body


def _unpacked(content: bytes) -> StoredSets:
    digest, body = content[:32], content[32:]
    if sha256(body).digest() != digest:
        raise UnreadableIndexError("damaged")
    body = zlib.decompress(body)
    at = 8 + int.from_bytes(body[:8])
    code, revision, order, values, sizes = json.loads(body[8:at])
    if code != code_digest(*_MADE_BY):
        raise UnreadableIndexError("of other code")
    return StoredSets(revision, order, _combinations(values, sizes, body[at:]))


def _combinations(values: Sequence[Sequence], sizes: Sequence[int], sets: bytes) -> dict[tuple, ArticleSet]:
    found, at = {}, 0
    for each, size in zip(values, sizes, strict=True):
        found[tuple(map(_from_json, each))] = from_bytes(sets[at : at + size])
        at += size
    return found


def _as_json(value: Hashable) -> Hashable | Mapping:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _from_json(value: Hashable | Mapping) -> Hashable:
    return date.fromisoformat(value["day"]) if isinstance(value, Mapping) else value
