"""The kinds of a filter, as a table: what each is called, which rows know it, how its values are read and said.

A new kind is a new row of ``KINDS``. Kinds of one evidence are asked of the same row: ``role`` means the role of the
very unit asked for.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from policies.models import Article, Document, Responsibility, Term, TermUse, Unit
from policies.search import fold


class Value(NamedTuple):
    """A value that somebody may ask for: as an address writes it, as a sentence says it, as the column holds it."""

    key: str
    label: str
    match: object


class Pick(NamedTuple):
    """What somebody asked for of one kind: the values that were known, and the words that were not, with a message."""

    values: tuple[Value, ...] = ()
    unknown: tuple[str, ...] = ()
    message: str = ""

    @property
    def keys(self) -> list[str]:
        """As addresses write it; unknown words stay, so that dropping another value does not widen the list."""
        return [value.key for value in self.values] + [word for word in self.unknown if is_legible(word)]

    @property
    def matches(self) -> list:
        """What the column must hold one of."""
        return [value.match for value in self.values]


Picks = Mapping[str, Pick]
Found = Mapping[str, Sequence[Value]]

# Longer words are in no vocabulary, and as search words they would only cost.
LONGEST = 200
# More values of one kind than anybody reads; each costs links to all the others.
MOST = 30
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows by which kinds know an article, and the column that names it."""

    rows: Callable[[], QuerySet]
    article: str = "article"


PARTS = Evidence(lambda: Responsibility.objects.live().filter(article__isnull=False))
SECTORS = Evidence(lambda: TermUse.objects.live().filter(article__isnull=False, term__scheme=Term.Scheme.SECTOR))
TEXTS = Evidence(Article.objects.order_by, article="pk")


def _search(articles, pick: Pick):
    """Those that hold one of the phrases, each with all its words."""
    found = articles.none()
    for phrase in pick.matches:
        found |= articles.search(phrase)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of a filter.

    ``say`` is its part of the sentence, ``unknown`` its message. ``columns`` are what a count is listed with, and
    ``named`` turns them into the key, the label and a note; a kind without columns lists no values.
    """

    name: str
    label: str
    say: str
    unknown: str
    evidence: Evidence
    find: Callable[[Sequence[str]], Found]
    column: str = ""
    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    named: Callable[..., tuple[str, str, str]] = lambda name: (name, name, "")
    search: Callable[[QuerySet, Pick], QuerySet] | None = None
    example: str = ""

    def read(self, words: Iterable[str]) -> Pick:
        """What was asked for; a value under two names is one, a name of two values is both."""
        words = list(dict.fromkeys(filter(None, (word.strip() for word in words))))
        if len(words) > MOST:
            return Pick(unknown=tuple(words[:1]), message=f"最多同时选 {MOST} 个，这里有 {len(words)} 个。")
        legible = [word for word in words if is_legible(word)]
        found = self.find(legible) if legible else {}
        unknown = tuple(word for word in words if not found.get(word))
        values = dict.fromkeys(value for word in words for value in found.get(word, ()))
        return Pick(tuple(values), unknown, self.complain(unknown))

    def complain(self, unknown: Sequence[str]) -> str:
        """The message at the field."""
        return self.unknown.format("、".join(f"“{shown(word)}”" for word in unknown)) if unknown else ""

    def narrow(self, rows: QuerySet, pick: Pick) -> QuerySet:
        """The rows that hold one of the values; none where a value is unknown."""
        if pick.unknown:
            return rows.none()
        return self.search(rows, pick) if self.search else rows.filter(**{f"{self.column}__in": pick.matches})


def is_legible(word: str) -> bool:
    """Whether a word can be asked for: short, and without control characters. PostgreSQL cannot even compare NUL."""
    return len(word) <= LONGEST and not _UNSEEN.search(word)


def shown(word: str) -> str:
    """A word that came from outside, as a page repeats it."""
    visible = _UNSEEN.sub("", word)
    return visible if len(visible) <= 40 else f"{visible[:39]}…"


def _units(words: Sequence[str]) -> Found:
    """Units by any name they are printed under; 各市、县人民政府 is two."""
    found: dict[str, list[Value]] = {}
    named = Unit.objects.filter(Q(name__in=words) | Q(full_name__in=words) | Q(names__name__in=words))
    for pk, *names in named.values_list("pk", "name", "full_name", "names__name").order_by("position", "pk"):
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(Value(names[0], names[0], pk))
    return found


def _terms(scheme: str) -> Callable[[Sequence[str]], Found]:
    def find(words: Sequence[str]) -> Found:
        named = Term.objects.of(scheme).filter(name__in=words).values_list("name", "pk")
        return {name: [Value(name, name, pk)] for name, pk in named}

    return find


def _documents(words: Sequence[str]) -> Found:
    """Documents by 发文字号, spaces and shapes of brackets aside, or by slug."""
    known = {}
    for pk, slug, number, title in Document.objects.values_list("pk", "slug", "number", "title"):
        value = Value(number or slug, number or title, pk)
        known |= {fold(number): [value], slug: [value]}
    return {word: known[fold(word)] for word in words if known.get(fold(word))}


def _choices(choices) -> Callable[[Sequence[str]], Found]:
    """A closed vocabulary, by the word of the address or by the label."""

    def find(words: Sequence[str]) -> Found:
        values = [Value(each.value, each.label, each.value) for each in choices if each.value]
        return {word: [value for value in values if word in (value.key, value.label)] for word in words}

    return find


def _phrases(words: Sequence[str]) -> Found:
    return {word: [Value(word, word, word)] for word in words}


KINDS = (
    Kind(
        name="unit",
        label="部门",
        say="责任单位是{}",
        unknown="没有叫{}的部门。请写全称、简称，或到“部门”页里找。",
        evidence=PARTS,
        find=_units,
        column="unit",
        columns=("unit__name",),
        order=("-count", "unit__position", "unit"),
        example="如 省工信厅",
    ),
    Kind(
        name="role",
        label="角色",
        say="角色是{}",
        unknown="没有{}这种角色，只有牵头、责任、配合。",
        evidence=PARTS,
        find=_choices(Responsibility.Role),
        column="role",
        columns=("role",),
        order=("-count", "role"),
        named=lambda role: (role, Responsibility.Role(role).label, ""),
    ),
    Kind(
        name="basis",
        label="责任依据",
        say="依据是{}",
        unknown="没有{}这种依据。",
        evidence=PARTS,
        find=_choices(Responsibility.Basis),
        column="basis",
        columns=("basis", "basis_rank"),
        order=("basis_rank",),
        named=lambda basis, rank: (basis, Responsibility.Basis(basis).label, ""),
    ),
    Kind(
        name="sector",
        label="行业",
        say="涉及{}",
        unknown="没有叫{}的行业。请到“行业”页里找。",
        evidence=SECTORS,
        find=_terms(Term.Scheme.SECTOR),
        column="term",
        columns=("term__name",),
        order=("-count", "term__position", "term"),
    ),
    Kind(
        name="document",
        label="文件",
        say="出自{}",
        unknown="没有{}这个文件。请写发文字号，如 晋政办发〔2022〕33号。",
        evidence=TEXTS,
        find=_documents,
        column="document",
        columns=("document__number", "document__slug", "document__title"),
        order=("document__is_notice", "document__position", "document"),
        named=lambda number, slug, title: (number or slug, number or title, title if number else ""),
    ),
    Kind(
        name="q",
        label="词语",
        say="文中有“{}”",
        unknown="不能检索{}：最多 200 个字，不能有控制字符。",
        evidence=TEXTS,
        find=_phrases,
        search=_search,
    ),
)

BY_NAME = {kind.name: kind for kind in KINDS}
