"""A question understood before it is split: what it names, what its words mean, and what of it is only talk."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policies.asking import offices, phrasing, references, spelling
from policies.asking.index import index
from policies.models import Responsibility
from policies.revision_cache import cached_per_revision, cached_per_vocabulary
from policies.text.normalize import needles, pairs
from policies.text.numerals import NUMBER, in_words, value
from policies.text.pair_arrays import PAIR
from policies.text.traditional import simplified
from policies.vocabulary.everyday import WordMeaning, gapped, meanings, talk

# A longer question is understood by its beginning; who tells a story first asks at its end.
MAX_SIGNS = 200
_SUM = re.compile(rf"(?P<sum>{NUMBER})(?P<unit>万?美元|元|块钱|块)?(?!年)")
_SHARE = re.compile(rf"百分之(?P<share>{NUMBER})")
# 三个 is no sum; below it figures stay as they are typed.
_LEAST_SUM = 1000
# What an unknown sign costs where known words are put side by side, of which each counts by its length squared.
_UNKNOWN = 4
_INSIDE_LETTERS = re.compile(r"(?<=[a-z])(?=[a-z])")
_ROLES = {"牵头": Responsibility.Role.LEAD, "配合": Responsibility.Role.SUPPORT}


@dataclass(frozen=True, slots=True)
class Concept:
    """A part of a question: as it was said, and what it may be printed as. ``is_word``: whether a vocabulary has it."""

    word: str
    meaning: WordMeaning = field(default_factory=WordMeaning)
    is_word: bool = False

    @property
    def label(self) -> str:
        """Return what it is taken for, in a word."""
        return "、".join(self.meaning.sectors[:2]) or next(iter(self.meaning.words), self.word)


@dataclass(frozen=True, slots=True)
class Understood:
    """The understanding of a question: what it asks for.

    ``documents`` and ``articles`` it names, ``missing`` are those of them that the base has not, ``nearest`` and
    ``nearest_documents`` those with the numbers next to these; ``units`` are offices, the nearest first, ``role``
    theirs; ``concepts`` are its words. ``labels`` say it all to a reader.
    """

    documents: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    nearest: tuple[int, ...] = ()
    nearest_documents: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    role: str = ""
    concepts: tuple[Concept, ...] = ()
    labels: tuple[str, ...] = ()
    is_sentence: bool = False


@cached_per_revision
def understand(question: str) -> Understood:
    """Return what a question asks for."""
    words = " ".join(needles(simplified(question)))[:MAX_SIGNS]
    named = references.read(words)
    by = offices.read(named.rest)
    rest, mended = spelling.spelled(phrasing.plain(by.rest))
    concepts = tuple(_said_of_it(list(_concepts(rest))))
    told = (each.label for each in concepts if each.is_word or each.meaning.words or each.word in mended)
    labels = (*named.labels, *by.labels, *told)
    return Understood(
        documents=named.documents,
        articles=named.articles,
        missing=named.missing,
        nearest=named.nearest,
        nearest_documents=named.nearest_documents,
        units=by.units,
        role=next((role for word, role in _ROLES.items() if word in words), "") if by.units else "",
        concepts=concepts,
        labels=tuple(dict.fromkeys(labels)),
        is_sentence=any(word in words for word in talk() if len(word) > 1) or words.endswith(("?", "吗", "呢")),
    )


def _concepts(words: str) -> Iterator[Concept]:
    """Yield the parts of a question that say something, each once."""
    found: dict[str, Concept] = {}
    figures = [each for each in _figures(words) if each.word not in meanings() and each.word not in talk()]
    for figure in figures:
        words = words.replace(figure.word, " ")
    parted = list(_parted(words))
    split = (each for part in _parts(words) for each in _split(part))
    again = [each.meaning for each in parted]
    for concept in (*figures, *parted, *(each for each in split if each.meaning not in again)):
        found.setdefault(concept.word, concept)
    yield from found.values()


def _parted(words: str) -> Iterator[Concept]:
    """Yield the sayings whose parts stand apart: 第一次跟银行借钱 asks for 首贷. Its words are looked for, too."""
    for saying, meaning in gapped():
        if match := saying.search(words):
            yield Concept(match[0], meaning, is_word=True)


def _said_of_it(concepts: Sequence[Concept]) -> Iterator[Concept]:
    """Yield those that say something beside the others: 房租交不起 asks for no 缓缴, which is said of taxes."""
    meant = {word for each in concepts for word in (each.word, *each.meaning.words)}
    yield from (each for each in concepts if meant.isdisjoint(each.meaning.not_beside))


def _figures(words: str) -> Iterator[Concept]:
    """Yield sums and shares as texts print them: 十万 as 10万, 百分之五 as 5%."""
    for match in _SHARE.finditer(words):
        yield Concept(match[0], WordMeaning((f"{value(match['share'])}%",)))
    for match in _SUM.finditer(words):
        number = value(match["sum"])
        if number >= _LEAST_SUM or match["unit"]:
            unit = match["unit"] if match["unit"] and "美元" in match["unit"] else "元"
            number = number * 10000 if unit.startswith("万") else number
            yield Concept(match[0], WordMeaning((f"{in_words(number)}{unit.removeprefix('万')}", in_words(number))))


def _parts(words: str) -> list[str]:
    """Return what stands between signs and blanks."""
    return re.findall(r"[^\W_]+%?", words)


def _split(part: str) -> Iterator[Concept]:
    """Yield the words of the vocabularies in a part, and what stands between them and is no talk.

    A word of one sign is one only where it stands alone between others: 照 in 办的照, not in 照明.
    """
    known, empty = meanings(), talk()
    if part not in known and part not in empty and _is_word_of_texts(part):
        yield Concept(part)
        return
    between = ""
    for word in (*_segments(part, known, empty), None):
        if word and (len(word) == 1 or word not in known) and word not in empty:
            between += word
            continue
        if between in known:
            yield Concept(between, known[between], is_word=True)
        elif _is_searchable_stretch(between):
            yield _unknown(between, known)
        between = ""
        if word and word in known and word not in empty:
            yield Concept(word, known[word], is_word=True)


def _is_word_of_texts(part: str) -> bool:
    """Whether a part is a short word that texts print, although some of its signs are talk: 天使, 会议."""
    return len(part) == PAIR and any(sign in talk() for sign in part) and bool(index().holding(part))


def _unknown(stretch: str, known: Mapping[str, WordMeaning]) -> Concept:
    """Return a stretch that no vocabulary knows; one of which texts have nothing as what it ends in: 杂割店 as 店."""
    kind = known.get(stretch[-1])
    is_nowhere = not any(index().holding(pair) for pair in pairs(stretch))
    return Concept(stretch, kind, is_word=True) if kind and is_nowhere else Concept(stretch)


def _is_searchable_stretch(stretch: str) -> bool:
    """Whether a stretch that no vocabulary knows is worth looking for: one sign is not, nor a small bare figure."""
    return len(stretch) > 1 and not (stretch.isdecimal() and int(stretch) < _LEAST_SUM)


def _segments(part: str, known: Mapping[str, WordMeaning], empty: frozenset[str]) -> list[str]:
    """Return a part cut so that known words cover it best, the long before the short; the rest as single signs."""
    best: list[tuple[int, int]] = [(0, 0)]
    longest = _longest()
    for end in range(1, len(part) + 1):
        ways = [(best[end - 1][0] - _UNKNOWN, end - 1)]
        for start in range(max(0, end - longest), end):
            word = part[start:end]
            is_known = (word in known and len(word) > 1) or word in empty
            if is_known and not _cuts_letters(part, start, end):
                ways.append((best[start][0] + len(word) ** 2, start))
        best.append(max(ways))
    found, end = [], len(part)
    while end:
        start = best[end][1]
        found.append(part[start:end])
        end = start
    return found[::-1]


def _cuts_letters(part: str, start: int, end: int) -> bool:
    """Whether a stretch begins, or ends, inside a word of Latin letters: tax in taxi."""
    return bool(_INSIDE_LETTERS.match(part, start) or _INSIDE_LETTERS.match(part, end))


@cached_per_vocabulary
def _longest() -> int:
    return max(map(len, (*meanings(), *talk())), default=1)


def every_word(concepts: Iterable[Concept]) -> list[str]:
    """Return the words by which concepts are looked for, as they are marked in texts."""
    return list(dict.fromkeys(word for each in concepts for word in (each.word, *each.meaning.words)))
