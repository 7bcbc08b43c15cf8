"""Facts and measures → rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from importers.extractors import amounts, benefits, citations, deadlines, targets, terms
from importers.extractors.base import ExtractedFact
from importers.extractors.offices import canonical
from importers.linking import resolve, short_names
from importers.linking.jurisdictions import Jurisdiction
from importers.linking.resolve import HERE, CitableDocument, UnitPart
from importers.load import vocabularies
from importers.load.reconcile import Reconciler
from importers.load.structure import DocumentRows
from importers.read_document import PlacedFact, ReadDocument, values
from policies.models import (
    Amount,
    Article,
    Benefit,
    Citation,
    Deadline,
    Document,
    Fact,
    Measure,
    Responsibility,
    Revision,
    Target,
    TermUse,
    Unit,
    UnitName,
)
from policies.models.derived import Derived
from policies.text.stretches import Apart

Read = Sequence[tuple[DocumentRows, ReadDocument]]
Row = Callable[..., Fact]

_SPAN = ["start", "end", "quote"]
_WHERE = [*_SPAN, "measure_id", "passage_id", "inherited_from_id"]


def _exactly(row: Fact) -> tuple:
    extracted = row.extracted_values or row.current_values()
    return _about(row), repr([extracted[name] for name in sorted(extracted)])  # PostgreSQL keeps no order of keys


def _by_quote(row: Fact) -> tuple:
    return _about(row), row.extracted_quote


def _about(row: Fact) -> tuple:
    return row.article_id, None if row.article_id else row.passage_id


def _by_unit(row: Responsibility) -> tuple:
    return _about(row), row.unit_id


def measures(reconciler: Reconciler, read: Read) -> dict[int, list[Measure]]:
    """The measures of documents, by article."""
    wanted = [
        Measure(
            article=structure.articles[each.article.ordinal],
            start=measure.start,
            end=measure.end,
            quote=measure.quote,
            force=measure.force,
            rule="force",
        )
        for structure, document in read
        for each in document.articles
        for measure in each.measures
    ]
    documents = [structure.document.pk for structure, _ in read]
    existing = list(Measure.objects.filter(article__document__in=documents).in_text_order())
    _seat(existing, read)
    rows = reconciler.derived(Measure, existing, wanted, [lambda row: (row.article_id, row.extracted_quote)], _SPAN)
    by_article: dict[int, list[Measure]] = {}
    for row in rows:
        by_article.setdefault(row.article_id, []).append(row)
    return by_article


def _seat(rows: Sequence[Derived], read: Read) -> None:
    """Give rows the articles and passages that are read already, so that nobody asks the base for each."""
    articles = {each.pk: each for structure, _ in read for each in structure.articles.values()}
    passages = {each.pk: each for structure, _ in read for each in structure.passages.values()}
    for row in rows:
        for name, known in (("article", articles), ("inherited_from", articles), ("passage", passages)):
            number = getattr(row, f"{name}_id", None)
            if number and (found := known.get(number)):
                setattr(row, name, found)


# How rows of each kind are met again: the strictest key first. An office stands once in an article, so one that an
# editor added is met by the machine's when that finds it too.
MODELS: Mapping[type[Fact], Sequence[Callable[[Any], tuple]]] = {
    Responsibility: [_by_unit, _exactly, _by_quote],  # a unit has one part in an article
    Benefit: [_exactly, _by_quote],
    Amount: [_exactly, _by_quote],
    Deadline: [_exactly, _by_quote],
    Target: [_exactly, _by_quote],
    TermUse: [_exactly],
    Citation: [_exactly, _by_quote],
}


Sentences = frozenset[tuple]


def sentences_of(documents: Iterable[Document]) -> Sentences:
    """Return what the parallels of documents follow from: their sentences, and how their articles read."""
    rows = Measure.objects.filter(article__document__in=documents)
    columns = ("article__document", "pk", "quote", "article__reading", "article__removed_from_source")
    return frozenset(rows.values_list(*columns))


def changed_documents(before: Sentences, after: Sentences) -> frozenset[int]:
    """Return the documents whose sentences are others than before."""
    return frozenset(document for document, *_ in before ^ after)


@dataclass(frozen=True, slots=True)
class _About:
    """What a document's mentions of others need of all of it, found once: its year, and its short names for them."""

    year: int | None
    short_names: Mapping[str, citations.ExtractedCitation]


class Facts:
    """Turns placed facts into unsaved rows, kind by kind, and brings the base up to them."""

    def __init__(
        self,
        rows: vocabularies.VocabularyRows,
        by_article: Mapping[int, list[Measure]],
        known: Mapping[CitableDocument, int],
    ):
        self.rows = rows
        self._measures = {article: Apart(rows) for article, rows in by_article.items()}
        self.known = list(known)
        self.documents = {each.slug: pk for each, pk in known.items()}

    def load(self, reconciler: Reconciler, read: Read, parts: Sequence[list[list[UnitPart]]]) -> None:
        """Write the facts of documents; ``parts`` are their responsibilities as :func:`resolve.parts` gives them."""
        wanted: dict[type[Fact], list[Fact]] = {model: [] for model in MODELS}
        for (structure, document), found in zip(read, parts, strict=True):
            for row in self._rows(structure, document, found):
                wanted[type(row)].append(row)
        ids = [structure.document.pk for structure, _ in read]
        for model, rows in wanted.items():
            existing = list(model.objects.of_documents(ids).in_text_order())
            _seat(existing, read)
            reconciler.derived(model, existing, rows, MODELS[model], _WHERE)

    def _rows(self, structure: DocumentRows, document: ReadDocument, parts: list[list[UnitPart]]) -> Iterator[Fact]:
        speaking = self.rows.jurisdiction(structure.document)
        number = document.parsed.header.number
        about = _About(number.year if number else None, short_names.definitions(document))
        for each, found in zip(document.articles, parts, strict=True):
            article = structure.articles[each.article.ordinal]
            for part in self._of_offices(found, speaking):
                yield self._responsibility(part, speaking, article=article, **structure.place(part.place))
            for placed in each.facts:
                if not isinstance(placed.fact, terms.ExtractedTerm):
                    yield self._fact(placed, about, article=article, measure=self._measure(placed, article))
            for use in resolve.uses(each, document, self.rows.vocabularies):
                measure = self._measure(use.placed, article) if use.place is HERE else None
                where = structure.place(use.place)
                yield self._fact(use.placed, about, article=article, measure=measure, basis=use.basis, **where)
        for spoken in document.passages:
            passage = structure.passages[spoken.passage.printed.start]
            for part in self._of_offices(resolve.passage_parts(spoken), speaking):
                yield self._responsibility(part, speaking, passage=passage)
            for placed in spoken.facts:
                yield self._fact(placed, about, passage=passage)

    def _fact(self, placed: PlacedFact[ExtractedFact], about: _About, **columns) -> Fact:
        """The row of a placed fact; ``columns`` say what it is about and where it stands."""
        return _BUILD[type(placed.fact)](self, placed.fact, about)(
            start=placed.start,
            end=placed.end,
            quote=placed.quote,
            rule=placed.fact.rule,
            printed=placed.printed,
            **columns,
        )

    def benefit(self, fact: benefits.ExtractedBenefit, about: _About) -> Row:
        return partial(Benefit, **values(fact))

    def amount(self, fact: amounts.ExtractedAmount, about: _About) -> Row:
        return partial(Amount, **values(fact))

    def deadline(self, fact: deadlines.ExtractedDeadline, about: _About) -> Row:
        return partial(Deadline, **values(fact))

    def target(self, fact: targets.ExtractedTarget, about: _About) -> Row:
        return partial(Target, **values(fact))

    def use(self, fact: terms.ExtractedTerm, about: _About) -> Row:
        return partial(TermUse, term=self.rows.terms[fact.scheme, fact.name])

    def citation(self, fact: citations.ExtractedCitation, about: _About) -> Row:
        meant = short_names.spelt_out(fact, about.short_names)
        mention = {"title": meant.title, "number": meant.number, "pinpoint": meant.pinpoint[:LONGEST_PINPOINT]}
        if fact.rule == citations.OWN_RULE:
            return partial(_own_citation, **mention)
        slug = resolve.resolve(meant, about.year, self.known)
        return partial(Citation, **mention, document_id=self.documents.get(slug) if slug else None)

    def _measure(self, placed: PlacedFact[ExtractedFact], article: Article) -> Measure | None:
        """The measure in which the fact stands."""
        rows = self._measures.get(article.pk)
        return rows.at(placed.start) if rows else None

    def _responsibility(self, part: UnitPart, speaking: Jurisdiction, **about) -> Responsibility:
        return Responsibility(
            unit=self._unit(part, speaking),
            via=self.rows.units.get(part.via) if part.via else None,
            role=part.role,
            basis=part.basis,
            position=part.position,
            start=part.start,
            end=part.end,
            quote=part.quote,
            rule=part.rule,
            **about,
        )

    def _of_offices(self, parts: Iterable[UnitPart], speaking: Jurisdiction) -> Iterator[UnitPart]:
        """Return the parts of offices, not those of names of which an editor said that they are none."""
        return (part for part in parts if not self._unit(part, speaking).not_an_office)

    def _unit(self, part: UnitPart, speaking: Jurisdiction) -> Unit:
        """The row of an office; one never seen before is new, and unverified until an editor says."""
        row = self.rows.units.get(part.unit)
        if row is None:
            (row,) = Unit.objects.bulk_create([_new_unit(part, speaking)])  # past the history
            UnitName.objects.bulk_create([UnitName(unit=row, name=part.unit)])
            Revision.bump()
            self.rows.units[part.unit] = row
        return row


def _own_citation(**about) -> Citation:
    """A mention of a place in the very document that it stands in."""
    place = about.get("article") or about["passage"]
    return Citation(**about, document_id=place.document_id)


LONGEST_PINPOINT = Citation._meta.get_field("pinpoint").max_length or 0


def _new_unit(part: UnitPart, speaking: Jurisdiction) -> Unit:
    """An office never seen before, with where it is and what its own place prints for it."""
    places, printed = vocabularies.places(), canonical(part.quote)
    led = (form for form in places.local(part.unit, speaking) if form.startswith("各") and form.endswith(printed))
    local = next(
        (form for form in (printed, f"{printed}部门", *led) if places.qualified(form, speaking) == part.unit), ""
    )
    where = places.place_of(local or part.unit, speaking)
    own = "" if local == part.unit else local
    return Unit(name=part.unit, level=where.level, place=where.place, local_name=own, position=10_000)


_BUILD: Mapping[type[ExtractedFact], Callable[..., Row]] = {
    benefits.ExtractedBenefit: Facts.benefit,
    amounts.ExtractedAmount: Facts.amount,
    deadlines.ExtractedDeadline: Facts.deadline,
    targets.ExtractedTarget: Facts.target,
    terms.ExtractedTerm: Facts.use,
    citations.ExtractedCitation: Facts.citation,
}
