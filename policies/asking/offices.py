"""Offices that a question names, under any name: full, short, old or new, of the province or of a city.

太原市商务局 is no office of the texts: what it must do stands under 各市商务局 where they are named, under the cities'
governments, and, as what the province's own does, under 省商务厅.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from policies.asking.index import index
from policies.models import Term, Unit, UnitName
from policies.models.revision import Reach
from policies.revision_cache import brought_forward, cached_per_vocabulary, unless
from policies.text.normalize import fold
from policies.text.pair_arrays import PAIR
from policies.text.traditional import simplified
from policies.vocabulary.everyday import offices as other_names
from policies.vocabulary.everyday import talk
from policies.vocabulary.terms import of_scheme

PROVINCE, CITY = "省", "市"
_PARTY = "中共"
_OF_PROVINCE = re.compile(r"^[^省]{2,3}省")
# The governments that have bureaus, and the bureaus of all cities, as the vocabulary names them.
CITIES, EACH_CITY = "各市人民政府", "各市"
# 县政府, 各市级…, and by name what no vocabulary lists: 清徐县政府, 小店区税务局.
_LOCAL = re.compile(r"(?:^|(?<=\s))[\u4e00-\u9fff]{2,3}[市县区旗]$|(?:各|本|我|咱)?(?:地级|市级|县级|[市县区])$")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices that a question names, the nearest first, how it names them, and the rest of its words."""

    units: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    rest: str = ""


def named(*words: str) -> Mapping[str, tuple[Unit, ...]]:
    """Return the public offices that each word names, the nearest first, wherever it is asked; () where none.

    In order: a name that the base has (各市、县人民政府 is two offices', that of one merged into another the other's);
    what other places call theirs (市科委); what a question may call one (商务厅, 太原市商务局). Traditional characters
    are read as simplified ones.
    """
    return _named(*sorted(set(words)))


def meant(words: str) -> tuple[int, ...]:
    """Return the offices, by their ids, whose duties somebody asks for who says that he is one, the nearest first.

    With one go those that it came after, whose names the texts still print. Words that name none alone are read as a
    question: 我是太原市商务局.
    """
    units = [unit.pk for unit in named(words)[words]]
    former = Unit.objects.public().before(units).values_list("pk", flat=True)
    return (*former, *units) if units else read(fold(words)).units


@brought_forward(unless(Reach.TEXTS))
def _named(*words: str) -> Mapping[str, tuple[Unit, ...]]:
    plain = {word: simplified(word) for word in words}
    found: dict[str, tuple[Unit, ...]] = {}
    for way in (_by_name, _by_local_name, _by_suggested_name):
        left = {*plain, *plain.values()} - found.keys()
        found |= way(left) if left else {}
    return {word: found.get(word) or found.get(plain[word], ()) for word in words}


def _by_name(words: Collection[str]) -> dict[str, tuple[Unit, ...]]:
    found = {word: pks for word in words if (pks := _ids_by_name().get(word))}
    by_pk = Unit.objects.in_bulk({pk for pks in found.values() for pk in pks}) if found else {}
    return {word: tuple(by_pk[pk] for pk in pks) for word, pks in found.items()}


@brought_forward(unless(Reach.TEXTS))
def _ids_by_name() -> Mapping[str, tuple[int, ...]]:
    """Return the public offices, by their ids, of every name: to ask the base for one costs half as much."""
    printed: dict[int, list[str]] = {}
    for pk, name in UnitName.objects.in_use().order_by("unit", "id").values_list("unit", "name"):
        printed.setdefault(pk, []).append(name)
    found = _public(
        (name, unit)
        for unit in Unit.objects.select_related("merged_into").order_by("position", "pk")
        for name in filter(None, (unit.name, unit.full_name, unit.numbered_address, *printed.get(unit.pk, ())))
    )
    return {name: tuple(unit.pk for unit in units) for name, units in found.items()}


def _by_local_name(words: Collection[str]) -> dict[str, tuple[Unit, ...]]:
    units = Unit.objects.printed_as(*words).select_related("merged_into").order_by("position", "pk")
    return _public((unit.local_name, unit) for unit in units)


def _by_suggested_name(words: Collection[str]) -> dict[str, tuple[Unit, ...]]:
    """Return the offices of words that name nothing else; what is read in a question is public."""
    read_as = {word: read(fold(word)) for word in words}
    whole = {word: found.units for word, found in read_as.items() if not found.rest.strip()}
    by_pk = Unit.objects.in_bulk({pk for pks in whole.values() for pk in pks}) if any(whole.values()) else {}
    return {word: tuple(by_pk[pk] for pk in pks if pk in by_pk) for word, pks in whole.items() if pks}


def _public(named_units: Iterable[tuple[str, Unit]]) -> dict[str, tuple[Unit, ...]]:
    """Return what these units are now by name, as far as readers may see them; names of none are left out."""
    pairs = dict.fromkeys((name, unit.current) for name, unit in named_units)
    asked = {unit.pk for _, unit in pairs}
    public = set(Unit.objects.public().filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    found: dict[str, tuple[Unit, ...]] = {}
    for name, unit in pairs:
        if unit.pk in public:
            found[name] = (*found.get(name, ()), unit)
    return found


def read(words: str) -> Offices:
    """Read the offices that a question names, the longest names first."""
    units: list[int] = []
    labels: list[str] = []
    rest = words
    known, bureaus = _known(), _bureaus()
    while found := _next(rest, known):
        start, end = found
        own = known[rest[start:end]]
        start, is_local = _with_place(rest, start)
        near = bureaus.get(own[0], ()) if is_local else ()
        units += [unit for unit in (*near, *own, *(_cities() if is_local else ())) if unit not in units]
        labels.append(rest[start:end])
        rest = f"{rest[:start]} {rest[end:]}"
    return Offices(tuple(units), tuple(labels), rest)


def _next(words: str, known: Mapping[str, tuple[int, ...]]) -> tuple[int, int] | None:
    """Return where the longest name stands."""
    longest = max(map(len, known), default=0)
    for length in range(min(longest, len(words)), _LEAST - 1, -1):
        for start in range(len(words) - length + 1):
            if words[start : start + length] in known and not _is_inside(words, start, start + length):
                return start, start + length
    return None


def _is_inside(words: str, start: int, end: int) -> bool:
    """Whether a short name is but parts of other words: 人行 in 老人行动, whose 老人 and 行动 the texts have."""
    if end - start > _LEAST:
        return False
    around = {words[max(0, start - 1) : start + 1]: words[start - 1 : start], words[end - 1 : end + 1]: words[end:][:1]}
    return any(len(pair) == PAIR and other not in talk() and index().holding(pair) for pair, other in around.items())


def _with_place(words: str, start: int) -> tuple[int, bool]:
    """Return where a name begins with the place before it, and whether that is a city or a county."""
    before = words[:start]
    for place in _places():
        if before.endswith(place):
            return start - len(place), True
    local = _LOCAL.search(before)
    if local:
        return local.start(), True
    province = next((name for name in _province() if before.endswith(name)), "")
    return start - len(province), False


@brought_forward(unless(Reach.TEXTS))
def _province() -> tuple[str, ...]:
    """Return what stands before a name without making it another: 甲乙省, 甲乙, 省, the longest first."""
    full = Unit.objects.public().values_list("full_name", flat=True)
    names = Counter(match[0] for name in full if (match := _OF_PROVINCE.match(name)))
    name = next((name for name, _ in names.most_common(1)), PROVINCE)
    return tuple(dict.fromkeys(filter(None, (name, name.removesuffix(PROVINCE), PROVINCE))))


def _bare(name: str) -> str:
    """Return a name without the province."""
    name = name.removeprefix(_PARTY)
    return name.removeprefix(next((each for each in _province() if name.startswith(each)), ""))


@cached_per_vocabulary
def _places() -> tuple[str, ...]:
    """Return the cities, with and without 市, the longest names first."""
    names = {fold(term.name) for term in of_scheme(Term.Scheme.PLACE).terms if term.codes}
    return tuple(sorted({*names, *(name.removesuffix(CITY) for name in names)}, key=len, reverse=True))


@brought_forward(unless(Reach.TEXTS))
def _known() -> Mapping[str, tuple[int, ...]]:
    """Return the offices of each name, folded; of those that came to be another both, the one in the texts first."""
    units = list(Unit.objects.public().select_related("successor").order_by("position", "pk"))
    by_name = {unit.name: unit for unit in units}
    former = {unit.successor_id: unit.pk for unit in units if unit.successor_id}
    found: dict[str, tuple[int, ...]] = {}

    def add(name: str, unit: Unit) -> None:
        pks = (former[unit.pk], unit.pk) if unit.pk in former else (unit.pk,)
        folded = fold(name)
        for each in dict.fromkeys((folded, _bare(folded))):
            # 太原市 is a government in some annotations; in a question it is a place.
            if len(each) > _LEAST and each not in _places():
                found.setdefault(each, ())
                found[each] = tuple(dict.fromkeys((*found[each], *pks)))

    for unit in units:
        for name in filter(None, (unit.name, unit.full_name)):
            add(name, unit)
    listed = {unit.pk: unit for unit in units}
    for pk, name in UnitName.objects.in_use().order_by("unit", "id").values_list("unit", "name"):
        if pk in listed:
            add(name, listed[pk])
    others = {name: (by_name[unit].pk,) for name, unit in other_names().items() if unit in by_name}
    return others | found


@brought_forward(unless(Reach.TEXTS))
def _bureaus() -> Mapping[int, tuple[int, ...]]:
    """Return the bureaus of all cities (各市商务局) that do in a city what an office of the province does."""
    known = _known()
    found: dict[int, tuple[int, ...]] = {}
    for unit in Unit.objects.public().filter(name__startswith=EACH_CITY, part_of__isnull=False).order_by("position"):
        of_province = known.get(fold(unit.name).removeprefix(EACH_CITY), ())
        found |= {pk: (unit.pk,) for pk in of_province if pk != unit.pk}
    return found


@brought_forward(unless(Reach.TEXTS))
def of_each_city() -> tuple[int, ...]:
    """Return the offices by which texts speak to every city at once: 各市人民政府, 各市商务局."""
    listed = Unit.objects.public().filter(name__startswith=EACH_CITY).order_by("position", "pk")
    return tuple(listed.values_list("pk", flat=True))


@brought_forward(unless(Reach.TEXTS))
def _cities() -> tuple[int, ...]:
    return tuple(Unit.objects.public().filter(name=CITIES).values_list("pk", flat=True))
