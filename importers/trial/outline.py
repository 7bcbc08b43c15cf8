"""A document's tree as an editor sees it before it is taken: a node a leaf, in the order of the print."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from importers.parsing.document import ParsedDocument
from importers.parsing.lines import Printed
from importers.parsing.outline import ParsedArticle, ParsedPassage, ParsedSection
from policies.models import FACTS, Article, Document, Passage
from policies.presentation.facts import describe

_WORDS = 60


@dataclass(frozen=True, slots=True)
class NodeFact:
    """A fact that would be read there: of what kind, what it says, and its words, source[start:end]."""

    kind: str
    text: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf: what it is called, its first words, how deep it stands; source[start:end] is what it was read from.

    ``kind`` is section, article, or one of Passage.Kind. ``has_office`` is None of what needs none.
    """

    kind: str
    label: str
    words: str
    depth: int
    start: int
    end: int
    has_office: bool | None = None
    facts: tuple[NodeFact, ...] = ()


def of(document: ParsedDocument, row: Document, sha256: str) -> tuple[Node, ...]:
    """The tree of a document of the file ``sha256``; its facts where ``row`` is read from that file, and no other."""
    depths = _depths(document.outline.sections)
    articles = _articles(row) if row.source.sha256 == sha256 else {}
    found = chain(_sections(document, depths), _article_nodes(document, depths, articles), _passages(document, depths))
    return tuple(sorted(found, key=lambda node: node.start))


def passages(document: ParsedDocument) -> tuple[ParsedPassage, ...]:
    """All that is no article of a document: around its parts, and in them."""
    return (*document.passages, *document.outline.passages)


def left_over(found: Iterable[ParsedPassage]) -> Iterator[Printed]:
    """Return what no rule understood."""
    return (each.printed for each in found if each.kind == Passage.Kind.LEFT_OVER)


def _depths(sections: Sequence[ParsedSection]) -> list[int]:
    depths: list[int] = []
    for each in sections:
        depths.append(0 if each.parent is None else depths[each.parent] + 1)
    return depths


def _node(kind: str, label: str, printed: Printed, depth: int, **more) -> Node:
    words = printed.text.strip().partition("\n")[0]
    shown = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
    return Node(kind, label, shown, depth, printed.start, printed.pieces[-1].end, **more)


def _sections(document: ParsedDocument, depths: Sequence[int]) -> Iterator[Node]:
    for each, depth in zip(document.outline.sections, depths, strict=True):
        yield _node("section", "章节", each.printed, depth)


def _passages(document: ParsedDocument, depths: Sequence[int]) -> Iterator[Node]:
    for each in passages(document):
        depth = 0 if each.section is None else depths[each.section] + 1
        yield _node(each.kind, str(Passage.Kind(each.kind).label), each.printed, depth)


def _article_nodes(
    document: ParsedDocument, depths: Sequence[int], rows: dict[int, tuple[Article, list]]
) -> Iterator[Node]:
    """Articles; where most name an office, one that does not says so."""
    named = {ordinal: any(_is_office(fact) for fact in facts) for ordinal, (_, facts) in rows.items()}
    expected = sum(named.values()) * 2 > len(named)
    for each in document.outline.articles:
        depth = 0 if each.section is None else depths[each.section] + 1
        has_office = named.get(each.ordinal) if expected else None
        facts = rows[each.ordinal][1] if each.ordinal in rows else []
        placed = tuple(_fact(each, fact) for fact in facts)
        yield _node("article", _label(each), each.printed, depth, has_office=has_office, facts=placed)


def _label(article: ParsedArticle) -> str:
    return f"第{article.number}条" if article.number is not None else "条文"


def _is_office(fact) -> bool:
    return fact._meta.model_name == "responsibility"


def _articles(document: Document) -> dict[int, tuple[Article, list]]:
    """The articles of a document as rows with their facts, by their place."""
    rows = {each.pk: each for each in document.articles.present()}
    facts: defaultdict[int, list] = defaultdict(list)
    for model in FACTS:
        for fact in model.objects.present().filter(article__in=rows).for_description().in_text_order():
            facts[fact.article_id].append(fact)
    return {row.ordinal: (row, facts[pk]) for pk, row in rows.items()}


def _fact(article: ParsedArticle, fact) -> NodeFact:
    printed = article.printed
    is_own = isinstance(fact.place, Article) and fact.place.pk == fact.article_id and fact.start < fact.end
    start, end = in_source(printed, fact.start, fact.end) if is_own else (printed.start, printed.pieces[-1].end)
    return NodeFact(str(fact._meta.verbose_name), describe(fact), fact.quote, start, end)


def in_source(printed: Printed, start: int, end: int) -> tuple[int, int]:
    """Return where text[start:end] of a leaf stands in its source."""
    return _at(printed, start), _at(printed, max(start, end - 1)) + 1


def _at(printed: Printed, index: int) -> int:
    before: Iterable = (piece for piece in reversed(printed.pieces) if piece.at <= index)
    piece = next(iter(before), printed.pieces[0])
    return min(piece.start + index - piece.at, piece.end - 1)
