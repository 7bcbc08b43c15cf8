"""A unit's desk: what it has to do, article by article, and whether that is as much as the compilers say."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Count, Prefetch, QuerySet

from policies.models import Article, Deadline, Declared, Membership, Responsibility, Unit
from policies.quality import THEME, Check

NAMED = Responsibility.Basis.BODY
_DATES = Prefetch(
    "article__deadline_set",
    Deadline.objects.live().exclude(role=Deadline.Role.REFERENCE).order_by("start", "id"),
)


def parts_of(units: Iterable[Unit]) -> QuerySet:
    """The parts of some units in articles, in the order of the documents."""
    return (
        Responsibility.objects.live()
        .filter(unit__in=units, article__vanished=False)
        .select_related("unit", "article__document", "article__section__parent", "via")
        .defer("article__search", "article__pieces", "article__reading", "article__document__validity_evidence")
        .order_by("article__document__is_notice", "article__document__position", "article__ordinal", "id")
    )


class Desk:
    """All that a unit's page shows."""

    def __init__(self, unit: Unit):
        self.unit = unit

    @cached_property
    def parts(self) -> list[Responsibility]:
        """Its parts in articles, in the order of the documents."""
        return list(parts_of([self.unit]).prefetch_related(_DATES))

    @property
    def duties(self) -> list[tuple]:
        """By document and section: what is laid on it."""
        return list(_shelved([part for part in self.parts if part.basis != NAMED]))

    @property
    def mentions(self) -> list[tuple]:
        """By document and section: where a text names it without laying the article on it."""
        return list(_shelved([part for part in self.parts if part.basis == NAMED]))

    @cached_property
    def passages(self) -> list[Responsibility]:
        """Where it is named in what stands around the articles: a preamble, a closing."""
        return list(passages_of([self.unit]))

    @cached_property
    def departments(self) -> list[tuple[Unit, list[tuple]]]:
        """Its departments that have a name of their own, with what is laid on them."""
        parts = parts_of(self.unit.departments.present()).prefetch_related(_DATES)
        listed = groupby(sorted(parts, key=lambda part: (part.unit.position, part.unit_id)), lambda part: part.unit)
        return [(unit, list(_shelved(list(each)))) for unit, each in listed]

    @property
    def summary(self) -> list[tuple]:
        """How many parts of each role and basis."""
        counts = Counter((part.role, part.basis_rank, part.basis) for part in self.parts)
        roles, bases = Responsibility.Role, Responsibility.Basis
        return [(roles(role), bases(basis), counts[role, rank, basis]) for role, rank, basis in sorted(counts)]

    @cached_property
    def partners(self) -> list[Unit]:
        """Who else has a part in its articles, each with ``together``, the number of them; the most frequent first."""
        return partners_of(self.unit)

    @property
    def dates(self) -> list[tuple[Deadline, Responsibility]]:
        """The dates in its articles, the earliest end first, those without one last."""
        found = [(each, part) for part in self.parts for each in part.article.deadline_set.all()]
        return sorted(found, key=lambda each: (each[0].end_on or date.max, each[0].pk))

    @cached_property
    def checks(self) -> list[Check]:
        """The compilation's counts of this unit's articles beside ours."""
        stated = Declared.objects.filter(unit=self.unit).select_related("document", "section").prefetch_related(THEME)
        rows = stated.order_by("document__position", "start", "id")
        return [Check(each, each.count_among(self.parts)) for each in rows]

    @cached_property
    def names(self) -> list[str]:
        """Its other names."""
        names = [
            name
            for unit in self.unit.lineage
            for name in (unit.name, unit.full_name, *(printed.name for printed in unit.names.all()))
        ]
        return [name for name in dict.fromkeys(names) if name and name != self.unit.name]

    @cached_property
    def members(self) -> list[Membership]:
        """Who is known to belong to it."""
        return list(self.unit.memberships.select_related("member"))

    @cached_property
    def collectives(self) -> list[Membership]:
        """What it is known to belong to."""
        return list(self.unit.member_of.select_related("collective"))

    @cached_property
    def predecessors(self) -> list[Unit]:
        """Whom it came after."""
        return list(self.unit.predecessors.all())


def passages_of(units: Iterable[Unit]) -> QuerySet:
    """Where some units are named in what stands around the articles."""
    found = Responsibility.objects.live().filter(unit__in=units, article=None)
    return (
        found.select_related("unit", "passage__document")
        .defer("passage__pieces", "passage__document__validity_evidence")
        .order_by("passage__document__is_notice", "passage__document__position", "passage__offset", "start", "id")
    )


def partners_of(unit: Unit) -> list[Unit]:
    """The units that have a part in an article in which this one has, each with ``together``, how many articles."""
    own = Responsibility.objects.live().filter(unit=unit, article__vanished=False)
    beside = Responsibility.objects.live().filter(article__in=own.values("article")).exclude(unit=unit)
    counts = beside.order_by().values("unit").annotate(together=Count("article", distinct=True))
    together = dict(counts.values_list("unit", "together"))
    found = Unit.objects.in_bulk(together)
    for pk, partner in found.items():
        partner.together = together[pk]
    return sorted(found.values(), key=lambda each: (-each.together, each.position, each.pk))


def shared(unit: Unit, other: Unit) -> list[tuple[Article, Responsibility, Responsibility]]:
    """The articles in which both have a part, with the part of each."""
    theirs = {part.article_id: part for part in parts_of([other])}
    own = parts_of([unit]).prefetch_related(_DATES)
    return [(part.article, part, theirs[part.article_id]) for part in own if part.article_id in theirs]


def _shelved(parts: list[Responsibility]) -> Iterator[tuple]:
    for document, in_document in groupby(parts, lambda part: part.article.document):
        listed = list(in_document)
        sections = [(section, list(each)) for section, each in groupby(listed, lambda part: part.article.section)]
        yield document, len(listed), sections
