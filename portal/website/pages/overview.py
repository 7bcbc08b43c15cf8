"""The whole base at a glance: tables whose every figure is the length of the list that it leads to.

A figure is counted from the same rows that the filter asks (:mod:`portal.website.finder.params`).
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt
from urllib.parse import quote

from django.core.paginator import Page
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from policies.models import Amount, Article, Document, Term, Unit, Validity
from policies.models.validity import OVER
from policies.presentation.facts import figures
from policies.revision_cache import cached_per_revision
from portal.website.finder import bitmap_index
from portal.website.finder.article_sets import ArticleSet, size_of_both
from portal.website.pages.parts.pagination import page_of

# What is seen at once; the rest is folded away. A page has so many departments, and so many documents beside them.
INITIAL_ROWS, UNITS = 16, 48
COLUMNS = 12
# Depths of colour; the figure in the cell says the same.
LEVELS = 5
STEPS = (1, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)


@dataclass(frozen=True, slots=True)
class CountCell:
    """A cell: how many articles, where they are listed, how deep the colour is."""

    count: int
    address: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, or the head of a column: what it is called, all its articles, its cells."""

    label: str
    total: CountCell
    cells: Sequence[CountCell] = ()

    @property
    def row(self) -> SafeString:
        """Its cells as HTML: together they are too many for a template's loop."""
        return mark_safe("".join(map(_written, self.cells)))  # noqa: S308 - figures, and addresses that are quoted

    @property
    def parts(self) -> list[str]:
        """Return where the label may break: 晋政办发 〔2022〕 33号."""
        return re.split("(?=〔)|(?<=〕)", self.label)


def _written(cell: CountCell) -> str:
    if not cell.count:
        return '<td class="figure nil">0</td>'
    return f'<td class="figure h{cell.level}"><a href="{escape(cell.address)}">{cell.count}</a></td>'


@dataclass(frozen=True, slots=True)
class CountTable:
    """A table of counts; ``rest`` are the rows that are folded away."""

    columns: Sequence[TableRow]
    lines: Sequence[TableRow]

    @property
    def first(self) -> Sequence[TableRow]:
        """The rows that are seen at once."""
        return self.lines[:INITIAL_ROWS]

    @property
    def rest(self) -> Sequence[TableRow]:
        """The others."""
        return self.lines[INITIAL_ROWS:]


@dataclass(frozen=True, slots=True)
class TableHead:
    """A value that a row or a column stands for; ``query`` is how an address asks for it."""

    key: Hashable
    label: str
    query: str
    count: int


def asks(**values: str) -> str:
    """A part of an address: asks(sector="餐饮") == "sector=%E9%A4%90%E9%A5%AE"."""
    return "&".join(f"{name}={quote(value)}" for name, value in values.items())


def count_table(
    rows: Sequence[TableHead], columns: Sequence[TableHead], count: Callable[[Hashable, Hashable], int], after: str = ""
) -> CountTable:
    """Rows by columns; ``after`` ends every address that asks for a row."""
    base = reverse("articles")
    counts = [[count(row.key, column.key) for column in columns] for row in rows]
    most = max((number for line in counts for number in line), default=0)
    heads = [TableRow(column.label, CountCell(column.count, f"{base}?{column.query}")) for column in columns]
    lines = [
        TableRow(
            row.label,
            CountCell(row.count, f"{base}?{row.query}{after}"),
            [
                CountCell(number, f"{base}?{row.query}&{column.query}{after}", level(number, most))
                for column, number in zip(columns, numbers, strict=True)
            ],
        )
        for row, numbers in zip(rows, counts, strict=True)
    ]
    return CountTable(heads, lines)


def level(count: int, most: int) -> int:
    """Return how deep the colour of a cell is, from 0 for none to LEVELS; small counts are told apart more finely."""
    return ceil(LEVELS * sqrt(count / most)) if most else 0


class WholeBase:
    """What shows all of the base, whatever is asked."""

    @cached_property
    def units(self) -> list[tuple[int, str, int]]:
        """The departments that have articles, the busiest first: their ids, names, lengths."""
        return list(Unit.objects.busiest_first().filter(articles__gt=0).values_list("pk", "name", "articles"))

    @cached_property
    def documents(self) -> list[tuple[int, str, str, str, int]]:
        """The documents in their order: their ids, numbers, slugs, titles, lengths."""
        listed = Document.objects.public().listed().with_counts()
        return list(listed.values_list("pk", "number", "slug", "title", "count"))

    @cached_property
    def used(self) -> Mapping[int, ArticleSet]:
        """The articles that use a sector or an instrument, in their own words or by their section's."""
        schemes = (Term.Scheme.SECTOR, Term.Scheme.INSTRUMENT)
        return {term: articles for scheme in schemes for term, articles in bitmap_index.by_value(scheme).items()}

    @cached_property
    def terms(self) -> Sequence[Term]:
        """Sectors and instruments that are used, the busiest first."""
        schemes = [Term.Scheme.SECTOR, Term.Scheme.INSTRUMENT]
        terms = Term.objects.in_use().filter(scheme__in=schemes, pk__in=self.used).in_order()
        return sorted(terms, key=lambda term: -len(self.used[term.pk]))

    def heads(self, scheme: str) -> list[TableHead]:
        """The terms of a scheme, as rows or columns."""
        return [
            TableHead(term.pk, term.name, asks(**{scheme: term.name}), len(self.used[term.pk]))
            for term in self.terms
            if term.scheme == scheme
        ]

    @cached_property
    def by_sector(self) -> Sequence[CountTable]:
        """Sectors by instruments, a dozen instruments a table, the busiest first."""
        sectors, instruments = self.heads(Term.Scheme.SECTOR), self.heads(Term.Scheme.INSTRUMENT)
        parts = [instruments[at : at + COLUMNS] for at in range(0, len(instruments), COLUMNS)]
        return [count_table(sectors, part, self._both, after="&only=1") for part in parts]

    def _both(self, one: int, other: int) -> int:
        return size_of_both(self.used[one], self.used[other])

    @cached_property
    def sums(self) -> list[Amount]:
        """Benefits in yuan of articles that can be built on, the largest first."""
        rows = Amount.objects.benefits_of(1).in_force().without_heavy_columns()
        return list(rows.order_by("-high", "article__document__position", "article__ordinal", "start", "id"))

    @cached_property
    def in_force(self) -> str:
        """Return what the address of a list of sums adds where texts are repealed: their sums are counted nowhere."""
        stated = Article.objects.public().with_validity().order_by()
        found = set(stated.values_list("validity_stated", flat=True).distinct())
        in_force = [value for value in Validity.values if value not in OVER]
        return "".join(f"&validity={value}" for value in in_force) if found & set(OVER) else ""

    @cached_property
    def by_kind(self) -> CountTable:
        """Sums, rates and shares: what they are for by what they are counted in."""
        found: dict[tuple[str, str], set[int]] = {}
        for role, unit, article in self.amounts:
            for key in ((role, unit), (role, ""), ("", unit)):
                found.setdefault(key, set()).add(article)
        roles = [_head(each, "amount_role", found.get((each.value, ""), ())) for each in Amount.Role if each.value]
        units = [_head(each, "amount", found.get(("", each.value), ())) for each in Amount.Unit]
        return count_table(
            [each for each in roles if each.count],
            [each for each in units if each.count],
            lambda role, unit: len(found.get((role, unit), ())),
        )

    @cached_property
    def by_instrument(self) -> list["BenefitRow"]:
        """Sums by the instruments of their articles; an article that uses two counts under both."""
        heads = self.heads(Term.Scheme.INSTRUMENT)
        users = {head.key: set(bitmap_index.articles_at(self.used[head.key])) for head in heads}
        groups = [
            (head.label, head.query, [each for each in self.sums if each.article_id in users[head.key]])
            for head in heads
        ]
        return benefit_rows([(label, f"{query}&min_yuan=1{self.in_force}", sums) for label, query, sums in groups])

    @cached_property
    def by_size(self) -> list["BenefitRow"]:
        """Sums of at least so much."""
        groups = [(size, [each for each in self.sums if each.high >= size]) for size in STEPS]
        return benefit_rows(
            [
                (f"{figures([size], Amount.Unit.CNY)}以上", asks(min_yuan=str(size)) + self.in_force, sums)
                for size, sums in groups
            ]
        )

    @cached_property
    def amounts(self) -> list[tuple[str, str, int]]:
        """Return what each figure is for, what it is counted in, and its article."""
        rows = Amount.objects.public().of_articles().exclude(role=Amount.Role.UNKNOWN).order_by()
        return list(rows.values_list("role", "unit", "article").distinct())


@cached_per_revision
def whole_base() -> WholeBase:
    """Return the tables of the whole base; each is counted when it is first shown."""
    return WholeBase()


class Overview:
    """All that the overview shows: of departments and documents a page each, of all else the whole."""

    def __init__(self, units: str = "", documents: str = ""):
        """``units``, ``documents``: the numbers of the pages asked for."""
        self._asked = units, documents

    @cached_property
    def units(self) -> Page:
        """The departments that have articles, the busiest first: a page of their ids, names, lengths."""
        return page_of(whole_base().units, self._asked[0], UNITS)[0]

    @cached_property
    def documents(self) -> Page:
        """The documents in their order: a page of their ids, numbers, slugs, titles, lengths."""
        return page_of(whole_base().documents, self._asked[1], COLUMNS)[0]

    @cached_property
    def by_unit(self) -> CountTable:
        """Departments by documents, a page of each."""
        documents = [
            TableHead(pk, number or title, asks(document=number or slug), n)
            for pk, number, slug, title, n in self.documents
        ]
        rows = [TableHead(pk, name, asks(unit=name), n) for pk, name, n in self.units]
        theirs, inside = bitmap_index.by_value("unit"), bitmap_index.by_value("document")
        return count_table(rows, documents, lambda unit, document: size_of_both(theirs[unit], inside[document]))

    @property
    def by_sector(self) -> Sequence[CountTable]:
        """Sectors by instruments."""
        return whole_base().by_sector

    @property
    def by_kind(self) -> CountTable:
        """Sums, rates and shares: what they are for by what they are counted in."""
        return whole_base().by_kind

    @property
    def by_instrument(self) -> list["BenefitRow"]:
        """Sums by instruments."""
        return whole_base().by_instrument

    @property
    def by_size(self) -> list["BenefitRow"]:
        """Sums of at least so much."""
        return whole_base().by_size


def _head(choice, name: str, articles: Collection[int]) -> TableHead:
    return TableHead(choice.value, choice.label, asks(**{name: choice.value}), len(articles))


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A kind of sums: in how many articles, how many sums, the largest in its own words; ``share`` of a bar, in %."""

    label: str
    cell: CountCell
    sums: int
    largest: Amount
    share: int


def benefit_rows(groups: Iterable[tuple[str, str, Sequence[Amount]]]) -> list[BenefitRow]:
    """Groups of sums, largest sum first, as rows; in most articles first."""
    base = reverse("articles")
    counted = [(*group, len({each.article_id for each in group[2]})) for group in groups if group[2]]
    most = max((count for *_, count in counted), default=1)
    return [
        BenefitRow(label, CountCell(count, f"{base}?{query}"), len(sums), sums[0], round(100 * count / most))
        for label, query, sums, count in sorted(counted, key=lambda row: -row[3])
    ]
