"""Texts by the pairs of signs that they hold: which places of a list of texts a word can stand at.

Arrays of four bytes a place, since a base has tens of thousands of pairs, and the commonest stands in most texts.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TypeVar

from policies.text.normalize import pairs

K = TypeVar("K", bound=Hashable)

PAIR = 2
NOWHERE = array("I")


def of_texts(texts: Sequence[str]) -> "dict[str, array[int]]":
    """Return where each pair stands, of all texts."""
    return _in_order((pair, place) for place, text in enumerate(texts) for pair in set(pairs(text)))


def arrays(entries: Iterable[tuple[K, int]]) -> "dict[K, array[int]]":
    """Return the places of each key, ascending, each once."""
    return _in_order(sorted(set(entries), key=itemgetter(1)))


def replaced(
    old: "Mapping[K, array[int]]", changed_keys: Iterable[K], places: Collection[int], entries: Iterable[tuple[K, int]]
) -> "dict[K, array[int]]":
    """Return arrays in which some places stand under what they hold now.

    ``changed_keys`` are all that may have had them.
    """
    new, out = arrays(entries), set(places)
    found = dict(old)
    for key in {*changed_keys, *new}:
        left = old.get(key, NOWHERE)
        if key in new or any(_has(left, place) for place in out):
            found[key] = array("I", sorted({*left} - out | {*new.get(key, ())}))
    return {key: places for key, places in found.items() if places}


def rewritten(
    by_pair: "Mapping[str, array[int]]", before: Sequence[str], now: Sequence[str], places: Collection[int]
) -> "dict[str, array[int]]":
    """Return where each pair stands once the texts at some places say something else."""
    gone = {pair for place in places for pair in pairs(before[place])}
    return replaced(by_pair, gone, places, ((pair, place) for place in places for pair in set(pairs(now[place]))))


def holding(word: str, by_pair: "Mapping[str, array[int]]", texts: Sequence[str]) -> Sequence[int]:
    """Return the places of the texts that hold a word of two signs or more, ascending."""
    sets = sorted((by_pair.get(pair, NOWHERE) for pair in set(pairs(word))), key=len)
    if not sets or not sets[0]:
        return NOWHERE
    if len(word) == PAIR:
        return sets[0]
    few = set(sets[0]).intersection(*sets[1:])
    return [place for place in sorted(few) if word in texts[place]]


def _in_order(entries: Iterable[tuple[K, int]]) -> "dict[K, array[int]]":
    """Return the places of each key, of entries that come place by place, each once."""
    found: dict[K, array[int]] = defaultdict(partial(array, "I"))
    for key, place in entries:
        found[key].append(place)
    return dict(found)


def _has(places: "array[int]", place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place
