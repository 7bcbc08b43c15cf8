"""Effects of taking a file on each document: its head with its evidence, what would change, how much of it was read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max

from importers.linking.versions import Kin
from importers.load import documents as load_documents
from importers.load import versions, vocabularies
from importers.parsing.compilation import Compilation
from importers.parsing.document import ParsedDocument
from importers.trial.head import HeadFact, head_facts
from policies import coverage, quality
from policies.models import FACTS, Article, Citation, Document, Responsibility, Unit, UnitName
from policies.models.derived import is_present
from policies.vocabulary import likeness

# Of what would change, the first ones tell enough.
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class NewUnit:
    """An office that the vocabulary has not: in how many articles, where first, and the known names nearest to it."""

    name: str
    articles: int
    quote: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentEffect:
    """The effect of taking a file on one document.

    ``what`` is new, version (the text of one that is there changes), witness (one that is there gets another text to be
    compared with) or same; ``existing`` names that one, ``slug`` is its address; ``is_sure`` is False where its words
    and its day do not tell which of these it is. ``added``, ``removed`` and ``changed`` name articles, ``conflicts``
    counts decisions of people that the new text does not bear out. The rest says how well it was read: ``shares`` in
    hundredths, ``lost`` what looks like a fact and is none, ``reasons`` why a person should look, ``gaps`` of the
    numbering, ``unresolved`` the documents that it names and the base has not.
    """

    what: str
    existing: str
    slug: str
    is_sure: bool
    head: tuple[HeadFact, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    conflicts: int
    articles: int
    facts: dict[str, int]
    shares: dict[str, int]
    lost: dict[str, int]
    reasons: tuple[str, ...]
    gaps: tuple[str, ...]
    unresolved: tuple[str, ...]
    without_office: tuple[str, ...]


class Before:
    """The base before a file is taken; to be made before, and asked after it was."""

    def __init__(self, parsed: Compilation, sha256: str):
        found = [(each, load_documents.existing_document(each.header, sha256)) for each in parsed.documents]
        self._there = {row.pk: _Known.of(row, _is_sure(each, row, sha256)) for each, row in found if row}
        self._last_unit = Unit.objects.aggregate(last=Max("pk"))["last"] or 0

    def effect(self, parsed: ParsedDocument, row: Document) -> DocumentEffect:
        """Return what became of one document of the file, which is ``row`` now."""
        there = self._there.get(row.pk) or self._there.get(row.version_of_id or 0)
        texts, read = _texts(row), coverage.measured([row])[row.pk]
        return DocumentEffect(
            _what(row, there),
            there.name if there else "",
            there.slug if there else "",
            there is None or there.is_sure,
            head_facts(parsed, row, vocabularies.codes()),
            *_differences(there.texts if there else {}, texts),
            conflicts=max(0, _conflicts(row) - (there.conflicts if there else 0)),
            articles=len(texts),
            facts=_facts(row),
            shares=dict(zip(read.shares, read.percent, strict=True)),
            lost=read.lost,
            reasons=tuple(read.reasons),
            gaps=tuple(f"印作“{gap.printed}”，按次序应为 {gap.expected}" for gap in _gaps(row)),
            unresolved=_unresolved(row),
            without_office=tuple(each.name_in_text for each in quality.without_office([row]))[:_SHOWN],
        )

    def new_units(self) -> tuple[NewUnit, ...]:
        """Offices that came with the file."""
        uses = Count("responsibilities__article", filter=is_present("responsibilities__"), distinct=True)
        found = Unit.objects.filter(pk__gt=self._last_unit).annotate(uses=uses).order_by("-uses", "id")
        known = list(UnitName.objects.in_use().filter(unit__pk__lte=self._last_unit).values_list("name", flat=True))
        return tuple(
            NewUnit(unit.name, unit.uses, _first_quote(unit), tuple(likeness.near_names(unit.name, known)))
            for unit in found
        )


def rows_of(parsed: ParsedDocument, sha256: str, found: Iterable[Document]) -> list[Document]:
    """The row that a document of the file has among those ``found``: its own, or that of its version to come."""
    current = load_documents.existing_document(parsed.header, sha256)
    return [row for row in found if current and current.pk in (row.pk, row.version_of_id)][:1]


@dataclass(frozen=True, slots=True)
class _Known:
    """A document as it was before."""

    pk: int
    name: str
    slug: str
    source: int
    witnesses: frozenset[int]
    texts: dict[str, tuple[str, str]]
    conflicts: int
    is_sure: bool
    versions: frozenset[int]

    @classmethod
    def of(cls, row: Document, is_sure: bool) -> "_Known":
        """Return what there is to know of a document."""
        waiting = frozenset(row.versions.values_list("pk", flat=True))
        details = _witnesses(row), _texts(row), _conflicts(row), is_sure, waiting
        return cls(row.pk, row.name, row.slug, row.source_id, *details)


def _is_sure(parsed: ParsedDocument, row: Document, sha256: str) -> bool:
    """Whether somebody said what a text is to a document, or it can be told."""
    if parsed.header.attribution or row.source.sha256 == sha256:
        return True
    return versions.kin_of(row, parsed) is not Kin.UNSURE


def _what(row: Document, there: _Known | None) -> str:
    if there is None:
        return "new"
    if row.pk in there.versions:
        return "same"
    if (row.pk, row.source_id) != (there.pk, there.source):
        return "version"
    return "same" if there.witnesses == _witnesses(row) else "witness"


def _witnesses(row: Document) -> frozenset[int]:
    return frozenset(row.witnesses.values_list("pk", flat=True))


def _texts(row: Document) -> dict[str, tuple[str, str]]:
    """The articles of a document by their address: what each is called, and what it says."""
    return {each.path: (each.name_in_text, each.text) for each in row.articles.present().select_related("section")}


def _differences(
    then: dict[str, tuple[str, str]], now: dict[str, tuple[str, str]]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the articles that came, that went, and that say something else."""
    if not then:
        return (), (), ()
    added = [name for path, (name, _) in now.items() if path not in then]
    removed = [name for path, (name, _) in then.items() if path not in now]
    changed = [name for path, (name, text) in now.items() if path in then and then[path][1] != text]
    return tuple(added[:_SHOWN]), tuple(removed[:_SHOWN]), tuple(changed[:_SHOWN])


def _conflicts(row: Document) -> int:
    return sum(model.objects.in_conflict().filter(article__document=row).count() for model in FACTS)


def _facts(row: Document) -> dict[str, int]:
    of_it = {"article__document": row}
    counts = {name: model.objects.present().filter(**of_it).count() for name, model in quality.FACT_KINDS.items()}
    return {name: count for name, count in counts.items() if count}


def _gaps(row: Document) -> list[quality.Gap]:
    numbers = row.articles.present().exclude(number=None).order_by("ordinal").values_list("path", "number")
    return list(quality.gaps(list(numbers)))


def _unresolved(row: Document) -> tuple[str, ...]:
    found = Citation.objects.present().filter(article__document=row, document=None)
    found = found.order_by("article__ordinal", "start")
    return tuple(dict.fromkeys(found.values_list("quote", flat=True)))[:_SHOWN]


def _first_quote(unit: Unit) -> str:
    found = Responsibility.objects.present().filter(unit=unit).select_related("article__section").order_by("id").first()
    return f"{found.article.name_in_text}：{found.quote}" if found and isinstance(found.article, Article) else ""
