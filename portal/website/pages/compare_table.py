"""A table over several articles: for one subject across the documents, or for articles that somebody chose."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

from django.db.models import Prefetch, Q, QuerySet

from policies.models import Amount, Article, Correction, Deadline, Measure, Responsibility, Target
from policies.presentation import annotations
from policies.presentation.facts import Row, row
from policies.text.highlight import Span
from policies.text.normalize import fold, needles
from portal.website.finder.params import is_legible, shown
from portal.website.pages.parts.article_card import by_role, parts

# More articles than anybody compares at once, and more rows than a page should hold.
MOST = 20
ROWS = 60
_ADDRESS = re.compile(r"(?:/?documents)?/?(?P<slug>[-\w]{1,80})/(?P<path>[-\w]{1,20})/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. The figures are those of the sentences shown."""

    article: Article
    wording: list[tuple[Measure | None, str, list[Span]]]
    sums: list[Row]
    times: list[Row]
    targets: list[Row]
    roles: list[tuple[str, list[Responsibility]]]

    @property
    def elsewhere(self) -> int:
        """How many sums stand in other sentences of the article."""
        return len(self.article.amount_set.all()) - len(self.sums)


def with_facts(articles: QuerySet) -> QuerySet:
    """Articles with all that a row shows."""
    dates = Deadline.objects.live().exclude(role=Deadline.Role.REFERENCE)
    return (
        articles.select_related("document", "section")
        .defer("search", "pieces", "reading", "document__validity_evidence")
        .prefetch_related(
            Prefetch("measures", Measure.objects.live().order_by("start", "id")),
            Prefetch("amount_set", Amount.objects.live().order_by("start", "id")),
            Prefetch("deadline_set", dates.order_by("start", "id")),
            Prefetch("target_set", Target.objects.live().order_by("start", "id")),
            Prefetch("corrections", Correction.objects.standing()),
            Prefetch("responsibility_set", parts()),
        )
    )


def lines(articles: Iterable[Article], query: str = "") -> list[Line]:
    """The rows: of each article the sentences that hold one of the words, or all."""
    words = needles(query)
    return [_line(article, words) for article in articles]


def _line(article: Article, words: Sequence[str]) -> Line:
    holding = [each for each in article.measures.all() if any(word in fold(each.quote) for word in words)]
    measures = holding or list(article.measures.all())
    kept = {each.pk for each in measures}
    sums, times, targets = (
        [row(fact) for fact in facts.all() if not holding or fact.measure_id in kept]
        for facts in (article.amount_set, article.deadline_set, article.target_set)
    )
    wording = [(each, *_sentence(article, each.start, each.end, words)) for each in measures]
    whole = [(None, *_sentence(article, article.body_start, article.body_end, words))]
    roles = by_role(article.responsibility_set.all())
    return Line(article, wording or whole, sums, times, targets, roles)


def _sentence(article: Article, start: int, end: int, words: Sequence[str]) -> tuple[str, list[Span]]:
    text = article.text[start:end]
    corrected = [each for each in annotations.of_corrections(article.corrections.all()) if start <= each.start < end]
    return text, [*(each.within(start, end) for each in corrected), *annotations.hits(text, words)]


class Slot(NamedTuple):
    """A field for an article's address: what was typed, the article found there, what is wrong with it."""

    name: str
    value: str
    article: Article | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants compared: articles by their addresses, or all that hold some words, or both."""

    slots: list[Slot]
    query: str
    message: str

    @property
    def articles(self) -> list[Article]:
        """Those at the addresses, each once."""
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


def read(typed: Mapping[str, str], query: str) -> Asked:
    """Find the articles at the addresses of the fields; an empty field asks for nothing."""
    addresses = {name: _address(value.strip()) for name, value in typed.items()}
    known = _find([address for address in addresses.values() if address])
    slots = [_slot(name, value.strip(), known.get(addresses[name])) for name, value in typed.items()]
    message = "" if is_legible(query) else "不能检索：最多 200 个字，不能有控制字符。"
    return Asked(slots, query.strip(), message)


def _slot(name: str, value: str, article: Article | None) -> Slot:
    if article or not value:
        return Slot(name, value, article)
    message = f"没有找到条文“{shown(value)}”。请填条文页的地址，如 jinfa-2021-67/art_36。"
    return Slot(name, shown(value), None, message)


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
    return {(each.document.slug, each.path): each for each in with_facts(Article.objects.filter(wanted))}


def about(query: str) -> list[Article]:
    """The articles that hold the words, in the order of the documents; one more than a page shows where there are."""
    return list(with_facts(Article.objects.search(query).in_order())[: ROWS + 1])
