"""Words for one thing, by which a search is widened: an office's names, and what people say for what is printed."""

from functools import cache, partial
from itertools import groupby

from policies.models import UnitName
from policies.revision_cache import cached_per_vocabulary
from policies.text.lists import listed
from policies.text.normalize import Phrase, fold
from policies.vocabulary import tables

PROVINCE = "省"


def phrase(query: str) -> Phrase:
    """Return what a query asks for, each word widened by other words for the same: 美团佣金 also finds 服务费."""
    return Phrase.read(query, same())


@cached_per_vocabulary
def same() -> dict[str, tuple[str, ...]]:
    """Return the other words for a word, folded. Synonyms hold one way, the names of an office both ways."""
    return _unit_names() | of_file()


@cache
def of_file() -> dict[str, tuple[str, ...]]:
    """Return the synonyms of the file, folded; they hold one way."""
    return {fold(row["word"]): tuple(map(fold, listed(row["means"]))) for row in tables.rows("synonyms.csv")}


def _unit_names() -> dict[str, tuple[str, ...]]:
    """省工信厅 is 省工业和信息化厅, and 工信厅 is 工业和信息化厅; a name of two offices has the names of both."""
    found: dict[str, tuple[str, ...]] = {}
    names = UnitName.objects.in_use().order_by("unit", "id")
    rows = list(names.values_list("unit", "unit__merged_into", "unit__name", "unit__full_name", "name"))
    merged = {unit: into for unit, into, *_ in rows if into}
    key = partial(_of_current, merged)
    for _, group in groupby(sorted(rows, key=key), key):
        names = dict.fromkeys(fold(name) for _, _, *names in group for name in names if name)
        short = dict.fromkeys(name.removeprefix(PROVINCE) for name in names)
        for equals in (names, short):
            for name in equals:
                found[name] = (*found.get(name, ()), *(other for other in equals if other != name))
    return {name: others for name, others in found.items() if others}


def _of_current(merged: dict[int, int], row: tuple) -> int:
    """Return the unit that a row's unit is now: itself, or the one it was merged into."""
    unit = row[0]
    while unit in merged:
        unit = merged[unit]
    return unit
