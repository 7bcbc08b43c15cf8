"""Pinpoints inside a document of the base: “第十二条第二款第（三）项” → its article, and its sentence.

Takes mentions. Gives the address of each; one that names no article, or one that its document has not, leads to the
document, and one of a document that the base has not leads nowhere.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Prefetch

from policies.models import Article, Citation, Measure
from policies.text import numerals
from policies.text.clauses import span_of

_ARTICLE = re.compile(r"第\s?([〇零一二三四五六七八九十百千\d]{1,6})\s?条(之[一二三四五六七八九十])?")


def addresses(citations: Sequence[Citation]) -> dict[int, str]:
    """The address that each mention leads to, by its row; of what leads nowhere ""."""
    articles = _articles(citations)
    return {each.pk: _address(each, articles) for each in citations}


def _address(citation: Citation, articles: Mapping[tuple[int, int, str], Article]) -> str:
    if citation.resolved is None:
        return ""
    article = articles.get((citation.resolved.pk, *_named(citation))) or _own(citation)
    if article is None:
        return citation.resolved.get_absolute_url()
    span = span_of(article.text, citation.pinpoint)
    return f"{article.get_absolute_url()}{_anchor(article, span) if span else ''}"


def _named(citation: Citation) -> tuple[int, str]:
    """The number of the article that a mention names, and what is behind it: (2, 之一); (0, "") without."""
    found = _ARTICLE.search(citation.pinpoint)
    return (int(numerals.value(found[1])), found[2] or "") if found else (0, "")


def _own(citation: Citation) -> Article | None:
    """The article that “本条第二款” stands in."""
    is_own = citation.rule == Citation.OWN and citation.pinpoint and not _named(citation)[0]
    return citation.article if is_own else None


def _articles(citations: Iterable[Citation]) -> dict[tuple[int, int, str], Article]:
    """The articles that mentions name, by document, number and what is behind the number."""
    named = [(each.document_id, *_named(each)) for each in citations if each.document_id]
    wanted = [each for each in named if each[1]]
    if not wanted:
        return {}
    rows = Article.objects.public().filter(
        document__in={each[0] for each in wanted}, number__in={n for _, n, _ in wanted}
    )
    measures = Prefetch("measures", Measure.objects.public().in_text_order())
    return {
        (row.document_id, row.number or 0, found[2] or ""): row
        for row in rows.select_related("document").prefetch_related(measures).order_by("-ordinal")
        if (found := _ARTICLE.match(row.label))
    }


def _anchor(article: Article, span: tuple[int, int]) -> str:
    """The sentence that a place begins with; “” where the whole article is meant."""
    if span == (0, len(article.text)):
        return ""
    inside = (each for each in article.measures.all() if each.end > span[0] and each.start < span[1])
    first = next(inside, None)
    return f"#{first.anchor}" if first else ""
