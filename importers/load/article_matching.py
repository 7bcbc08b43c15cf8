"""Matching of a newer text's articles to the base's: an article is its words, not its number.

Takes the articles that the base has and those that the newer text prints, in order. Gives each of the latter its path:
that of the article it is, else one that no other article has. What editors said of an article (its validity, what
repeals it, what they rejected) hangs on its path, so that a wrong meeting would move it to another provision.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

# Below it two texts share a formula, not a provision. A split article's longer half stands above it.
ALIKE = 0.5
_BEGINNING = 6


@dataclass(frozen=True, slots=True)
class BaseArticle:
    """An article of the base. ``is_free``: nobody worked on it, so that its path may go to what stands in its place."""

    path: str
    text: str
    label: str
    is_free: bool


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article as the newer text prints it; ``place`` is the path of its place, “art_5”."""

    place: str
    text: str
    label: str


def match_articles(known: Sequence[BaseArticle], read: Sequence[NewArticle]) -> list[str]:
    """The path of each article of ``read``.

    It is met by its words, by them without the number, by beginning as it did where its end was split off or something
    was joined to it, by likeness, by its place.
    """
    left, found = list(known), {}

    def same(at: int, each: BaseArticle) -> None:
        found[at] = each.path
        left.remove(each)

    for is_met in (_says_the_same, _says_the_same_by_another_number, _begins_alike):
        for at, new in _unmatched(read, found):
            if each := next((each for each in left if is_met(each, new)), None):
                same(at, each)
    for at, each in _likest(left, dict(_unmatched(read, found))):
        same(at, each)
    for at, new in _unmatched(read, found):
        if each := next((each for each in left if each.path == new.place and each.is_free), None):
            same(at, each)
    taken = {each.path for each in known}
    for at, new in _unmatched(read, found):
        found[at] = next(path for path in _paths(new.place) if path not in taken)
        taken.add(found[at])
    return [found[at] for at in range(len(read))]


def _says_the_same(each: BaseArticle, new: NewArticle) -> bool:
    return each.text == new.text


def _says_the_same_by_another_number(each: BaseArticle, new: NewArticle) -> bool:
    return _bare(each) == _bare(new)


def _bare(each: BaseArticle | NewArticle) -> str:
    return each.text.removeprefix(each.label).strip()


def _begins_alike(each: BaseArticle, new: NewArticle) -> bool:
    """Whether one is the beginning of the other, and more than a number and a word."""
    shorter, longer = sorted((_bare(each), _bare(new)), key=len)
    return len(shorter) >= _BEGINNING and longer.startswith(shorter)


def _unmatched(read: Sequence[NewArticle], found: dict[int, str]) -> list[tuple[int, NewArticle]]:
    return [(at, new) for at, new in enumerate(read) if at not in found]


def _likest(left: Sequence[BaseArticle], read: dict[int, NewArticle]) -> list[tuple[int, BaseArticle]]:
    """Pairs of what is alike, the likest first; each stands in one pair at most."""
    both: list[BaseArticle | NewArticle] = [*left, *read.values()]
    bags = {each: _pairs_of_signs(_bare(each)) for each in both}
    scored = [(_likeness(bags[each], bags[new]), at, each) for at, new in read.items() for each in left]
    found: dict[int, BaseArticle] = {}
    for score, at, each in sorted(scored, key=lambda one: -one[0]):
        if score >= ALIKE and at not in found and each not in found.values():
            found[at] = each
    return list(found.items())


def _pairs_of_signs(text: str) -> Counter:
    signs = [sign for sign in text if not sign.isspace()]
    return Counter(pairwise(signs))


def _likeness(a: Counter, b: Counter) -> float:
    """The share of pairs of signs that both have (Dice), from 0 to 1."""
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)


def _paths(place: str) -> Iterator[str]:
    """art_5, art_5_2, art_5_3, …"""
    yield place
    yield from (f"{place}_{number}" for number in count(2))
