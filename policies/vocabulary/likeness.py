"""Likeness of names: 省商务厅 to 山西省商务部门, where words that only say a place count for nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from django.conf import settings
from rapidfuzz import fuzz, process

from policies.models import Term, Unit
from policies.revision_cache import cached_per_vocabulary

# Of a hundred; names that share less have little in common but their endings.
LEAST = 60
_LEVELS = "省市县区"


class Near(NamedTuple):
    """A known row, the name of it that is nearest, and how near, from 0 to 100."""

    row: Unit | Term
    name: str
    score: int


def core(name: str) -> str:
    """Return what all forms of an office's name share: core("山西省商务厅") == core("省商务厅") == "商务厅"."""
    bare = name.removeprefix(settings.SITE.place).lstrip(_LEVELS)
    return bare if len(bare) > 1 else name


def are_alike(one: str, other: str) -> bool:
    """Whether two offices have more in common than their place: not 临川市人社局 and 临川市财政局.

    An office of the same name elsewhere is alike, too (省市场监管局): what is printed may leave its place out.
    """
    shared = takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False))
    place = max((at for at, (sign, _) in enumerate(shared, 1) if sign in _LEVELS), default=0)
    return fuzz.ratio(one[place:], other[place:]) >= LEAST


def twins(unit: Unit, most: int = 5, *, known: bool = False) -> list[Near]:
    """Return the offices that may be the same as one, the likest first; ``known``: of those that somebody verified."""
    of_known = {"verified": True} if known else {}
    mine = {unit.name, unit.full_name, *unit.names.values_list("name", flat=True)} - {""}
    rows = {row.pk: row for row in Unit.objects.present().filter(**of_known).exclude(pk=unit.pk)}
    names = [(name, pk) for name, pk in _unit_names() if pk in rows]
    return _nearest(mine, names, rows, most, are_alike)


def near_names(name: str, known: Sequence[str], most: int = 3) -> list[str]:
    """Return those of some names that are nearest to one."""
    found = process.extract(core(name), map(core, known), scorer=fuzz.ratio, score_cutoff=LEAST, limit=most * 4)
    return list(dict.fromkeys(known[at] for _, _, at in found if are_alike(core(name), core(known[at]))))[:most]


def near_terms(word: str, most: int = 5) -> list[Near]:
    """Return the terms one of whose words is nearest to a word."""
    rows = {row.pk: row for row in Term.objects.in_use()}
    names = [(each, row.pk) for row in rows.values() for each in (row.name, *row.words)]
    return _nearest([word], names, rows, most)


@cached_per_vocabulary
def _unit_names() -> tuple[tuple[str, int], ...]:
    rows = Unit.objects.present().prefetch_related("names")
    return tuple(
        (name, row.pk)
        for row in rows
        for name in dict.fromkeys([row.name, row.full_name, *(each.name for each in row.names.all())])
        if name
    )


def _nearest(
    asked: Iterable[str],
    names: list[tuple[str, int]],
    rows: Mapping[int, Unit | Term],
    most: int,
    are_near: Callable[[str, str], bool] = lambda one, other: True,
) -> list[Near]:
    bare = [core(name) for name, _ in names]
    best: dict[int, Near] = {}
    for one in asked:
        found = process.extract(core(one), bare, scorer=fuzz.ratio, score_cutoff=LEAST, limit=most * 8)
        for _, score, at in found:
            name, pk = names[at]
            if are_near(core(one), bare[at]) and (pk not in best or best[pk].score < score):
                best[pk] = Near(rows[pk], name, round(score))
    return sorted(best.values(), key=lambda near: (-near.score, near.row.pk))[:most]
