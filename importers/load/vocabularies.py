"""Vocabulary files ↔ rows. Files seed the base; a row that an editor edited_by_human wins over its file.

Gives the :class:`~importers.read_document.Vocabularies` that reading needs, from the rows.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from importers.extractors import terms
from importers.extractors.offices import UnitNames
from importers.extractors.terms import VocabularyTerm
from importers.linking.jurisdictions import Gazetteer, Jurisdiction
from importers.load.reconcile import Reconciler
from importers.read_document import Member, Vocabularies
from policies.models import Document, Membership, Term, Unit, UnitName
from policies.text.lists import listed
from policies.vocabulary import tables

PROVINCES: Path = settings.FIXTURES_DIR / "nation" / "provinces.csv"
Row = TypeVar("Row", Unit, Term)
Key = TypeVar("Key")


def load_vocabularies(reconciler: Reconciler) -> None:
    """Bring the rows up to the files: units and their names, memberships, terms."""
    _load_units(reconciler)
    _load_terms(reconciler)


def _load_units(reconciler: Reconciler) -> None:
    rows = tables.rows("units.csv")
    wanted = [
        Unit(
            name=row["name"],
            full_name=row["full_name"],
            kind=row["kind"],
            position=position,
            verified=True,
            note=row["note"],
            **_where(row),
            succeeded_on=date.fromisoformat(row["succeeded_on"]) if row["succeeded_on"] else None,
        )
        for position, row in enumerate(rows, 1)
    ]
    fields = ["full_name", "kind", "level", "place", "position", "verified", "note", "succeeded_on"]
    renamed = _renamed(Unit, attrgetter("name"))
    wanted = [row for row in wanted if row.name not in renamed]
    reconciler.rows(Unit, Unit.objects.all(), wanted, ["name"], fields, keep_unmatched=True)
    by_name = renamed | {unit.name: unit for unit in Unit.objects.all()}
    for kin in ("successor", "part_of"):
        _load_kin(reconciler, kin, rows, by_name)
    names = [
        UnitName(unit=by_name[row["name"]], name=name)
        for row in rows
        for name in dict.fromkeys([row["name"], *listed(row["printed_as"])])
    ]
    reconciler.rows(UnitName, UnitName.objects.all(), names, ["unit_id", "name"], [], keep_unmatched=True)
    members = [
        Membership(
            collective=by_name[row["collective"]],
            member=by_name[row["member"]],
            evidence=row["quote"],
            document=row["document"],
        )
        for row in tables.rows("members.csv")
    ]
    key = ["collective_id", "member_id"]
    reconciler.rows(Membership, Membership.objects.all(), members, key, ["evidence", "document"], keep_unmatched=True)


def _where(row: dict[str, str]) -> dict[str, str]:
    """The jurisdiction of the vocabulary's own: the base's place, but for a city that is named: 太原市人民政府."""
    named = places().named(row["name"]) if row["kind"] == Unit.Kind.CITY else None
    found = named or places().own
    return {"level": found.level, "place": found.place}


def _renamed(model: type[Row], key: Callable[[Row], Key]) -> dict[Key, Row]:
    """Rows that an editor gave another name, by the names that they had: else the files would make them anew."""
    rows = {row.pk: row for row in model.objects.filter(edited_by_human=True)}
    now = {key(row) for row in model.objects.all()}
    former = {key(past): rows[past.id] for past in model.history.filter(id__in=rows).order_by("history_id")}
    return {name: row for name, row in former.items() if name not in now}


def _load_kin(reconciler: Reconciler, kin: str, rows: list[dict[str, str]], by_name: dict[str, Unit]) -> None:
    """The unit that came after each, or the government that it is a department of."""
    changed = []
    for row in rows:
        unit, other = by_name[row["name"]], by_name.get(row[kin])
        if other and getattr(unit, f"{kin}_id") != other.pk and not unit.edited_by_human:
            setattr(unit, kin, other)
            changed.append(unit)
    reconciler.update(Unit, changed, [kin])


def _load_terms(reconciler: Reconciler) -> None:
    wanted = [
        Term(  # type: ignore[misc]  # a WordsField takes lists, of which its base in the stubs knows nothing
            scheme=term.scheme,
            name=term.name,
            codes=list(term.codes),
            words=list(term.words),
            not_words=list(term.not_words),
            is_umbrella=term.is_umbrella,
            outside_province=term.outside_province,
            note=term.note,
            position=position,
        )
        for position, term in enumerate(terms.load(settings.VOCABULARY.path).terms, 1)
    ]
    renamed = _renamed(Term, attrgetter("scheme", "name"))
    wanted = [row for row in wanted if (row.scheme, row.name) not in renamed]
    fields = ["codes", "words", "not_words", "is_umbrella", "outside_province", "note", "position"]
    reconciler.rows(Term, Term.objects.all(), wanted, ["scheme", "name"], fields, keep_unmatched=True)
    reconciler.update(Term, _parted(wanted), ["inactive"])


def _parted(wanted: list[Term]) -> list[Term]:
    """The terms that the file has as a word of others alone: 孵化器与众创空间 is two now, and stands for both."""
    names = {(row.scheme, row.name) for row in wanted}
    words = {(row.scheme, word) for row in wanted for word in row.words} - names
    parted = [row for row in Term.objects.in_use().filter(edited_by_human=False) if (row.scheme, row.name) in words]
    for row in parted:
        row.inactive = True
    return parted


class VocabularyRows:
    """The vocabularies' rows, read once: what texts are read with, and what records are turned into rows with."""

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every unit by its canonical name; a merged one's name is that of the unit it was merged into."""
        rows = self._unit_rows
        return {unit.name: _current(unit, rows) for unit in rows.values()}

    @cached_property
    def by_full_name(self) -> dict[str, Unit]:
        """Every unit of which a full name is known, by it: what issues a text is printed so."""
        return {row.full_name: self.units[row.name] for row in self._unit_rows.values() if row.full_name}

    @cached_property
    def _unit_rows(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in Unit.objects.all()}

    @cached_property
    def terms(self) -> dict[tuple[str, str], Term]:
        """Every term by scheme and name."""
        return {(term.scheme, term.name): term for term in Term.objects.order_by("position", "id")}

    @cached_property
    def vocabularies(self) -> Vocabularies:
        """Return what reading one of our own place's texts needs to know beside the text."""
        return self.at(places().own)

    def at(self, speaking: Jurisdiction) -> Vocabularies:
        """Return what reading a text of a place needs to know: there 省财政厅 is that place's, and so are
        its other names.
        """
        return _vocabularies(self._own_names, self._known_terms, self._own_members, speaking)

    def jurisdiction(self, document: Document) -> Jurisdiction:
        """Return the place that a document is about; ours for one that does not say."""
        return places().of_document(document.issuers.split("、"), document.code, document.title) or places().own

    @cached_property
    def _known_terms(self) -> tuple[VocabularyTerm, ...]:
        return tuple(_term(row) for row in self.terms.values() if not row.inactive)

    @cached_property
    def _own_names(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(self._names().items())

    @cached_property
    def _own_members(self) -> tuple[tuple[str, tuple[Member, ...]], ...]:
        return tuple(self._members().items())

    def _names(self) -> dict[str, tuple[str, ...]]:
        printed: dict[str, list[str]] = defaultdict(list)
        names = UnitName.objects.in_use().order_by("unit__position", "id")
        for unit, name in names.values_list("unit__name", "name"):
            if (current := self.units[unit].name) not in printed[name]:
                printed[name].append(current)
        return {name: tuple(units) for name, units in printed.items()}

    def _members(self) -> dict[str, tuple[Member, ...]]:
        members: dict[str, list[Member]] = defaultdict(list)
        for each in Membership.objects.in_use().select_related("collective", "member").order_by("id"):
            collective, member = self.units[each.collective.name].name, self.units[each.member.name].name
            if member != collective and member not in {known.unit for known in members[collective]}:
                members[collective].append(Member(member, each.document, each.evidence, each.edited_by_human))
        return {collective: tuple(found) for collective, found in members.items()}


@lru_cache(maxsize=32)
def _vocabularies(
    names: tuple[tuple[str, tuple[str, ...]], ...],
    known: tuple[terms.VocabularyTerm, ...],
    members: tuple[tuple[str, tuple[Member, ...]], ...],
    speaking: Jurisdiction,
) -> Vocabularies:
    """Return the same vocabularies for the same rows: what was read by them is known then (extract.py)."""
    return Vocabularies(_unit_names(dict(names), speaking), terms.TermVocabulary(known), dict(members))


def _unit_names(names: dict[str, tuple[str, ...]], speaking: Jurisdiction) -> UnitNames:
    """Names as a text of a place prints them; ours there in full: 山西省财政厅 in a text of 江苏省."""
    local = {form: units for name, units in names.items() for form in places().local(name, speaking)}
    full = {places().in_full(name): units for name, units in names.items()}
    return UnitNames(local, full, lambda name: places().qualified(name, speaking))


@lru_cache(maxsize=1)
def places() -> Gazetteer:
    """Return the nation's places, and which of them is ours."""
    return Gazetteer.load(PROVINCES, settings.SITE.place)


def _current(unit: Unit, rows: dict[int, Unit]) -> Unit:
    return _current(rows[unit.merged_into_id], rows) if unit.merged_into_id else unit


def _term(row: Term) -> terms.VocabularyTerm:
    return terms.VocabularyTerm(
        scheme=row.scheme,
        name=row.name,
        codes=tuple(row.codes),
        words=tuple(row.words),
        not_words=tuple(row.not_words),
        is_umbrella=row.is_umbrella,
        outside_province=row.outside_province,
        note=row.note,
    )


@dataclass(frozen=True, slots=True)
class IssuerCode:
    """A 机关代字: 晋政办发 is 山西省人民政府办公厅, jinzhengbanfa in addresses."""

    address: str
    issuers: tuple[str, ...]


def themes(number: str) -> dict[str, tuple[str, ...]]:
    """Return which articles of a document stand under a summary's label that names no section: paths by label."""
    return {row["label"]: listed(row["articles"]) for row in tables.rows("themes.csv") if row["document"] == number}


def provenance(name: str) -> str:
    """Return where a source comes from, as far as the fixtures say; the desk states it for others."""
    with (settings.FIXTURES_DIR / "provenance.csv").open(encoding="utf-8", newline="") as file:
        return next((row["provenance"] for row in csv.DictReader(file) if row["name"] == name), "")


def codes() -> dict[str, IssuerCode]:
    """Return what the vocabulary knows of 机关代字."""
    return {row["code"]: IssuerCode(row["address"], listed(row["issuers"])) for row in tables.rows("issuers.csv")}


def unknown_issuers(names: Iterable[str]) -> list[str]:
    """Return the names of issuers that the vocabulary has neither as an office nor as the meaning of a 机关代字."""
    asked = list(dict.fromkeys(filter(None, names)))
    known = {name for code in codes().values() for name in code.issuers}
    known.update(Unit.objects.filter(full_name__in=asked).values_list("full_name", flat=True))
    known.update(UnitName.objects.filter(name__in=asked).values_list("name", flat=True))
    return [name for name in asked if name not in known]
