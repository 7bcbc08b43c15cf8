"""The count beside every value: the length of the list with its kind set to it alone and all others kept.

One grouped query a kind; all vocabularies that nobody has asked anything of share one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from policies.filters import narrow, rows_of
from policies.kinds import BY_NAME, KINDS, Kind, Picks
from policies.kinds.evidence import TERMS, is_widened, uses
from policies.kinds.finders import SERVICES, is_service, said_sum
from policies.models import Article, Term

# So few articles are named one by one, which is quicker than to look for them again in every query.
FEW = 1000


class Counted(NamedTuple):
    """A value as an address and a page say it, a note on it, and its count."""

    key: str
    label: str
    note: str
    count: int


class TermRow(NamedTuple):
    """A term, and in how many articles it is used."""

    pk: int
    name: str
    code: str
    count: int


def counts(picks: Picks) -> dict[str, list[Counted]]:
    """The values of every kind that lists any, in the kind's order."""
    counter = _Counter(picks)
    found = dict(counter.terms())
    for kind in KINDS:
        if kind.steps:
            found[kind.name] = list(counter.steps(kind))
        elif kind.columns and kind.name not in found:
            found[kind.name] = list(counter.values(kind))
    return found


class _Counter:
    """Counts for what is asked now; articles that several counts look into are looked up once."""

    def __init__(self, picks: Picks):
        self.picks = picks
        self.known: dict[frozenset[str], QuerySet | list[int]] = {}

    def others(self, name: str) -> Picks | None:
        """All but a kind; None where they cannot be fulfilled."""
        others = {other: pick for other, pick in self.picks.items() if other != name}
        return None if any(pick.unknown for pick in others.values()) else others

    def values(self, kind: Kind) -> Iterator[Counted]:
        """The values of a column; what is chosen stays in sight."""
        others, found = self.others(kind.name), []
        if others is not None:
            count = Count(kind.evidence.article, distinct=True)
            rows = self.rows(kind, others).values_list(*kind.columns).annotate(count=count).order_by(*kind.order)
            found = [Counted(*kind.named(*columns), number) for *columns, number in rows]
        yield from found
        known = {each.key for each in found}
        chosen = self.picks[kind.name].values if kind.name in self.picks else ()
        yield from (Counted(each.key, each.label, "", 0) for each in chosen if each.key not in known)

    def steps(self, kind: Kind) -> Iterator[Counted]:
        """How many reach each step of a scale, what is chosen among them."""
        others, found = self.others(kind.name), {}
        chosen = self.picks[kind.name].matches if kind.name in self.picks else []
        steps = sorted({*kind.steps, *chosen})
        if others is not None:
            reaching = {f"at_{step}": Count("article", distinct=True, filter=Q(high__gte=step)) for step in steps}
            found = self.rows(kind, others).benefits_of(0).aggregate(**reaching)
        for step in steps:
            count = found.get(f"at_{step}", 0)
            if count or step in chosen:
                yield Counted(str(step), f"{said_sum(step)}以上", "", count)

    def terms(self) -> Iterator[tuple[str, list[Counted]]]:
        """The values of the vocabularies."""
        unasked = [scheme for scheme in TERMS if scheme not in self.picks]
        for schemes in filter(None, [unasked, *([scheme] for scheme in TERMS if scheme in self.picks)]):
            others = self.others(schemes[0])
            found = self._used(schemes, others) if others is not None else {scheme: [] for scheme in schemes}
            for scheme, used in found.items():
                rows = used + self._missing(scheme, used)
                if is_widened(scheme, self.picks) and others is not None:
                    yield scheme, self._widened(scheme, rows, others)
                else:
                    yield scheme, [Counted(row.name, row.name, "", row.count) for row in rows]

    def _used(self, schemes: Sequence[str], others: Picks) -> dict[str, list[TermRow]]:
        found: dict[str, list[TermRow]] = {scheme: [] for scheme in schemes}
        rows = self.within(uses(*schemes).order_by(), "article", others)
        listed = rows.values_list("term__scheme", "term", "term__name", "term__code")
        counted = listed.annotate(count=Count("article", distinct=True))
        for scheme, *row in counted.order_by("-count", "term__position", "term"):
            found[scheme].append(TermRow(*row))
        return found

    def _missing(self, scheme: str, rows: Iterable[TermRow]) -> list[TermRow]:
        """What is chosen and used nowhere."""
        chosen = set(self.picks[scheme].matches) if scheme in self.picks else set()
        if not (missing := chosen - {row.pk for row in rows}):
            return []
        terms = Term.objects.filter(pk__in=missing).order_by("position", "id")
        return [TermRow(*row, 0) for row in terms.values_list("pk", "name", "code")]

    def _widened(self, scheme: str, rows: Iterable[TermRow], others: Picks) -> list[Counted]:
        """With what is for all: a value has its own, those that name none, and a service those of all services."""
        unnamed = self.within(Article.objects.order_by().without_terms(scheme), "pk", others).count()
        services = next((row for row in rows if scheme == Term.Scheme.SECTOR and row.name == SERVICES), None)
        shared = self._shared(services.pk, others) if services else {}
        found = []
        for row in rows:
            general = services.count - shared.get(row.pk, 0) if services and is_service(row.code) else 0
            found.append(Counted(row.name, row.name, f"写明 {row.count} 条", unnamed + general + row.count))
        return sorted(found, key=lambda each: -each.count)

    def _shared(self, umbrella: int, others: Picks) -> dict[int, int]:
        """In how many articles a sector stands beside the umbrella over it."""
        sectors = uses(Term.Scheme.SECTOR)
        beside = sectors.filter(article__in=sectors.filter(term=umbrella).values("article")).order_by()
        rows = self.within(beside, "article", others).values_list("term")
        return dict(rows.annotate(count=Count("article", distinct=True)))

    def rows(self, kind: Kind, others: Picks) -> QuerySet:
        """The rows of a kind's evidence that fulfil the others of it, in the articles that fulfil the rest."""
        elsewhere = {name: pick for name, pick in others.items() if BY_NAME[name].evidence is not kind.evidence}
        return self.within(rows_of(kind.evidence, others).order_by(), kind.evidence.article, elsewhere)

    def within(self, rows: QuerySet, article: str, picks: Picks) -> QuerySet:
        """The rows of the articles that fulfil some kinds."""
        asked = frozenset(name for name in picks if BY_NAME[name].evidence)
        if not asked:
            return rows
        if asked not in self.known:
            articles = narrow(Article.objects.order_by(), picks).values_list("pk", flat=True)
            few = list(articles[: FEW + 1])
            self.known[asked] = few if len(few) <= FEW else articles
        return rows.filter(**{f"{article}__in": self.known[asked]})
