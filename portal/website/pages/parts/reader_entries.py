"""Articles as the reader of a document shows them, as HTML: kept until the article moves, or a text comes or goes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policies.models import Article, Correction, Document, Fact, Passage, Term, TermUse
from policies.models.revision import Moved, Reach
from policies.presentation import annotations
from policies.presentation.titles import plain_title
from policies.revision_cache import RevisionCache
from policies.text.highlight import Mark
from portal.website.pages.parts.unit_queries import by_role

MAX_BYTES = 16 * 2**20
# What the reader lists under an article; the article's own page has all schemes.
READ = (Term.Scheme.SECTOR, Term.Scheme.BENEFICIARY)


class PrintedCorrection(NamedTuple):
    """A misprint of an article, or what may be one."""

    quote: str
    reading: str
    is_certain: bool


class ReaderEntry(NamedTuple):
    """An article in the reader: what the outline says of it, and its HTML; ``kinds`` are those of its marks."""

    section: int | None
    path: str
    number: int | None
    name: str
    address: str
    heading: str
    plain_title: str
    kinds: tuple[str, ...]
    corrections: tuple[PrintedCorrection, ...]
    html: SafeString


def entries(document: Document, inner: Callable[[int | None], str], *, plain: bool) -> list[ReaderEntry]:
    """Return the articles of a document in their order; ``inner`` gives the element of headings in a section.

    ``plain``: the print alone, without what its misprints should read.
    """

    def load(missing: list[tuple[int, bool]]) -> Mapping[tuple[int, bool], ReaderEntry]:
        found = document.articles.public().for_reader(*READ).filter(pk__in=[pk for pk, _ in missing])
        return {(each.pk, plain): _entry(each, inner(each.section_id), plain=plain) for each in found}

    pks = document.articles.public().order_by("ordinal", "id").values_list("pk", flat=True)
    keys = [(pk, plain) for pk in pks]
    found = _cache.get_many(keys, load)
    return [found[key] for key in keys if key in found]


def figures_and_mentions(place: Article | Passage) -> list[Fact]:
    """Return the facts that are marked in a print, beside those of units."""
    return [*place.amount_set.all(), *place.deadline_set.all(), *place.citation_set.all()]


def _entry(article: Article, inner: str, *, plain: bool) -> ReaderEntry:
    corrections, title = list(article.corrections.all()), plain_title(article)
    spans = list(_spans(article, [] if plain else corrections))
    context = {
        "article": article,
        "inner": inner,
        "spans": spans,
        "roles": by_role(article.responsibility_set.all()),
        "terms": by_scheme(article.termuse_set.all()),
        "plain_title": title,
    }
    return ReaderEntry(
        article.section_id,
        article.path,
        article.number,
        article.name,
        article.get_absolute_url(),
        article.heading,
        title,
        tuple(dict.fromkeys(span.kind for span in spans)),
        tuple(PrintedCorrection(each.quote, each.reading, each.is_certain) for each in corrections),
        render_to_string("website/parts/entry.html", context),
    )


def _spans(article: Article, corrections: Iterable[Correction]) -> Iterator[Mark]:
    yield from annotations.structure(article)
    yield from annotations.of_facts([*figures_and_mentions(article), *article.responsibility_set.all()])
    yield from annotations.of_corrections(corrections)


def by_scheme(uses: Iterable[TermUse]) -> list[tuple[str, list[Term]]]:
    """The terms of an article, each once, by scheme."""
    listed = sorted(uses, key=lambda use: Term.Scheme.values.index(use.term.scheme))
    grouped = groupby(listed, lambda use: use.term.get_scheme_display())
    return [(scheme, list(dict.fromkeys(use.term for use in each))) for scheme, each in grouped]


def _forward(old: ReaderEntry, moved: Moved, key: tuple[int, bool]) -> ReaderEntry | None:
    """What an article cites has addresses, too: of texts that come, go or are called otherwise."""
    return None if moved.reach > Reach.FACTS or moved.is_of(key[0]) else old


_cache: RevisionCache[tuple[int, bool], ReaderEntry] = RevisionCache(MAX_BYTES, forward=_forward)
