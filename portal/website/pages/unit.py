"""A unit's page: what it has to do, article by article, and whether that is as much as the compilers say."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Prefetch, QuerySet
from django.utils.http import urlencode

from policies.models import Article, Deadline, Declared, Document, Membership, Responsibility, Section, Unit
from policies.quality import THEME, Check
from portal.website.pages.parts.unit_queries import (
    NAMED,
    documents_of,
    partners_of,
    parts_of,
    parts_with_departments,
    passages_of,
)
from portal.website.query_params import read_one, read_words

_DATES = Prefetch(
    "article__deadline_set",
    Deadline.objects.public().exclude(role=Deadline.Role.REFERENCE).in_text_order(),
)


# The others are counted, and listed by the finder.
MOST_PARTNERS = 100
# Beside the first document those stand open that have no more duties than this: a phone shows them at a glance.
_FEW = 5
# As many duties of the first document as are seen without a click: of more a phone shows the documents first.
_AS_FIRST = 20


class DocumentDuties(NamedTuple):
    """The duties of an office in a document, by section; ``is_open``: seen without a click."""

    document: Document
    articles: int
    sections: list[tuple[Section | None, list[Responsibility]]]
    is_open: bool


class UnitList:
    """The units that are asked for: of a kind, of a name, or all."""

    def __init__(self, params):
        kinds = {kind.value: kind for kind in Unit.Kind}
        self.words = read_words(params.getlist("q"))
        self.kind = read_one(params.getlist("kind"), kinds.get, "没有“{}”这一类部门。")

    @property
    def is_filtered(self) -> bool:
        """Whether not all are asked for."""
        return bool(self.words or self.kind)

    @property
    def address(self) -> str:
        """The query string of what is asked for."""
        asked = {"q": self.words.word, "kind": self.kind.word}
        return urlencode({name: word for name, word in asked.items() if word})

    @property
    def units(self) -> QuerySet:
        """The busiest first; none where something could not be read."""
        if self.words.message or self.kind.message:
            return Unit.objects.none()
        listed = Unit.objects.busiest_first().called(self.words.value or "")
        return listed.filter(kind=self.kind.value) if self.kind.value else listed


class UnitSubject(NamedTuple):
    """A unit as what a page is of, and which page; ``missed``: another was asked for, which there is not."""

    unit: Unit
    number: int
    missed: bool

    def gains(self, articles: frozenset[int]) -> bool:
        """Whether it, or a department of it, has a part in one of these."""
        return parts_with_departments(self.unit).of_articles().filter(article__in=articles).exists()


class UnitPage:
    """The parts of a unit in some documents, or in all in which it is named."""

    def __init__(self, unit: Unit, documents: Iterable[Document] | None = None, subject: UnitSubject | None = None):
        self.unit = unit
        self.subject = subject or UnitSubject(unit, 1, missed=False)
        self._documents = documents_of(unit) if documents is None else documents

    @cached_property
    def documents(self) -> list[Document]:
        """The documents that it is about."""
        return list(self._documents)

    @property
    def shown_articles(self) -> frozenset[int]:
        """All in which it, or a department of it, has a part, on whatever page: they are counted on each."""
        return frozenset(parts_with_departments(self.unit).of_articles().values_list("article", flat=True))

    @cached_property
    def parts(self) -> list[Responsibility]:
        """Its parts in articles of these documents, in their order."""
        return self._laid_on([self.unit])

    def _laid_on(self, units: Iterable[Unit]) -> list[Responsibility]:
        return list(parts_of(units).filter(article__document__in=self.documents).prefetch_related(_DATES))

    @property
    def duties(self) -> list[DocumentDuties]:
        """Its duties by document and section."""
        return list(_by_document([part for part in self.parts if part.basis != NAMED]))

    @property
    def mentions(self) -> list[DocumentDuties]:
        """Articles that name it without laying a duty on it, by document and section."""
        return list(_by_document([part for part in self.parts if part.basis == NAMED]))

    @cached_property
    def passages(self) -> list[Responsibility]:
        """Return where it is named in what stands around the articles: a preamble, a closing."""
        return list(passages_of([self.unit]).filter(passage__document__in=self.documents))

    @cached_property
    def departments(self) -> list[tuple[Unit, list[DocumentDuties]]]:
        """Its departments that have a name of their own, with what is laid on them."""
        parts = self._laid_on(self.unit.departments.present())
        listed = groupby(sorted(parts, key=lambda part: (part.unit.position, part.unit_id)), lambda part: part.unit)
        return [(unit, list(_by_document(list(each)))) for unit, each in listed]

    @cached_property
    def summary(self) -> list[tuple]:
        """Return how many parts of each role and basis it has, in all documents."""
        order = ("role", "basis_rank", "basis")
        counted = Responsibility.objects.public().of_articles().filter(unit=self.unit).order_by(*order)
        rows = counted.values_list(*order).annotate(count=Count("pk"))
        roles, bases = Responsibility.Role, Responsibility.Basis
        return [(roles(role), bases(basis), count) for role, _, basis, count in rows]

    @property
    def count(self) -> int:
        """Return how many articles it has a part in, in all documents."""
        return sum(count for *_, count in self.summary)

    @cached_property
    def partners(self) -> list[Unit]:
        """The other units in its articles, each with ``shared``, how many articles; the most frequent first."""
        return partners_of(self.unit)

    @property
    def more_partners(self) -> int:
        """Return how many of them a page has no room for."""
        return max(0, len(self.partners) - MOST_PARTNERS)

    @property
    def dates(self) -> list[tuple[Deadline, Responsibility]]:
        """The dates in its articles, the earliest end first, those without one last."""
        found = [(each, part) for part in self.parts for each in part.article.deadline_set.all()]
        return sorted(found, key=lambda each: (each[0].end_on or date.max, each[0].pk))

    @cached_property
    def checks(self) -> list[Check]:
        """The compilation's counts of this unit's articles beside ours."""
        stated = Declared.objects.public().filter(unit=self.unit, document__in=self.documents)
        rows = stated.select_related("document", "section").prefetch_related(THEME)
        rows = rows.order_by("document__position", "start", "id")
        return [Check(each, each.count_among(self.parts)) for each in rows]

    @property
    def unmet_checks(self) -> int:
        """Return how many of these counts are not ours."""
        return sum(not check.holds for check in self.checks)

    @cached_property
    def names(self) -> list[str]:
        """Its other names."""
        names = [
            name
            for unit in self.unit.lineage
            for name in (unit.name, unit.full_name, *(printed.name for printed in unit.names.in_use()))
        ]
        return [name for name in dict.fromkeys(names) if name and name != self.unit.name]

    @cached_property
    def members(self) -> list[Membership]:
        """Its known members."""
        return list(self.unit.memberships.public().select_related("member"))

    @cached_property
    def collectives(self) -> list[Membership]:
        """The collectives that it belongs to."""
        return list(self.unit.member_of.public().select_related("collective"))

    @cached_property
    def successor(self) -> Unit | None:
        """The unit that came after it."""
        return Unit.objects.public().filter(pk=self.unit.successor_id).first()

    @cached_property
    def predecessors(self) -> list[Unit]:
        """The units that it succeeded."""
        return list(self.unit.predecessors.public())


def shared(
    unit: Unit, other: Unit, articles: Iterable[Article]
) -> list[tuple[Article, Responsibility, Responsibility]]:
    """Return the articles in which both units have a part, with the part of each."""
    among = list(articles)
    theirs = {part.article_id: part for part in parts_of([other]).among(among)}
    own = parts_of([unit]).among(among).prefetch_related(_DATES)
    return [(part.article, part, theirs[part.article_id]) for part in own if part.article_id in theirs]


def _by_document(parts: list[Responsibility]) -> Iterator[DocumentDuties]:
    for rank, (document, in_document) in enumerate(groupby(parts, lambda part: part.article.document)):
        listed = list(in_document)
        sections = [(section, list(each)) for section, each in groupby(listed, lambda part: part.article.section)]
        yield DocumentDuties(document, len(listed), sections, is_open=len(listed) <= (_FEW if rank else _AS_FIRST))
