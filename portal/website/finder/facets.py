"""What else could be asked: every value of every kind with its count, and what is asked now, said in words."""

from dataclasses import dataclass
from urllib.parse import quote_plus

from policies.models import Unit
from portal.website.finder.counts import Counted, counts, length
from portal.website.finder.filterset import ArticleFilter
from portal.website.finder.params import BY_NAME, KINDS, Kind, Pick, Picks, shown
from portal.website.finder.params.sources import WIDENED
from portal.website.finder.suggestions import instead

# The rest of a long list is folded away, and so are the kinds that fewer ask for.
FIRST = 10
FOREMOST = ("unit", "sector", "beneficiary", "instrument", "document", "min_yuan", "on", "status")
# A search box stands where a list is longer than one reads.
LONG = 20
# It stands in the address of a choice for its value; no value can be or hold it.
SLOT = "\0"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value beside its count. ``alone`` sets its kind to it alone, ``also`` adds it, ``without`` drops it."""

    key: str
    label: str
    note: str
    count: int
    chosen: bool
    alone: str
    also: str
    without: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind with its values; ``kept`` is what a form for one more word must carry along."""

    kind: Kind
    choices: list[Choice]
    message: str
    kept: list[tuple[str, str]]
    typed: str

    @property
    def first(self) -> list[Choice]:
        """Those that are seen at once: what is chosen, and the most frequent."""
        return [choice for rank, choice in enumerate(self.choices) if rank < FIRST or choice.chosen]

    @property
    def rest(self) -> list[Choice]:
        """The others."""
        return [choice for choice in self.choices[FIRST:] if not choice.chosen]

    @property
    def is_open(self) -> bool:
        """Whether its values are seen at once."""
        offers = self.kind.name in FOREMOST and bool(self.choices or self.kind.field)
        return offers or bool(self.message) or any(choice.chosen for choice in self.choices)

    @property
    def has_field(self) -> bool:
        """Whether a value can be typed, since none is listed or many are."""
        return bool(self.kind.field or (self.message and self.kind.example)) or len(self.choices) > LONG


@dataclass(frozen=True, slots=True)
class Tag:
    """A chosen value that can be dropped; an unknown one says so."""

    label: str
    without: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """One kind's part of the sentence: 责任单位是 [省商务厅] 或 [省财政厅]."""

    before: str
    tags: list[Tag]
    after: str


@dataclass(frozen=True, slots=True)
class Way:
    """Another list that one may rather want: what it is, where, and how long."""

    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What the filter takes along without being asked, and the way to the narrower or wider list."""

    text: str
    way: Way


def facets(filters: ArticleFilter) -> list[Facet]:
    """Every kind that has values to list or to type."""
    counted = counts(filters.picks)
    return [_facet(kind, counted.get(kind.name, []), filters) for kind in KINDS if kind.name in counted or kind.field]


def _facet(kind: Kind, counted: list[Counted], filters: ArticleFilter) -> Facet:
    pick = filters.picks.get(kind.name, Pick())
    message = "；".join(filters.form.errors.get(kind.name, ())) if filters.is_bound else ""
    typed = shown(pick.unknown[0]) if pick.unknown else (pick.keys[0] if kind.field and pick.keys else "")
    return Facet(kind, _choices(kind, counted, pick.keys, filters), message, kept(filters, kind.name), typed)


def _choices(kind: Kind, counted: list[Counted], chosen: list[str], filters: ArticleFilter) -> list[Choice]:
    """An address is written once for a kind and its values put in: a page has hundreds."""
    slot = quote_plus(SLOT)
    alone = filters.address(**{kind.name: [SLOT]})
    also = filters.address(**{kind.name: [*chosen, SLOT]}) if chosen and not kind.single else ""
    found = []
    for row in counted:
        key, is_chosen = quote_plus(row.key), row.key in chosen
        without = filters.address(**{kind.name: [each for each in chosen if each != row.key]}) if is_chosen else ""
        added = "" if is_chosen else also.replace(slot, key)
        found.append(Choice(*row, is_chosen, alone.replace(slot, key), added, without))
    return found


def sentence(filters: ArticleFilter) -> list[Clause]:
    """The filter said in one sentence whose values can be dropped one by one."""
    return [_clause(kind, filters) for kind in KINDS if _is_said(kind, filters.picks)]


def _is_said(kind: Kind, picks: Picks) -> bool:
    return kind.name in picks and bool(kind.say or picks[kind.name].unknown)


def _clause(kind: Kind, filters: ArticleFilter) -> Clause:
    pick = filters.picks[kind.name]
    before, after = (kind.say or f"{kind.label}按{{}}").split("{}")
    tags = [Tag(value.label, _without(kind, value.key, filters)) for value in pick.values]
    tags += [Tag(shown(word), _without(kind, word, filters), known=False) for word in pick.unknown]
    return Clause(before, tags, after)


def _without(kind: Kind, key: str, filters: ArticleFilter) -> str:
    return filters.address(**{kind.name: [each for each in filters.picks[kind.name].keys if each != key]})


def kept(filters: ArticleFilter, *but: str) -> list[tuple[str, str]]:
    """What a form must carry along as hidden fields so that the other kinds stay."""
    picks = {name: pick for name, pick in filters.picks.items() if name not in but and not pick.implied}
    return [(kind.name, key) for kind in KINDS if kind.name in picks for key in picks[kind.name].keys]


def orders(filters: ArticleFilter) -> list[tuple[str, str, bool]]:
    """The orders that make a difference: label, address, whether it is the one asked for."""
    sort, asked = BY_NAME["sort"], filters.sorting
    keys = ["order", "relevance", "benefit", "date"]
    if asked != "relevance" and not any(name in filters.picks for name in ("q", *WIDENED)):
        keys.remove("relevance")
    values = [sort.find([key])[key][0] for key in keys]
    return [(value.label, filters.address(sort=[value.key]), value.key == asked) for value in values]


def hints(filters: ArticleFilter) -> list[Hint]:
    """What is in the list beside what was named, or was left out of it, and the way to the other list."""
    picks = filters.picks
    if filters.is_bound and filters.form.errors:
        return []
    return [hint for hint in (_hint_of_words(filters, picks), _hint_of_terms(filters, picks)) if hint]


def _hint_of_words(filters: ArticleFilter, picks: Picks) -> Hint | None:
    added = [form for phrase in picks["q"].matches for form in phrase.added] if "q" in picks else []
    if not added:
        return None
    if "exact" in picks:
        return Hint("只检索了原词。", _way(f"也检索{_listed(added)}", filters, exact=[]))
    return Hint(f"也检索了同义的{_listed(added)}。", _way("只检索原词", filters, exact=["1"]))


def _listed(words: list[str]) -> str:
    said = "、".join(f"“{word}”" for word in words[:4])
    return f"{said}等" if len(words) > 4 else said


def _hint_of_terms(filters: ArticleFilter, picks: Picks) -> Hint | None:
    asked = [name for name in WIDENED if name in picks]
    if not asked:
        return None
    named = "、".join(value.label for name in asked for value in picks[name].values)
    what = "或".join(BY_NAME[name].label for name in asked)
    if "only" in picks:
        return Hint(f"只列写明{named}的。", _way("含普惠措施", filters, only=[]))
    services = any(value.wider for name in asked for value in picks[name].values)
    general = f"{'服务业通用的，' if services else ''}没有写明{what}的"
    return Hint(f"含普惠措施：{general}。", _way(f"只看写明{named}的", filters, only=["1"]))


def _way(label: str, filters: ArticleFilter, **setting: list[str]) -> Way:
    """The list with a setting on or off."""
    picks = {name: pick for name, pick in filters.picks.items() if name not in setting}
    picks |= {name: BY_NAME[name].read(keys) for name, keys in setting.items() if keys}
    return Way(label, filters.address(**setting), length(picks))


def ways_out(filters: ArticleFilter) -> list[Way]:
    """For an empty list: other words, the list without one of the kinds, or that of one kind alone."""
    return [*_other_words(filters), *_former_units(filters), *_fewer_kinds(filters)]


def _former_units(filters: ArticleFilter) -> list[Way]:
    """Texts name an office as it was called then: 山西银保监局, not the one that came after it."""
    asked = filters.picks["unit"].matches if "unit" in filters.picks else []
    former = Unit.objects.filter(successor__in=asked).order_by("position", "id")
    ways = [_way(f"改查原名“{unit}”", filters, unit=[unit.name]) for unit in former]
    return [way for way in ways if way.count]


def _other_words(filters: ArticleFilter) -> list[Way]:
    """The pieces of what was searched for that stand in some text; the words without one of them."""
    values = filters.picks["q"].values if "q" in filters.picks else ()
    legible = {name: [value.key for value in pick.values] for name, pick in filters.picks.items() if pick.unknown}
    found = []
    for value in values:
        others = [each.key for each in values if each != value]
        words = value.key.split()
        without = [" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))] if len(words) > 1 else []
        found += [
            _way(f"改查“{said}”", filters, **legible, q=[*others, said])
            for said in (instead(value.key), *without)
            if said
        ]
    return list({way.address: way for way in found if way.count}.values())


def _fewer_kinds(filters: ArticleFilter) -> list[Way]:
    """The list without one of the kinds; where none has anything, that of one kind alone."""
    names = [name for name, pick in filters.picks.items() if not pick.implied]
    found = [_way_without(filters, name) for name in names if BY_NAME[name].say or filters.picks[name].unknown]
    if not any(way.count for way in found):
        found = [_way_alone(filters, name) for name in names if BY_NAME[name].evidence and filters.picks[name].values]
    return sorted((way for way in found if way.count), key=lambda way: -way.count)


def _way_alone(filters: ArticleFilter, name: str) -> Way:
    values = filters.picks[name].values
    keys = {other: [] for other in filters.picks} | {name: [value.key for value in values]}
    said = "、".join(value.label for value in values)
    return Way(f"只留“{BY_NAME[name].label}：{said}”", filters.address(**keys), length({name: Pick(values)}))


def _way_without(filters: ArticleFilter, name: str) -> Way:
    pick = filters.picks[name]
    rest = {
        other: each for other, each in filters.picks.items() if other != name and not (name == "on" and each.implied)
    }
    said, keys = [value.label for value in pick.values], []
    if pick.unknown and pick.values:
        rest[name] = Pick(pick.values)
        said, keys = [], [value.key for value in pick.values]
    words = "、".join([*said, *map(shown, pick.unknown)])
    return Way(f"去掉“{BY_NAME[name].label}：{words}”", filters.address(**{name: keys}), length(rest))
