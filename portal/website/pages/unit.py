"""A unit's page: what it has to do, article by article, and whether that is as much as the compilers say."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch

from policies.models import Article, Deadline, Declared, Membership, Responsibility, Unit
from policies.quality import THEME, Check
from portal.website.pages.parts.unit_queries import NAMED, partners_of, parts_of, passages_of

_DATES = Prefetch(
    "article__deadline_set",
    Deadline.objects.public().exclude(role=Deadline.Role.REFERENCE).in_text_order(),
)


class UnitPage:
    """All that a unit's page shows."""

    def __init__(self, unit: Unit):
        self.unit = unit

    @cached_property
    def parts(self) -> list[Responsibility]:
        """Its parts in articles, in the order of the documents."""
        return list(parts_of([self.unit]).prefetch_related(_DATES))

    @property
    def duties(self) -> list[tuple]:
        """Its duties by document and section."""
        return list(_by_document([part for part in self.parts if part.basis != NAMED]))

    @property
    def mentions(self) -> list[tuple]:
        """Articles that name it without laying a duty on it, by document and section."""
        return list(_by_document([part for part in self.parts if part.basis == NAMED]))

    @cached_property
    def passages(self) -> list[Responsibility]:
        """Where it is named in what stands around the articles: a preamble, a closing."""
        return list(passages_of([self.unit]))

    @cached_property
    def departments(self) -> list[tuple[Unit, list[tuple]]]:
        """Its departments that have a name of their own, with what is laid on them."""
        parts = parts_of(self.unit.departments.present()).prefetch_related(_DATES)
        listed = groupby(sorted(parts, key=lambda part: (part.unit.position, part.unit_id)), lambda part: part.unit)
        return [(unit, list(_by_document(list(each)))) for unit, each in listed]

    @property
    def summary(self) -> list[tuple]:
        """How many parts of each role and basis."""
        counts = Counter((part.role, part.basis_rank, part.basis) for part in self.parts)
        roles, bases = Responsibility.Role, Responsibility.Basis
        return [(roles(role), bases(basis), counts[role, rank, basis]) for role, rank, basis in sorted(counts)]

    @cached_property
    def partners(self) -> list[Unit]:
        """The other units in its articles, each with ``together``, how many articles; the most frequent first."""
        return partners_of(self.unit)

    @property
    def dates(self) -> list[tuple[Deadline, Responsibility]]:
        """The dates in its articles, the earliest end first, those without one last."""
        found = [(each, part) for part in self.parts for each in part.article.deadline_set.all()]
        return sorted(found, key=lambda each: (each[0].end_on or date.max, each[0].pk))

    @cached_property
    def checks(self) -> list[Check]:
        """The compilation's counts of this unit's articles beside ours."""
        stated = (
            Declared.objects.public()
            .filter(unit=self.unit)
            .select_related("document", "section")
            .prefetch_related(THEME)
        )
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
        """Its known members."""
        return list(self.unit.memberships.select_related("member"))

    @cached_property
    def collectives(self) -> list[Membership]:
        """The collectives that it belongs to."""
        return list(self.unit.member_of.select_related("collective"))

    @cached_property
    def predecessors(self) -> list[Unit]:
        """The units that it succeeded."""
        return list(self.unit.predecessors.all())


def shared(unit: Unit, other: Unit) -> list[tuple[Article, Responsibility, Responsibility]]:
    """The articles in which both have a part, with the part of each."""
    theirs = {part.article_id: part for part in parts_of([other])}
    own = parts_of([unit]).prefetch_related(_DATES)
    return [(part.article, part, theirs[part.article_id]) for part in own if part.article_id in theirs]


def _by_document(parts: list[Responsibility]) -> Iterator[tuple]:
    for document, in_document in groupby(parts, lambda part: part.article.document):
        listed = list(in_document)
        sections = [(section, list(each)) for section, each in groupby(listed, lambda part: part.article.section)]
        yield document, len(listed), sections
