"""Ranking of articles that are near to a question: those that share with it what few others have.

Each part of a question counts by the rarest way in which an article says it (BM25 over words, over pairs of characters
where no vocabulary knows a word), by the terms it is indexed with, in a heading more than in a body.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice

from policies.asking.index import TextIndex, index
from policies.asking.understanding import Concept, Understood, every_word
from policies.models import Responsibility
from policies.text.pair_arrays import PAIR

# So many are offered.
MOST = 10
# Whoever finds fewer that say just what was asked may have meant more.
FEW = 8
# What shares less with a question than a word does that one article in eight has, shares nothing to speak of.
_COMMON = 8
# How much another word for the same weighs beside the word itself, the first and any other; a term beside a word.
_FIRST, _OTHER, _TERM = 0.95, 0.8, 0.5
# How much it counts that a part is said in another way, too; of a trade many names say no more than one.
_AGAIN = 0.1
# Pairs of a stretch that no vocabulary knows, of which there are as many as signs, and of a word that one knows; how
# much more it is to hold the stretch whole.
_PAIR_WEIGHT, _KNOWN_PAIR, _WHOLE = 0.5, 0.3, 0.5
# How far an article is held back that says few of a question's parts, from 0, not at all, to 1.
_COVERAGE = 0.35
# To give something to the trade that is asked for, and nothing else is.
_GIVES_THEM = 1.0
# To be the named office's, or in the named document, beside other words.
_OF_UNIT, _OF_DOCUMENT = 2.0, 6.0
_ROLES = (Responsibility.Role.LEAD, Responsibility.Role.RESPONSIBLE, Responsibility.Role.SUPPORT)


def beside(asked: Understood, listed: Sequence[int], within: Container[int] | None = None) -> list[int]:
    """Return what is near to a question, where the articles that say just what was asked leave it open.

    Few of them do, or it was asked in a sentence; but who names an article, and says no more, has it. An article that
    the base has not, and nothing else, is asked of those next to it.
    """
    if asked.nearest and not asked.concepts:
        return [pk for pk in asked.nearest if within is None or pk in within]
    has_it = bool(asked.articles and not asked.concepts)
    if has_it or not (len(listed) < FEW or asked.is_sentence):
        return []
    return near(asked, within, {*listed, *asked.articles})


def near(asked: Understood, within: Container[int] | None = None, but: Container[int] = ()) -> list[int]:
    """Return the articles near to a question, the nearest first: of those ``within``, without those listed already."""
    ranked = (pk for pk in _ranked(asked, index()) if (within is None or pk in within) and pk not in but)
    return list(islice(ranked, MOST))


def _ranked(asked: Understood, texts: TextIndex) -> Iterator[int]:
    scores = _scores(asked, texts)
    is_answered = max(scores.values(), default=0) >= texts.rarity(len(texts.pks) // _COMMON)
    if is_answered:
        for place in _of_units(scores, asked, texts):
            scores[place] += _OF_UNIT
        for place in scores:
            scores[place] += _OF_DOCUMENT if texts.documents[place] in asked.documents else 0
        yield from (texts.pks[place] for place in sorted(scores, key=lambda place: (-scores[place], place)))
    yield from (texts.pks[place] for place in _named(asked, texts) if not is_answered or place not in scores)


def _of_units(scores: Iterable[int], asked: Understood, texts: TextIndex) -> list[int]:
    theirs = {place for unit in asked.units for places in texts.units.get(unit, {}).values() for place in places}
    return [place for place in scores if place in theirs]


def _named(asked: Understood, texts: TextIndex) -> Iterator[int]:
    """Yield what a document, or an office, has, where a question names it and says no more.

    Of an office that has nothing in the role asked for, all that it has is near.
    """
    named = _of_roles(asked, texts, (asked.role,)) or _of_roles(asked, texts, _ROLES)
    inside = {place for place, pk in enumerate(texts.documents) if pk in asked.documents}
    if not asked.units:
        named = dict.fromkeys(sorted(inside))
    elif asked.documents:
        named = {place: None for place in named if place in inside}
    yield from named


def _of_roles(asked: Understood, texts: TextIndex, roles: Iterable[str]) -> dict[int, None]:
    return {place: None for unit in asked.units for role in roles for place in texts.units.get(unit, {}).get(role, ())}


def _scores(asked: Understood, texts: TextIndex) -> dict[int, float]:
    """Return what each article shares with the question's parts; a part that none says is no part."""
    shared = [each for each in (_shared(concept, texts) for concept in asked.concepts) if each]
    found: dict[int, float] = defaultdict(float)
    parts: dict[int, float] = defaultdict(float)
    for scores in shared:
        most = max(scores.values())
        for place, score in scores.items():
            found[place] += score
            parts[place] += score / most
    given = _given_to(asked, found, texts)
    return {
        place: score * (1 - _COVERAGE + _COVERAGE * parts[place] / len(shared)) + _GIVES_THEM * (place in given)
        for place, score in found.items()
    }


def _given_to(asked: Understood, places: Iterable[int], texts: TextIndex) -> set[int]:
    """Return where something is given to a trade, if that is all that was asked: 我是厨师, 面馆能领什么.

    Who says a word that texts print asks for what these say of it: 乡村e镇, 餐饮.
    """
    if not all(each.meaning.sectors and not texts.holding(each.word) for each in asked.concepts):
        return set()
    words = every_word(asked.concepts)
    return {place for place in places if any(word in texts.receivers.get(place, "") for word in words)}


def _shared(concept: Concept, texts: TextIndex) -> dict[int, float]:
    """Return how much each article says a part of a question: by its best way, and a little by its terms."""
    found: dict[int, float] = defaultdict(float)
    again = 0.0 if concept.meaning.sectors else _AGAIN
    for way in _ways(concept, texts):
        for place, score in way.items():
            less, more = sorted((found[place], score))
            found[place] = more + again * less
    for term in concept.meaning.terms:
        places = texts.terms.get(term, ())
        for place in places:
            found[place] += _TERM * texts.rarity(len(places))
    return found


def _ways(concept: Concept, texts: TextIndex) -> Iterator[dict[int, float]]:
    """Yield the ways to say a part of a question, each with the articles that say it so, and how much that is."""
    yield _word(concept.word, 1.0, 0, texts)
    union = set().union(*(texts.holding(word) for word in (concept.word, *concept.meaning.words)))
    for rank, word in enumerate(concept.meaning.words):
        yield _word(word, _OTHER if rank else _FIRST, len(union), texts)
    # Two letters of a foreign word say nothing.
    if (not concept.meaning.words or concept.is_word) and not concept.word.isascii():
        yield _pairs(concept.word, _KNOWN_PAIR if concept.is_word else _PAIR_WEIGHT, texts)


def _word(word: str, weight: float, union: int, texts: TextIndex) -> dict[int, float]:
    """Weigh a word by its rarity; one of several ways by that of all of them, too, so that no odd one of them wins."""
    places = texts.holding(word)
    rarity = texts.rarity(len(places))
    rarity = (rarity + texts.rarity(union)) / 2 if union else rarity
    return {place: weight * rarity * texts.often((word,), place) for place in places}


def _pairs(stretch: str, weight: float, texts: TextIndex) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for at in range(len(stretch) - PAIR + 1):
        pair = stretch[at : at + PAIR]
        places = texts.holding(pair)
        for place in places:
            found[place] += weight * texts.rarity(len(places)) * texts.often((pair,), place)
    for place in texts.holding(stretch):
        found[place] *= 1 + _WHOLE
    return found
