"""The vocabularies' tables as rows: of the base's own place, and for what it has none of, the general ones."""

import csv

from django.conf import settings


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table by its columns: ``rows("nesting.csv")``. Raises OSError where there is none."""
    with settings.VOCABULARY.path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
