"""A unit's desk: what it has to do, article by article, and whether that is as much as the compilers say."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch

from policies.audit import THEME, Check
from policies.models import Deadline, Declared, Membership, Responsibility, Unit


class Desk:
    """All that a unit's page shows."""

    def __init__(self, unit: Unit):
        self.unit = unit

    @cached_property
    def parts(self) -> list[Responsibility]:
        """Its parts in articles, in the order of the documents."""
        dates = Deadline.objects.live().exclude(role=Deadline.Role.REFERENCE).order_by("start", "id")
        found = self.unit.responsibilities.live().filter(article__isnull=False)
        return list(
            found.select_related("article__document", "article__section__parent", "via")
            .defer("article__search", "article__pieces", "article__reading", "article__document__validity_evidence")
            .order_by("article__document__is_notice", "article__document__position", "article__ordinal", "id")
            .prefetch_related(Prefetch("article__deadline_set", dates))
        )

    @property
    def duties(self) -> list[tuple]:
        """By document and section: what is laid on it."""
        return list(_shelved([part for part in self.parts if part.basis != Responsibility.Basis.BODY]))

    @property
    def mentions(self) -> list[tuple]:
        """By document and section: where a text names it without laying the article on it."""
        return list(_shelved([part for part in self.parts if part.basis == Responsibility.Basis.BODY]))

    @property
    def summary(self) -> list[tuple]:
        """How many parts of each role and basis."""
        counts = Counter((part.role, part.basis_rank, part.basis) for part in self.parts)
        roles, bases = Responsibility.Role, Responsibility.Basis
        return [(roles(role), bases(basis), counts[role, rank, basis]) for role, rank, basis in sorted(counts)]

    @cached_property
    def checks(self) -> list[Check]:
        """The compilation's counts of this unit's articles beside ours."""
        stated = Declared.objects.filter(unit=self.unit).select_related("document", "section").prefetch_related(THEME)
        rows = stated.order_by("document__position", "start", "id")
        return [Check(each, each.count_among(self.parts)) for each in rows]

    @cached_property
    def names(self) -> list[str]:
        """Its other names."""
        printed = [name.name for name in self.unit.names.all()]
        return [name for name in dict.fromkeys([self.unit.full_name, *printed]) if name and name != self.unit.name]

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


def _shelved(parts: list[Responsibility]) -> Iterator[tuple]:
    for document, in_document in groupby(parts, lambda part: part.article.document):
        listed = list(in_document)
        sections = [(section, list(each)) for section, each in groupby(listed, lambda part: part.article.section)]
        yield document, len(listed), sections
