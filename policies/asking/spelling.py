"""Words as they sound: pinyin for characters, and a character taken for a like-sounding one.

What a word is, the texts say and the vocabularies. Pairs of characters are listed by their sounds once a revision, and
a longer word grows along them a character at a time, in a few ways at once: a long question costs no more.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise, product

from policies.asking.index import index
from policies.revision_cache import cached_per_revision
from policies.text.pair_arrays import PAIR
from policies.text.sounds import pair_sounds, sounds, syllables, without_tones
from policies.vocabulary.everyday import meanings, talk

# So many ways a word may grow at once, and so long it may be.
_WAYS, _LONGEST = 12, 10
_LETTERS = re.compile(r"[a-z']+(?: +[a-z']+)*")
# Fewer letters are more often a name (app, lpr) than a word.
_LEAST_LETTERS = 4
_HAN = re.compile(r"[\u3400-\u9fff]+")
# One character of two, three or four may be another one. A short word must be frequent; of two, one that a vocabulary
# has: where two words of a text meet they make any pair (重大|工程 a 大工, 落实|机关 a 实机).
_WINDOWS = (4, 3, PAIR)
_LEAST_FREQUENT = {4: 1, 3: 2}
# What has more is no word with a slip in it.
_MAX_FAULTS = 4
# A vocabulary's word counts as so many texts.
_KNOWN = 3


def spelled(words: str) -> tuple[str, tuple[str, ...]]:
    """Return words with pinyin and typos in the characters of the texts, and what was read so."""
    words, from_letters = _from_pinyin(without_tones(words))
    words, mended = _mended(words)
    return words, (*from_letters, *mended)


def _from_pinyin(words: str) -> tuple[str, list[str]]:
    found: list[str] = []

    def characters(match: re.Match[str]) -> str:
        letters = match[0].split()
        if sum(map(len, letters)) < _LEAST_LETTERS or any(each in meanings() for each in letters):
            return match[0]
        spelt = _syllables_spelt(letters)
        found.extend(spelt)
        return f" {' '.join(spelt)} " if spelt else match[0]

    return _LETTERS.sub(characters, words), found


def _syllables_spelt(letters: Sequence[str]) -> list[str]:
    """Return the words that letters are the sounds of, in the way to cut them that leaves least unread."""
    ways = [syllables(each.replace("'", "")) for each in letters]
    if not all(ways):
        return []
    few = [way[:3] for way in ways] if len(ways) < 4 else [way[:1] for way in ways]
    heard = [[sound for part in parts for sound in part] for parts in product(*few)]
    return min(((_words(each), len(each)) for each in heard), key=_unlikely, default=([], 0))[0]


def _unlikely(read: tuple[Sequence[str], int]) -> tuple[int, int, int]:
    """Return how unlikely words are for so many sounds: by what is left unread, how many they are, how rare."""
    words, sounds_ = read
    return sounds_ - sum(map(len, words)), len(words), -sum(map(_frequency, words))


def _words(heard: Sequence[str]) -> list[str]:
    """Return the longest words in a row of sounds, from left to right."""
    found, at = [], 0
    while at < len(heard) - 1:
        word = _longest(heard[at : at + _LONGEST])
        if word:
            found.append(word)
        at += len(word) or 1
    return found


def _longest(heard: Sequence[str]) -> str:
    """Return the longest word that begins with these sounds, in texts or vocabularies; of several the most frequent."""
    ways: list[str] = sorted(_by_sound().get((heard[0], heard[1]), ()), key=_frequency, reverse=True)
    best = ways[:1]
    for first, second in pairwise(heard[1:]):
        nexts = _by_sound().get((first, second), ())
        grown = [way + pair[1] for way in ways[: _WAYS * 4] for pair in nexts if pair[0] == way[-1]]
        ways = sorted(filter(_frequency, grown), key=_frequency, reverse=True)[:_WAYS]
        if not ways:
            break
        best = ways[:1]
    return best[0] if best else ""


def _mended(words: str) -> tuple[str, list[str]]:
    """Return words in which a character that fits nowhere is one that sounds alike and fits."""
    found: list[str] = []

    def mended(match: re.Match[str]) -> str:
        stretch = match[0]
        for at in _faults(stretch):
            word, start = max(_alike(stretch, at), key=lambda each: (_frequency(each[0]), -each[1]), default=("", 0))
            if word:
                stretch = stretch[:start] + word + stretch[start + len(word) :]
                found.append(word)
        return stretch

    return _HAN.sub(mended, words), found


def _faults(stretch: str) -> list[int]:
    """Return where a character stands that makes a word with neither neighbour, and is in no known word.

    Two words that meet make a pair that stands nowhere, too; but each of its characters has a neighbour that it knows.
    A character that is talk alone is one only beside another: 刚 in 稳刚返还, not in 我刚开店.
    """
    known = _covered(stretch)
    pairs = [bool(_frequency(stretch[at : at + PAIR])) for at in range(len(stretch) - 1)]
    fits = [before or after for before, after in zip([False, *pairs], [*pairs, False], strict=True)]
    odd = [at for at in range(len(stretch)) if not fits[at] and at not in known] if pairs else []
    sure = {at for at in odd if stretch[at] not in talk()}
    return [at for at in odd if at in sure or not sure.isdisjoint((at - 1, at + 1))][:_MAX_FAULTS]


def _covered(stretch: str) -> set[int]:
    """Return the places of characters in words that a vocabulary knows, or that say nothing; one alone is no word."""
    known, empty, found = meanings(), talk(), set()
    for at in range(len(stretch)):
        for end in range(at + PAIR, min(len(stretch), at + _LONGEST) + 1):
            if stretch[at:end] in known or stretch[at:end] in empty:
                found |= set(range(at, end))
    return found


def _alike(stretch: str, at: int) -> list[tuple[str, int]]:
    """Return the words, and where, that have another character of the same sound in this place; the longest ones."""
    for length in _WINDOWS:
        found = []
        for start in range(max(0, at - length + 1), min(at, len(stretch) - length) + 1):
            before, after = stretch[start:at], stretch[at + 1 : start + length]
            # 报税时能 is no 失能, 来要赞助 no 要账: what is talk begins no word of two, and ends none.
            if length == PAIR and f"{before}{after}" in talk():
                continue
            words = (f"{before}{other}{after}" for other in _same_sound(stretch[at]))
            found += [(word, start) for word in words if _is_likely(word)]
        if found:
            return found
    return []


def _is_likely(word: str) -> bool:
    return word in meanings() if len(word) == PAIR else _frequency(word) >= _LEAST_FREQUENT[len(word)]


def _same_sound(sign: str) -> list[str]:
    return [other for other in _signs_by_sound().get(sounds(sign)[0], ()) if other != sign]


def _frequency(word: str) -> int:
    """Return in how many texts a word stands; a vocabulary's word counts as one in many."""
    return len(index().holding(word)) + (_KNOWN if word in meanings() else 0)


@cached_per_revision
def _by_sound() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the pairs of characters that stand in the texts, or in words of the vocabularies, by their sounds."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pair in _pairs():
        for heard in pair_sounds(pair):
            found[heard].append(pair)
    return {heard: tuple(pairs) for heard, pairs in found.items()}


@cached_per_revision
def _signs_by_sound() -> Mapping[str, tuple[str, ...]]:
    """Return the characters of each sound, by the reading that comes first: typos are made by what one says."""
    found: dict[str, list[str]] = defaultdict(list)
    for sign in sorted({sign for pair in _pairs() for sign in pair if _HAN.fullmatch(sign)}):
        found[sounds(sign)[0]].append(sign)
    return {sound: tuple(signs) for sound, signs in found.items()}


def _pairs() -> list[str]:
    words = (word[at : at + PAIR] for word in meanings() for at in range(len(word) - 1))
    return sorted({pair for pair in (*index().pairs, *words) if pair.isalnum()})
