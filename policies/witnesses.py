"""对勘: the witnesses of one document held against each other, article by article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from policies.models import Article, Document, Passage
from policies.text.diff import Stretch, compare, same

# How much of the text around a difference is shown.
_CONTEXT = 14
# Of their pairs of characters, two texts that are one article share at least this much.
_LEAST_ALIKE = 0.4


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


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An article that one text of a document has and another lacks: ours, or, where it is None, the witness's text."""

    document: Document
    article: Article | None
    text: str

    def __str__(self) -> str:
        return f"对照本没有{self.article.name}" if self.article else f"对照本多出{self.text[:30]}"


def compared(document: Document) -> Iterator[Difference | Unmatched]:
    """Every place where a witness of the document differs from our text, and every article that one of them lacks.

    Width, spaces, dashes and quotes are folded: they are the converters' and not the text's.
    """
    for article, theirs in _meetings(document):
        if article is None or not theirs:
            yield Unmatched(document, article, theirs)
        elif not same(article.text, theirs):
            yield from _of(article, theirs)


def _meetings(document: Document) -> Iterator[tuple[Article | None, str]]:
    """Our articles and each witness's, as they meet; None or '' where one has no other."""
    articles = list(document.articles.present().order_by("ordinal"))
    witnesses = Passage.objects.filter(document=document, kind=Passage.Kind.WITNESS).order_by("source", "offset")
    for _, passages in groupby(witnesses, key=lambda passage: passage.source_id):
        yield from _pair(articles, list(passages))


def _pair(articles: Sequence[Article], passages: Sequence[Passage]) -> Iterator[tuple[Article | None, str]]:
    """An article meets the passage of its own path if their words are alike, else the likest that is left."""
    rest = {passage.path: passage.text for passage in passages}
    paired: dict[str, str] = {}
    for article in articles:
        if _alike(article.text, rest.get(article.path, "")):
            paired[article.path] = rest.pop(article.path)
    for article in articles:
        if article.path not in paired:
            likest = max(rest, key=lambda path: _likeness(article.text, rest[path]), default="")
            paired[article.path] = rest.pop(likest) if likest and _alike(article.text, rest[likest]) else ""
        yield article, paired[article.path]
    yield from ((None, text) for text in rest.values())


def _alike(ours: str, theirs: str) -> bool:
    return bool(theirs) and (same(ours, theirs) or _likeness(ours, theirs) >= _LEAST_ALIKE)


def _likeness(ours: str, theirs: str) -> float:
    """The share of their pairs of characters that two texts have in common."""
    a, b = (set(map("".join, pairwise(text))) for text in (ours, theirs))
    return 2 * len(a & b) / max(1, len(a) + len(b))


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
