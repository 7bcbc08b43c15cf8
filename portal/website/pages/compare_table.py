"""A table over several articles: for one subject across the documents, or for articles that somebody chose."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

from django.db.models import Q
from django.utils import timezone

from policies.models import Article, Measure, Responsibility, Standing
from policies.presentation import annotations
from policies.presentation.facts import FactRow, fact_row
from policies.text.highlight import Mark
from policies.text.normalize import fold, needles
from policies.vocabulary.synonyms import phrase
from portal.website.pages.parts.unit_queries import by_role
from portal.website.query_params import NOT_SEARCHABLE, is_legible, is_searchable, shown

# More articles than anybody compares at once, and more rows than a page should hold.
MAX_ARTICLES = 20
MAX_ROWS = 60
_ADDRESS = re.compile(r"(?:/?documents)?/?(?P<slug>[-\w]{1,80})/(?P<path>[-\w]{1,20})/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A row of the table. The figures are those of the sentences shown."""

    article: Article
    wording: list[tuple[Measure | None, str, list[Mark]]]
    sums: list[FactRow]
    times: list[FactRow]
    targets: list[FactRow]
    roles: list[tuple[str, list[Responsibility]]]

    @property
    def standing(self) -> Standing:
        """Return how today stands to the terms of the article."""
        return self.article.standing_on(timezone.localdate())

    @property
    def elsewhere(self) -> int:
        """Return how many sums stand in other sentences of the article."""
        return len(self.article.amount_set.all()) - len(self.sums)


def lines(articles: Iterable[Article], query: str = "") -> list[ComparisonRow]:
    """The rows: of each article the sentences that hold one of the words, or all."""
    words = needles(query)
    return [_line(article, words) for article in articles]


def _line(article: Article, words: Sequence[str]) -> ComparisonRow:
    holding = [each for each in article.measures.all() if any(word in fold(each.quote) for word in words)]
    measures = holding or list(article.measures.all())
    holding_pks = {each.pk for each in measures}
    sums, times, targets = (
        [fact_row(fact) for fact in facts.all() if not holding or fact.measure_id in holding_pks]
        for facts in (article.amount_set, article.deadline_set, article.target_set)
    )
    wording = [(each, *_sentence(article, each.start, each.end, words)) for each in measures]
    whole = [(None, *_sentence(article, article.body_start, article.body_end, words))]
    roles = by_role(article.responsibility_set.all())
    return ComparisonRow(article, wording or whole, sums, times, targets, roles)


def _sentence(article: Article, start: int, end: int, words: Sequence[str]) -> tuple[str, list[Mark]]:
    text = article.text[start:end]
    corrected = [each for each in annotations.of_corrections(article.corrections.all()) if start <= each.start < end]
    return text, [*(each.within(start, end) for each in corrected), *annotations.hits(text, words)]


class AddressSlot(NamedTuple):
    """A field for an article's address: what was typed, the article found there, what is wrong with it."""

    name: str
    value: str
    article: Article | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """The selection that a reader wants compared: articles by their addresses, or all that hold some words, or both."""

    slots: list[AddressSlot]
    query: str
    message: str

    @property
    def articles(self) -> list[Article]:
        """Return the articles at the addresses, each once."""
        return list(dict.fromkeys(slot.article for slot in self.slots if slot.article))

    @property
    def is_repeated(self) -> bool:
        """Whether an article was given more than once."""
        return sum(slot.article is not None for slot in self.slots) > len(self.articles)

    @property
    def messages(self) -> list[tuple[str, str]]:
        """The field and the message of all that could not be read."""
        wrong = [(slot.name, slot.message) for slot in self.slots if slot.message]
        return [*wrong, ("q", self.message)] if self.message else wrong

    @property
    def is_search(self) -> bool:
        """Whether the words are looked for in the whole base: no address was typed, right or wrong."""
        return bool(self.query) and not self.message and not any(slot.value for slot in self.slots)

    @property
    def address(self) -> str:
        """The query string that asks for the same: one meaning, one address."""
        pairs = [
            (slot.name, f"{slot.article.document.slug}/{slot.article.path}") for slot in self.slots if slot.article
        ]
        return urlencode(pairs + ([("q", self.query)] if self.query and not self.message else []), safe="/")


def read(addresses_given: Mapping[str, str], query: str) -> ComparisonRequest:
    """Find the articles at the addresses of the fields; an empty field asks for nothing."""
    addresses = {name: _address(value.strip()) for name, value in addresses_given.items()}
    known = _find([address for address in addresses.values() if address])
    slots = [_slot(name, value.strip(), known.get(addresses[name])) for name, value in addresses_given.items()]
    message = "" if is_searchable(query) else NOT_SEARCHABLE.format("")
    return ComparisonRequest(slots, query.strip(), message)


def _slot(name: str, value: str, article: Article | None) -> AddressSlot:
    if article or not value:
        return AddressSlot(name, value, article)
    message = f"没有找到条文“{shown(value)}”。请填条文页的地址，如 jinfa-2021-67/art_36。"
    return AddressSlot(name, shown(value), None, message)


def _address(text: str) -> tuple[str, str] | None:
    """The slug and the path in what was typed: an address with its host, one without, or the two alone."""
    if not is_legible(text):
        return None
    try:
        found = _ADDRESS.fullmatch(unquote(urlsplit(text).path))
    except ValueError:
        return None
    return (found["slug"], found["path"]) if found else None


def _find(addresses: list[tuple[str, str]]) -> dict[tuple[str, str], Article]:
    if not addresses:
        return {}
    wanted = Q()
    for slug, path in addresses:
        wanted |= Q(document__slug=slug, path=path)
    return {(each.document.slug, each.path): each for each in Article.objects.public().for_comparison().filter(wanted)}


def about(query: str) -> list[Article]:
    """Return the articles that hold the words, in the documents' order; one more than a page shows, where there are."""
    articles = Article.objects.public().for_comparison().search(phrase(query)).in_document_order()
    return list(articles[: MAX_ROWS + 1])
