"""Ranking of measures for an enterprise: which fit, and how closely; sets of terms compared, without any text.

A measure's own words decide; where they name nothing of a scheme, its article's heading or section does, then the
article's other sentences. 7号 §22 grants eight things, one of them to restaurants: the other seven are not theirs.
What fits is put in order by the reasons for which it does, whose weights are a table.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from policies.models import Term
from policies.text.lists import listed
from policies.vocabulary import tables
from policies.vocabulary.terms import SERVICES
from portal.website.matching.naming import SUBJECTS

Scheme = Term.Scheme
# A bank is named as the one that lends more often than as the one that gets.
MEANS = frozenset({"金融", "保险"})
LENDERS = frozenset({"金融机构", "担保机构", "保险公司", "投资机构"})
OWN, ABOVE, BESIDE = 2, 1, 0
# The rule of what is about a subject (科技, 外贸) of which nobody spoke.
ANOTHER = "another_subject"


class FitReason(NamedTuple):
    """Why a measure fits, and how much that weighs; ``terms`` are those that it is about, if any."""

    points: int
    why: str
    terms: frozenset[str]


@cache
def reasons() -> Mapping[str, FitReason]:
    """The table by which measures are put in order (fixtures/vocabulary/matching.csv), by rule."""
    return {
        row["rule"]: FitReason(int(row["points"]), row["why"], frozenset(listed(row["terms"])))
        for row in tables.rows("matching.csv")
    }


@cache
def nesting() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Return what every kind of enterprise is too, surely or likely (fixtures/vocabulary/nesting.csv)."""
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for row in tables.rows("nesting.csv"):
        found[row["term"]] = (*found.get(row["term"], ()), (row["within"], bool(row["sure"])))
    return found


def kin_of(kinds: Iterable[str]) -> frozenset[str]:
    """Return what kinds of enterprise are too, surely or likely: a 小微企业 is a 中小企业."""
    own = set(kinds)
    found, left = set(own), list(own)
    while left:
        within = {name for name, _ in nesting().get(left.pop(), ())} - found
        found |= within
        left += within
    return frozenset(found - own)


def closeness(rules: Iterable[str]) -> int:
    """Return how closely a measure fits for these reasons, more is closer."""
    return sum(reasons()[rule].points for rule in rules)


@dataclass(frozen=True, slots=True)
class TermIndex:
    """The terms that measures and articles use, by scheme: ``own`` by measure, ``above`` and ``beside`` by article."""

    own: dict[tuple[int, str], set[Term]] = field(default_factory=dict)
    above: dict[tuple[int, str], set[Term]] = field(default_factory=dict)
    beside: dict[tuple[int, str], set[Term]] = field(default_factory=dict)

    def add(self, article: int, measure: int | None, term: Term) -> None:
        """One use of a term; a use that hangs on no measure stands in the heading or above the article."""
        if measure is None:
            self.above.setdefault((article, term.scheme), set()).add(term)
        else:
            self.own.setdefault((measure, term.scheme), set()).add(term)
            self.beside.setdefault((article, term.scheme), set()).add(term)

    def of(self, article: int, measure: int, scheme: str) -> tuple[set[Term], int]:
        """Return what counts for a measure, and how near it was said: OWN, ABOVE or BESIDE."""
        for near, terms in (
            (OWN, self.own.get((measure, scheme))),
            (ABOVE, self.above.get((article, scheme))),
            (BESIDE, self.beside.get((article, scheme))),
        ):
            if terms:
                return terms, near
        return set(), BESIDE

    def near(self, article: int, measure: int, scheme: str) -> set[Term]:
        """The same, without what only the article's other sentences say."""
        return self.own.get((measure, scheme)) or self.above.get((article, scheme)) or set()

    def names_somebody(self, article: int, measure: int) -> bool:
        """Whether a measure says itself, or what stands above it, of whom it speaks; else its neighbours do."""
        return any(self.near(article, measure, scheme) for scheme in (Scheme.SECTOR, Scheme.BENEFICIARY))

    def anywhere(self, article: int, scheme: str) -> set[Term]:
        """All that an article says."""
        return self.above.get((article, scheme), set()) | self.beside.get((article, scheme), set())


def types_of_trade(sectors: Collection[Term], terms: Collection[Term]) -> set[Term]:
    """The kinds of enterprise that a trade's name or words name: 餐饮 is of 餐饮住宿企业, of services 服务业企业."""
    words = {word for sector in sectors for word in [sector.name, *sector.words] if "…" not in word}
    if any(sector.is_service for sector in sectors):
        words.add(SERVICES)
    return {term for term in terms if any(word and word in term.name for word in words)}


@dataclass(frozen=True, slots=True)
class Profile:
    """The profile of an enterprise: what it is and seeks.

    ``related_types`` are the kinds of enterprise that its trade makes it, ``kin`` the names of those that its kinds are
    too, ``not_kinds`` those that it said it is not,
    ``likely`` the names of those that it likely is; ``stated`` are the names of conditions of which something was
    said, the one or the other.
    """

    asked: Mapping[str, frozenset[Term]]
    related_types: frozenset[Term] = frozenset()
    not_kinds: frozenset[Term] = frozenset()
    likely: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()

    def __getitem__(self, scheme: str) -> frozenset[Term]:
        return self.asked.get(scheme, frozenset())


def fit(
    profile: Profile, index: TermIndex, article: int, measure: int, *, names_somebody: bool = False
) -> list[str] | None:
    """Return why a measure fits, as rules of :func:`reasons`; None where it does not, [] where it is for everybody.

    ``names_somebody``: whether it says whom it is for in words that are no term of ours.
    """
    alone = names_somebody or index.names_somebody(article, measure)
    instruments = index.near(article, measure, Scheme.INSTRUMENT)
    if not instruments and not index.own.get((measure, Scheme.BENEFICIARY)):
        return None  # what names neither a means nor anybody gives nobody anything
    if instruments and all(term.is_umbrella for term in instruments):
        return None  # governments' own work
    places = restricting(index.near(article, measure, Scheme.PLACE))
    found = (
        _fit_sector(profile, index, article, measure, alone=alone),
        _fit_beneficiary(profile, index, article, measure, alone=alone),
        _fit_any("means", profile[Scheme.INSTRUMENT], instruments),
        _fit_any("place", profile[Scheme.PLACE], places) if places else "",
        _fit_money(index, measure),
    )
    return None if None in found else [rule for rule in found if rule]


def fit_of_office(profile: Profile, index: TermIndex, article: int, measure: int) -> list[str] | None:
    """Return why a measure is an office's to do, for the trades and the place asked for; its own work counts here."""
    named = trades(index.of(article, measure, Scheme.SECTOR)[0], index.of(article, measure, Scheme.BENEFICIARY)[0])
    sector = _fit_sector(profile, index, article, measure, alone=index.names_somebody(article, measure))
    if named and sector in {"", ANOTHER} and profile[Scheme.SECTOR]:
        return None  # of another trade, said beside it or not, is another's work
    places = restricting(index.near(article, measure, Scheme.PLACE))
    found = (
        sector,
        _fit_any("place", profile[Scheme.PLACE], places) if places else "",
    )
    return None if None in found else [rule for rule in found if rule]


def suits(profile: Profile, index: TermIndex, article: int, measure: int) -> bool:
    """Whether a measure is of the place and the means asked for, or confined to neither."""
    places = restricting(index.near(article, measure, Scheme.PLACE))
    means = index.near(article, measure, Scheme.INSTRUMENT)
    if means and all(term.is_umbrella for term in means):
        return False  # governments' own work
    found = (
        _fit_any("means", profile[Scheme.INSTRUMENT], means),
        _fit_any("place", profile[Scheme.PLACE], places) if places else "",
    )
    return None not in found


def restricting(places: Collection[Term]) -> set[Term]:
    """The places that a measure is confined to; other provinces and 开发区 confine it to none of ours."""
    return {place for place in places if not (place.is_umbrella or place.outside_province)}


def trades(named: Collection[Term], beneficiaries: Collection[Term]) -> set[Term]:
    """The sectors that a measure is for, without the banks that only carry it out."""
    gets = {term.name for term in beneficiaries}
    return {term for term in named if term.name not in MEANS or (gets and gets <= LENDERS)}


def _fit_sector(profile: Profile, index: TermIndex, article: int, measure: int, *, alone: bool) -> str | None:
    """Compare the trade; a mere subject shuts nobody out, and neither do the neighbours of what names somebody."""
    asked = profile[Scheme.SECTOR]
    named, near = index.of(article, measure, Scheme.SECTOR)
    if not asked:
        return ""
    if asked & named:
        return {OWN: "trade_own", ABOVE: "trade_above", BESIDE: "trade_beside"}[near]
    named = trades(named, index.of(article, measure, Scheme.BENEFICIARY)[0])
    if any(term.is_umbrella for term in named) and any(term.is_service for term in asked):
        return "services_above" if near else "services_beside"
    counts = near or not alone
    if counts and any(term.name not in SUBJECTS for term in named):
        return None
    return ANOTHER if counts and _subjects_of_others(profile, named) else ""


def _subjects_of_others(profile: Profile, named: Collection[Term]) -> set[Term]:
    """Return the subjects that are of no kind that the asker is: 外资 is the own one of a 外资企业."""
    kinds = {kind.name for kind in profile[Scheme.BENEFICIARY]} | profile.kin
    words = {term: [term.name, *term.words] for term in named}
    return {term for term in named if not any(word and word in kind for word in words[term] for kind in kinds)}


def _fit_beneficiary(profile: Profile, index: TermIndex, article: int, measure: int, *, alone: bool) -> str | None:
    """Compare the kind of enterprise; one that another sentence of the article names fits too, less closely."""
    asked = profile[Scheme.BENEFICIARY]
    named, near = index.of(article, measure, Scheme.BENEFICIARY)
    if asked & named:
        return "enterprise_own"
    if named & profile.related_types or profile.kin & {term.name for term in named}:
        return "enterprise_kin"
    if asked & index.anywhere(article, Scheme.BENEFICIARY):
        return "enterprise_beside"
    others = {term for term in named if not term.is_umbrella}
    return None if (near or not alone) and others and (asked or others <= profile.not_kinds) else ""


def _fit_any(rule: str, asked: Collection[Term], found: Collection[Term]) -> str | None:
    if not asked:
        return ""
    return rule if set(asked) & set(found) else None


def _fit_money(index: TermIndex, measure: int) -> str:
    own = index.own.get((measure, Scheme.INSTRUMENT), ())
    return "money_own" if any(term.name in reasons()["money_own"].terms for term in own) else ""
