"""对勘: the witnesses of one document held against each other, article by article."""

from collections.abc import Iterator
from dataclasses import dataclass

from policies.models import Article, Document, Passage
from policies.text.diff import Stretch, compare, same

# How much of the text around a difference is shown.
_CONTEXT = 14


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a witness prints something else.

    ``ours`` and ``theirs`` are what each prints there ('' for nothing), ``before`` and ``after`` our text around it;
    ``start`` is its offset in the article's print.
    """

    article: Article
    ours: str
    theirs: str
    before: str
    after: str
    start: int


def differences(document: Document) -> Iterator[Difference]:
    """Every place where a witness of the document differs from our text, in the document's order.

    Width, spaces, dashes and quotes are folded: they are the converters' and not the text's.
    """
    articles = {article.path: article for article in document.articles.public().order_by("ordinal")}
    witnesses = Passage.objects.filter(document=document, kind=Passage.Kind.WITNESS).order_by("source", "offset")
    for witness in witnesses:
        article = articles.get(witness.path)
        if article and not same(article.text, witness.text):
            yield from _of(article, witness.text)


def _of(article: Article, theirs: str) -> Iterator[Difference]:
    for stretch in compare(article.text, theirs):
        if not stretch.same:
            yield _difference(article, theirs, stretch)


def _difference(article: Article, theirs: str, stretch: Stretch) -> Difference:
    text = article.text
    return Difference(
        article,
        text[stretch.a_start : stretch.a_end],
        theirs[stretch.b_start : stretch.b_end],
        text[max(0, stretch.a_start - _CONTEXT) : stretch.a_start],
        text[stretch.a_end : stretch.a_end + _CONTEXT],
        stretch.a_start,
    )
