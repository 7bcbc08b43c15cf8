"""The desk: what editors change, and what is derived again when they do.

An import never undoes what is done here (rule 6 of the design): a changed fact keeps the machine's value beside it, a
removed one stays as a tombstone, a vocabulary's row that was edited_by_human wins over its file.
"""

from portal.editing.admin import (
    articles,
    corrections,
    documents,
    facts,
    notes,
    people,
    readonly,
    relations,
    reports,
    reviewed,
    structure_marks,
    vocabularies,
)

__all__ = [
    "articles",
    "corrections",
    "documents",
    "facts",
    "notes",
    "people",
    "readonly",
    "relations",
    "reports",
    "reviewed",
    "structure_marks",
    "vocabularies",
]
