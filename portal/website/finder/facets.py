"""Facets: every value of every parameter with its count, and what is asked now, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policies.models import Unit
from policies.models.revision import Reach
from policies.revision_cache import brought_forward, unless
from policies.text.normalize import fold
from portal.website.finder.counts import ValueCount, counts, length
from portal.website.finder.filterset import ArticleFilter, quoted
from portal.website.finder.params import BY_NAME, PARAMS, FilterParam, Selection, Selections
from portal.website.finder.params.sources import WIDENED
from portal.website.finder.suggestions import instead
from portal.website.query_params import shown

# The rest of a long list is folded away, and so are the parameters that fewer ask for.
INITIAL_VALUES = 6
FOREMOST = ("unit", "sector", "beneficiary", "instrument", "document", "min_yuan", "on", "status")
# A box stands where a list is longer than one reads; so many values are listed, and so many names offered to who types.
MANY_VALUES, MOST_LISTED, MOST_OFFERED = 20, 30, 100
# What links to values may take of a page, in bytes: each has the whole address in it, and so grows with all that is
# asked. A value's own part of a link is some 60 bytes.
ROOM, A_VALUE, FEWEST_VALUES = 100_000, 60, 2
# It stands in the address of a value for its value; no value can be or hold it.
SLOT = "\0"


class FacetValue(NamedTuple):
    """A value beside its count. ``alone`` sets its parameter to it alone, ``also`` adds it, ``without`` drops it."""

    key: str
    label: str
    note: str
    count: int  # type: ignore[assignment]  # tuples have a method of that name
    chosen: bool
    alone: str
    also: str
    without: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A parameter with its most frequent values; ``carried_pairs`` is what a form for one more word must carry along.

    ``sought`` is a word that no value is called by and that is part of some: only these are listed. ``offered`` are the
    names that a box completes, ``unlisted_count`` is how many values more there are than are listed.
    """

    param: FilterParam
    values: list[FacetValue]
    message: str
    carried_pairs: list[tuple[str, str]]
    field_value: str
    sought: str = ""
    offered: Sequence[str] = ()
    unlisted_count: int = 0

    @property
    def first(self) -> list[FacetValue]:
        """Return the values that are seen at once: what is chosen, and the most frequent."""
        return [value for rank, value in enumerate(self.values) if rank < INITIAL_VALUES or value.chosen]

    @property
    def rest(self) -> list[FacetValue]:
        """The others."""
        return [value for value in self.values[INITIAL_VALUES:] if not value.chosen]

    @property
    def is_open(self) -> bool:
        """Whether its values are seen at once."""
        offers = self.param.name in FOREMOST and bool(self.values or self.param.field)
        return offers or bool(self.message) or any(value.chosen for value in self.values)

    @property
    def has_field(self) -> bool:
        """Whether a value can be typed, since none is listed or many are."""
        is_long = bool(self.unlisted_count) or len(self.values) > MANY_VALUES
        return bool(self.param.field or (self.message and self.param.example)) or is_long


@dataclass(frozen=True, slots=True)
class Tag:
    """A chosen value that can be dropped; an unknown one says so."""

    label: str
    without: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class SentencePart:
    """One parameter's part of the sentence: 责任单位是 [省商务厅] 或 [省财政厅]."""

    before: str
    tags: list[Tag]
    after: str

    @property
    def text(self) -> str:
        """The same in plain words."""
        return f"{self.before}{'或'.join(tag.label for tag in self.tags)}{self.after}"


@dataclass(frozen=True, slots=True)
class Way:
    """Another list that one may rather want: what it is, where, and how long."""

    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Hint:
    """Values that the filter takes along without being asked, and the way to the narrower or wider list."""

    text: str
    way: Way


def facets(filters: ArticleFilter) -> list[Facet]:
    """Return every parameter that has values to list or to type; of an empty list those alone that make it longer."""
    counted = counts(filters.selections)
    listed = {param: counted.get(param.name, []) for param in PARAMS if param.name in counted or param.field}
    most = _most_values([len(values) for values in listed.values()], len(filters.address()))
    found = [_facet(param, values, most, filters) for param, values in listed.items()]
    is_empty = not length(filters.selections)
    return [each for each in found if _leads_on(each, filters.selections, is_empty=is_empty)]


def _leads_on(facet: Facet, selections: Selections, *, is_empty: bool) -> bool:
    """Whether a reader gets on by a parameter: a day to type in makes no empty list longer, one to take out may."""
    is_asked = facet.param.name in selections or bool(facet.message)
    return bool(facet.values) or is_asked or (facet.has_field and not is_empty)


def _most_values(lengths: list[int], address: int) -> int:
    """Return how many values of each parameter are listed, where a link to one is so many bytes long."""
    values = ROOM // (2 * (address + A_VALUE))
    most = min(max(lengths, default=0), MOST_LISTED)
    while sum(min(length, most) for length in lengths) > values and most > FEWEST_VALUES:
        most -= 1
    return most


def _facet(param: FilterParam, counted: list[ValueCount], most: int, filters: ArticleFilter) -> Facet:
    selection = filters.selections.get(param.name, Selection())
    message = filters.messages.get(param.name, "")
    unknown = shown(selection.unknown[0]) if selection.unknown else ""
    holding = _holding(counted, fold(unknown)) if unknown else []
    chosen = set(selection.keys)
    among = [row for row in counted if row in holding or row.key in chosen] if holding else counted
    by_count = sorted(among, key=lambda row: (row.key not in chosen, -row.count))
    seen = {row.key for row in by_count[:most]}
    return Facet(
        param,
        _values(param, [row for row in among if row.key in seen], selection.keys, filters),
        message + (param.advice if unknown and among else ""),
        filters.pairs(param.name),
        field_value=unknown or (selection.keys[0] if param.field and selection.keys else ""),
        sought=unknown if holding else "",
        offered=[row.label for row in by_count[:MOST_OFFERED]],
        unlisted_count=len(among) - len(seen),
    )


def _holding(counted: list[ValueCount], piece: str) -> list[ValueCount]:
    """Return the values that a part of a name may mean: those that have it in their name, or in the note on it."""
    return [row for row in counted if piece in fold(f"{row.label} {row.note}")] if piece else []


def _values(
    param: FilterParam, counted: list[ValueCount], chosen: list[str], filters: ArticleFilter
) -> list[FacetValue]:
    """An address is written once for a parameter and its values put in: a page has hundreds."""
    slot = quoted(SLOT)
    alone = filters.address(**{param.name: [SLOT]})
    is_known = not filters.selections.get(param.name, Selection()).unknown  # beside an unknown word nothing is listed
    also = filters.address(**{param.name: [*chosen, SLOT]}) if chosen and is_known and not param.single else ""
    before, _, after = alone.partition(slot)
    if not chosen:
        return [FacetValue(*row, False, f"{before}{quoted(row.key)}{after}", "", "") for row in counted]
    found = []
    for row in counted:
        key, is_chosen = quoted(row.key), row.key in chosen
        without = filters.address(**{param.name: [each for each in chosen if each != row.key]}) if is_chosen else ""
        added = "" if is_chosen else also.replace(slot, key)
        found.append(FacetValue(*row, is_chosen, f"{before}{key}{after}", added, without))
    return found


def sentence(filters: ArticleFilter) -> list[SentencePart]:
    """The filter said in one sentence whose values can be dropped one by one."""
    return [_clause(param, filters) for param in PARAMS if _is_stated(param, filters.selections)]


def _is_stated(param: FilterParam, selections: Selections) -> bool:
    return param.name in selections and bool(param.sentence or selections[param.name].unknown)


def _clause(param: FilterParam, filters: ArticleFilter) -> SentencePart:
    selection = filters.selections[param.name]
    before, after = (param.sentence or f"{param.label}按{{}}").split("{}")
    tags = [Tag(value.label, _without(param, value.key, filters)) for value in selection.choices]
    tags += [Tag(shown(word), _without(param, word, filters), known=False) for word in selection.unknown]
    return SentencePart(before, tags, after)


def _without(param: FilterParam, key: str, filters: ArticleFilter) -> str:
    return filters.address(**{param.name: [each for each in filters.selections[param.name].keys if each != key]})


def orders(filters: ArticleFilter) -> list[tuple[str, str, bool]]:
    """The orders that make a difference: label, address, whether it is the one asked for."""
    sort, asked = BY_NAME["sort"], filters.sorting
    keys = ["order", "relevance", "benefit", "date"]
    if asked != "relevance" and not any(name in filters.selections for name in ("q", *WIDENED)):
        keys.remove("relevance")
    values = [sort.parse([key])[key][0] for key in keys]
    return [(value.label, filters.address(sort=[value.key]), value.key == asked) for value in values]


def hints(filters: ArticleFilter, *, of_words: bool = True) -> list[Hint]:
    """Return what is in the list beside what was named, or was left out of it, and the way to the other list.

    ``of_words``: whether to say so of the words, too; nobody asks by what words a list is empty.
    """
    selections = filters.selections
    if filters.messages:
        return []
    by_words = _hint_of_words(filters, selections) if of_words else None
    return [hint for hint in (by_words, _hint_of_terms(filters, selections)) if hint]


def _hint_of_words(filters: ArticleFilter, selections: Selections) -> Hint | None:
    added = [form for phrase in selections["q"].matches for form in phrase.added] if "q" in selections else []
    if "exact" in selections:
        more = f"也检索{_listed(added)}" if added else "也按意思找"
        return Hint("只检索了原词。", _way(more, filters, exact=[]))
    if not added:
        return None
    return Hint(f"也检索了同义的{_listed(added)}。", _way("只检索原词", filters, exact=["1"]))


def understood_hint(filters: ArticleFilter, labels: Sequence[str]) -> Hint:
    """Return what a question was taken for, and the way to its words alone."""
    alone = Way("不这样理解，只检索原词", filters.address(exact=["1"]), 0)
    return Hint(f"按 {' · '.join(map(shown, labels))} 理解。", alone)


def _listed(words: list[str]) -> str:
    labels = "、".join(f"“{word}”" for word in words[:4])
    return f"{labels}等" if len(words) > 4 else labels


def _hint_of_terms(filters: ArticleFilter, selections: Selections) -> Hint | None:
    asked = [name for name in WIDENED if name in selections]
    if not asked:
        return None
    named = "、".join(value.label for name in asked for value in selections[name].choices)
    what = "或".join(BY_NAME[name].label for name in asked)
    if "only" in selections:
        return Hint(f"只列写明{named}的。", _way("含普惠措施", filters, only=[]))
    services = any(value.wider for name in asked for value in selections[name].choices)
    general = f"{'服务业通用的，' if services else ''}没有写明{what}的"
    return Hint(f"含普惠措施：{general}。", _way(f"只看写明{named}的", filters, only=["1"]))


def _way(label: str, filters: ArticleFilter, **setting: list[str]) -> Way:
    """The list with a setting on or off."""
    selections = {name: selection for name, selection in filters.selections.items() if name not in setting}
    selections |= {name: BY_NAME[name].read(keys) for name, keys in setting.items() if keys}
    return Way(label, filters.address(**setting), length(selections))


def ways_out(filters: ArticleFilter) -> list[Way]:
    """For an empty list: other words, the list without one of the parameters, or that of one parameter alone."""
    return [*_other_words(filters), *_former_units(filters), *_fewer_kinds(filters)]


def _former_units(filters: ArticleFilter) -> list[Way]:
    """Texts name an office as it was called then: 山西银保监局, not the one that came after it."""
    asked = filters.selections["unit"].matches if "unit" in filters.selections else ()
    ways = [_way(f"改查原名“{name}”", filters, unit=[name]) for name in _former_names(*asked)]
    return [way for way in ways if way.count]


@brought_forward(unless(Reach.TEXTS))
def _former_names(*units: int) -> tuple[str, ...]:
    return tuple(Unit.objects.public().before(units).values_list("name", flat=True))


def _other_words(filters: ArticleFilter) -> list[Way]:
    """The pieces of what was searched for that stand in some text; the words without one of them."""
    values = filters.selections["q"].choices if "q" in filters.selections else ()
    legible = {
        name: [value.key for value in selection.choices]
        for name, selection in filters.selections.items()
        if selection.unknown
    }
    found = []
    for value in values:
        others = [each.key for each in values if each != value]
        words = value.key.split()
        without = [" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))] if len(words) > 1 else []
        found += [
            _way(f"改查“{labels}”", filters, **legible, q=[*others, labels])
            for labels in (instead(value.key), *without)
            if labels
        ]
    return list({way.address: way for way in found if way.count}.values())


def _fewer_kinds(filters: ArticleFilter) -> list[Way]:
    """The list without one of the parameters; where none has anything, that of one parameter alone."""
    names = [name for name, selection in filters.selections.items() if not selection.implied]
    found = [
        _way_without(filters, name) for name in names if BY_NAME[name].sentence or filters.selections[name].unknown
    ]
    if not any(way.count for way in found):
        found = [
            _way_alone(filters, name) for name in names if BY_NAME[name].source and filters.selections[name].choices
        ]
    return sorted((way for way in found if way.count), key=lambda way: -way.count)


def _way_alone(filters: ArticleFilter, name: str) -> Way:
    values = filters.selections[name].choices
    keys: dict[str, list[str]] = {other: [] for other in filters.selections} | {name: [value.key for value in values]}
    labels = "、".join(value.label for value in values)
    return Way(f"只留“{BY_NAME[name].label}：{labels}”", filters.address(**keys), length({name: Selection(values)}))


def _way_without(filters: ArticleFilter, name: str) -> Way:
    selection = filters.selections[name]
    rest = {
        other: each
        for other, each in filters.selections.items()
        if other != name and not (name == "on" and each.implied)
    }
    labels, keys = [value.label for value in selection.choices], []
    if selection.unknown and selection.choices:
        rest[name] = Selection(selection.choices)
        labels, keys = [], [value.key for value in selection.choices]
    words = "、".join([*labels, *map(shown, selection.unknown)])
    return Way(f"去掉“{BY_NAME[name].label}：{words}”", filters.address(**{name: keys}), length(rest))
