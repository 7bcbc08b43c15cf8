"""公布: how far a document has come on its way to readers, and back."""

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """The state of a document. Readers see what is ``PUBLISHED``, and of what was ``SUPERSEDED`` its own page alone."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "待审"
    PUBLISHED = "published", "公开"
    WITHDRAWN = "withdrawn", "撤回"
    SUPERSEDED = "superseded", "旧版"


def is_published(prefix: str = "") -> Q:
    """Return the condition of what readers may see of documents, across a relation: is_published("document__")."""
    return Q(**{f"{prefix}state": State.PUBLISHED})
