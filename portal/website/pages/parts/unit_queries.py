"""Queries for the parts of units in articles and in the passages beside them: who does what."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from policies.models import Article, Document, Responsibility, Unit

NAMED = Responsibility.Basis.BODY


def parts_of(units: Iterable[Unit]) -> QuerySet:
    """Return the parts of some units in articles, in the order of the documents."""
    return (
        Responsibility.objects.public()
        .of_articles()
        .filter(unit__in=units)
        .without_heavy_columns()
        .select_related("unit", "via", "article__document", "article__section__parent")
        .order_by("article__document__is_notice", "article__document__position", "article__ordinal", "id")
    )


def passages_of(units: Iterable[Unit]) -> QuerySet:
    """Return where some units are named in what stands around the articles."""
    return (
        Responsibility.objects.public()
        .filter(unit__in=units, article=None)
        .select_related("unit", "passage__document")
        .defer("passage__pieces", "passage__document__validity_evidence")
        .order_by("passage__document__is_notice", "passage__document__position", "passage__offset", "start", "id")
    )


def parts_with_departments(unit: Unit) -> QuerySet:
    """Return the parts of a unit, and of its departments that have a name of their own, in no order."""
    own = Q(unit=unit) | Q(unit__in=unit.departments.present())
    return Responsibility.objects.public().filter(own).order_by()


def documents_of(unit: Unit) -> QuerySet:
    """Return the documents in which a unit, or a department of it that has a name of its own, is named."""
    parts = parts_with_departments(unit)
    in_articles = Q(pk__in=parts.of_articles().values("article__document"))
    return Document.objects.public().listed().filter(in_articles | Q(pk__in=parts.values("passage__document")))


def shared_articles(unit: Unit, other: Unit) -> QuerySet:
    """Return the articles in which both have a part, in the order of the documents."""
    theirs = (
        Responsibility.objects.public().of_articles().filter(unit=each).values("article") for each in (unit, other)
    )
    one, both = (Q(pk__in=articles) for articles in theirs)
    return Article.objects.public().filter(one & both).in_document_order().only("pk")


def partners_of(unit: Unit) -> list[Unit]:
    """Return the units with a part in an article in which this one has, each with ``shared``, how many articles."""
    public = Responsibility.objects.public().of_articles()
    beside = public.filter(article__in=public.filter(unit=unit).values("article")).exclude(unit=unit)
    counts = beside.order_by().values("unit").annotate(shared=Count("article", distinct=True))
    shared = dict(counts.values_list("unit", "shared"))
    found = Unit.objects.in_bulk(shared)
    for pk, partner in found.items():
        partner.shared = shared[pk]
    return sorted(found.values(), key=lambda each: (-each.shared, each.position, each.pk))


def by_role(responsibilities: Iterable[Responsibility]) -> list[tuple[str, list[Responsibility]]]:
    """Group who leads, who is responsible, who supports; and apart from them, whom the text only names."""
    groups: dict[str, list[Responsibility]] = {role: [] for role in (*Responsibility.Role.labels, NAMED.label)}
    for part in responsibilities:
        groups[part.part].append(part)
    return [(label, parts) for label, parts in groups.items() if parts]
