"""What texts do to each other, for their pages; most do nothing, and are not asked about."""

from itertools import chain

from policies.models import Article, Document, Relation
from policies.models.revision import Reach
from policies.revision_cache import brought_forward, unless


def done_to(text: Document | Article) -> list[Relation]:
    """Return what later texts do to a text: to an article also what is done to its document as a whole."""
    return list(Relation.objects.public().of(text)) if _document_of(text) in _related() else []


def done_by(text: Document | Article) -> list[Relation]:
    """Return what a text does to earlier ones."""
    return list(Relation.objects.public().by(text)) if _document_of(text) in _related() else []


def _document_of(text: Document | Article) -> int:
    return text.document_id if isinstance(text, Article) else text.pk


@brought_forward(unless(Reach.TEXTS))
def _related() -> frozenset[int | None]:
    """Return the documents of which any relation says something: to ask of one takes longest to write its SQL."""
    return frozenset(chain.from_iterable(Relation.objects.order_by().values_list("earlier", "later")))
