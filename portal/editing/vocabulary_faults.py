"""Faults of the vocabularies: clashes, circles, words that shadow others, words that are never met.

Each kind is a row of ``FAULTS``; what it finds leads to the record in which it is mended.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from policies.models import Responsibility, Term, TermUse, Unit, UnitName
from policies.revision_cache import cached_per_revision
from policies.text.gapped_words import GAP


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and the page of the record that it is wrong with."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of fault; ``todo`` tells what mends it."""

    label: str
    todo: str
    find: Callable[[], Iterator[Fault]]


def _fault(text: str, row: Model) -> Fault:
    return Fault(text, reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk]))


def _clashing_names() -> Iterator[Fault]:
    """One name of two offices: where a text prints it, both count."""
    holders: dict[str, dict[int, Unit]] = defaultdict(dict)
    for row in UnitName.objects.in_use().select_related("unit__merged_into"):
        unit = row.unit.current
        holders[row.name][unit.pk] = unit
    for name, units in holders.items():
        if len(units) > 1:
            rows = list(units.values())
            yield _fault(f"“{name}”同是 {'、'.join(map(str, rows))} 的名称", rows[0])


def _clashing_words() -> Iterator[Fault]:
    """One word of two terms of a vocabulary: where a text prints it, both are used."""
    holders: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in _terms():
        for word in set(term.words):
            holders[term.scheme, word].append(term)
    for (_, word), terms in holders.items():
        if len(terms) > 1:
            yield _fault(f"“{word}”同是 {'、'.join(map(str, terms))} 的用词", terms[0])


def _circles() -> Iterator[Fault]:
    """Offices that come after, belong to, or were merged into themselves."""
    for name, label in (("successor_id", "承继"), ("part_of_id", "所属"), ("merged_into_id", "并入")):
        ways = dict(Unit.objects.exclude(**{name: None}).values_list("pk", name))
        for key in ways:
            if _comes_back(key, ways):
                yield _fault(f"{label}绕回了自己", Unit(pk=key))


def _comes_back(key: int, ways: dict[int, int]) -> bool:
    visited, at = set(), ways.get(key)
    while at is not None and at not in visited:
        if at == key:
            return True
        visited.add(at)
        at = ways.get(at)
    return False


def _shadowing() -> Iterator[Fault]:
    """A word inside another term's word: where the longer stands, both may be meant, and only one is."""
    by_scheme: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in _terms():
        by_scheme[term.scheme] += [(word, term) for word in term.words if GAP not in word]
    for words in by_scheme.values():
        holders = dict(words)
        for longer, term in words:
            for inner in _inside(longer, holders):
                other = holders[inner]
                if other.pk != term.pk and not any(not_word in longer for not_word in other.not_words):
                    yield _fault(f"“{longer}”（{term}）里有“{inner}”（{other}）", other)


def _inside(word: str, known: dict[str, Term]) -> Iterator[str]:
    """The known words that a word holds, itself left out."""
    for start in range(len(word)):
        for end in range(start + 2, len(word) + 1):
            if end - start < len(word) and word[start:end] in known:
                yield word[start:end]


def _unused_words() -> Iterator[Fault]:
    """Words by which nothing was ever read."""
    read: dict[int, set[str]] = defaultdict(set)
    for term, quote in TermUse.objects.active().order_by().values_list("term", "quote").distinct():
        read[term].add(quote)
    for term in _terms():
        unused = [word for word in term.words if not _is_met(word, read[term.pk])]
        if unused:
            yield _fault(f"{term}：{'、'.join(unused)}", term)


def _is_met(word: str, quotes: Iterable[str]) -> bool:
    parts = word.split(GAP)
    return any(all(part in quote for part in parts) for quote in quotes)


def _unused_names() -> Iterator[Fault]:
    """Offices of the vocabulary that no text names."""
    named = Responsibility.objects.order_by().values("unit")
    for unit in Unit.objects.present().filter(verified=True).exclude(pk__in=named):
        yield _fault(str(unit), unit)


def _idle_negatives() -> Iterator[Fault]:
    """Negative words that hold none of the term's words: they shut nothing out."""
    for term in _terms():
        idle = [word for word in term.not_words if not any(_is_met(each, [word]) for each in term.words)]
        if idle:
            yield _fault(f"{term}：{'、'.join(idle)}", term)


def _terms() -> list[Term]:
    return list(Term.objects.in_use().in_order())


FAULTS = (
    FaultKind("一个名称两个单位", "条文里写它时两个单位都算；不对的，停用其中一个。", _clashing_names),
    FaultKind("一个词两个词条", "条文里写它时两个词条都算；不对的，去掉其中一个。", _clashing_words),
    FaultKind("绕圈", "单位的承继、所属或并入回到了自己，请改其中一个。", _circles),
    FaultKind("词里有别的词条的词", "长词出现时，短词的词条不该算的，把长词列为短词那一条“排除的词”。", _shadowing),
    FaultKind("排除的词不起作用", "“排除的词”里没有这一词条的任何用词，排除不了什么；去掉，或改正。", _idle_negatives),
    FaultKind("没有用到的词", "全库没有一处由它读出；可以留着，也可能写错了。", _unused_words),
    FaultKind("没有文件提到的单位", "可以留着，也可能名称写错了。", _unused_names),
)


@cached_per_revision
def found() -> tuple[tuple[FaultKind, tuple[Fault, ...]], ...]:
    """Return what is wrong, kind by kind."""
    return tuple((kind, tuple(kind.find())) for kind in FAULTS)
