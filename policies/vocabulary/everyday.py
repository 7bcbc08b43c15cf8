"""Everyday words as data: what people call trades, what they say for what the texts print, what offices were called."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from policies.models import Term
from policies.revision_cache import cached_per_vocabulary
from policies.text.gapped_words import GAP
from policies.text.lists import listed
from policies.text.normalize import fold
from policies.text.traditional import simplified
from policies.vocabulary import synonyms, tables
from policies.vocabulary.terms import of_scheme

# One shop by another of these endings is the same trade, if what stands before says which: of 书店 one sign does not.
_SHOPS, _KEEPERS, _LEAST_GOODS = ("店", "铺", "摊", "坊"), ("铺子", "摊子", "小店", "店老板"), 2
# So far the parts of a saying may stand from each other.
_IN_GAP = "[\u3400-\u9fff,]{1,5}?"
# What a firm or a team is called after is what its people say that they do: of 装修公司 搞装修的.
_FIRMS, _DO = ("公司", "队"), ("搞", "做", "干")


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """The meaning of an everyday word: words as texts print them, the likeliest first, and terms.

    ``not_beside`` are printed words beside which it says nothing: 交不起 is 缓缴 of taxes, and not of rent.
    """

    words: tuple[str, ...] = ()
    terms: tuple[int, ...] = ()
    sectors: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()

    def and_(self, other: "WordMeaning") -> "WordMeaning":
        """Return both together, each thing once."""
        pairs = (
            (self.words, other.words),
            (self.terms, other.terms),
            (self.sectors, other.sectors),
            (self.not_beside, other.not_beside),
        )
        return WordMeaning(*(tuple(dict.fromkeys((*one, *more))) for one, more in pairs))


@cached_per_vocabulary
def meanings() -> Mapping[str, WordMeaning]:
    """Return what is known of each word, folded: of trades, colloquial words, synonyms and words of vocabularies.

    What they stand for is known, too, as a word: 失业保险 is one, and not 失业 and 保险.
    """
    found: dict[str, WordMeaning] = {}
    for word, meaning in (*_of_trades(), *_of_sayings(), *_of_synonyms(), *_of_terms()):
        if GAP in word:
            continue
        found[word] = found[word].and_(meaning) if word in found else meaning
    printed = {word for meaning in found.values() for word in meaning.words if len(word) > 1}
    return dict(_called_otherwise()) | dict.fromkeys(printed, WordMeaning()) | found


@cached_per_vocabulary
def gapped() -> tuple[tuple[re.Pattern[str], WordMeaning], ...]:
    """Return the sayings with a gap, in which a few other signs may stand: 第一次…贷 of 第一次跟银行贷款."""
    sayings = ((word, meaning) for word, meaning in _of_sayings() if GAP in word)
    return tuple((re.compile(_IN_GAP.join(map(re.escape, word.split(GAP)))), meaning) for word, meaning in sayings)


@cached_per_vocabulary
def trades() -> Mapping[str, tuple[Term, ...]]:
    """Return the trades that people call by each word, folded, the longest first: 奶茶店 is 餐饮."""
    by_name = of_scheme(Term.Scheme.SECTOR).by_name
    found = {
        word: tuple(by_name[fold(name)] for name in meaning.sectors if fold(name) in by_name)
        for word, meaning in meanings().items()
        if meaning.sectors and len(word) > 1
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def named(scheme: str, word: str) -> tuple[Term, ...]:
    """Return the terms of a scheme that people's word stands for, the vocabulary's first first; or ().

    In order: the term's name or one of its words; the same in simplified characters; of trades, what people call them.
    ``named("sector", "饭店")``, ``named("sector", "餐飲")`` and ``named("sector", "奶茶店")`` are 餐饮.
    """
    known = of_scheme(scheme)
    plain = simplified(word)
    return known.named(word) or known.named(plain) or (sectors_named(plain) if scheme == Term.Scheme.SECTOR else ())


def sectors_named(words: str) -> tuple[Term, ...]:
    """Return the trades of words as people say them, or (): 我家有三间奶茶店和一个超市 is 餐饮 and 零售."""
    left, found = fold(words), dict[Term, None]()
    for word, sectors in trades().items():
        if word in left:
            left = left.replace(word, "\n")
            found.update(dict.fromkeys(sectors))
    return tuple(found)


@cache
def offices() -> Mapping[str, str]:
    """Return the offices, by their names in the vocabulary, that people call by each other name, folded."""
    rows = tables.rows("offices.csv")
    return {fold(name): row["unit"] for row in rows for name in listed(row["names"])}


@cache
def talk() -> frozenset[str]:
    """Return the words of a question that say nothing of its subject: 请问, 怎么, 多少, 吗."""
    return frozenset(settings.VOCABULARY.path("talk.txt").read_text(encoding="utf-8").split())


@cache
def meeting() -> tuple[tuple[str, str], ...]:
    """Return the words that texts print side by side, whose ends make another word that is not meant: 用房, 租赁."""
    words = settings.VOCABULARY.path("meeting.txt").read_text(encoding="utf-8").split()
    return tuple((first, second) for first, _, second in (fold(each).partition("|") for each in words))


def _of_trades() -> Iterator[tuple[str, WordMeaning]]:
    sectors = of_scheme(Term.Scheme.SECTOR).by_name
    for row in tables.rows("trades.csv"):
        named = [sectors[fold(name)] for name in listed(row["sectors"]) if fold(name) in sectors]
        meaning = WordMeaning(
            _folded(listed(row["words"])),
            tuple(term.pk for term in named),
            tuple(term.name for term in named),
        )
        yield from ((word, meaning) for word in _folded(listed(row["names"])))


def _called_otherwise() -> Iterator[tuple[str, WordMeaning]]:
    """Yield what shops of the table are called, too, and who keeps them: of 裁缝店 裁缝铺, of 水果店 卖水果的.

    What is a word of its own is no trade when it is done: 做环评 is not what an 环评公司 does for others.
    """
    said = {word for word, _ in (*_of_sayings(), *_of_synonyms())}
    for word, meaning in _of_trades():
        work = next((word.removesuffix(firm) for firm in _FIRMS if word.endswith(firm)), "")
        if len(work) >= _LEAST_GOODS and work not in said:
            yield from ((f"{does}{work}{of}", meaning) for does in _DO for of in ("", "的"))
        goods, ending = word[:-1], word[-1]
        if ending in _SHOPS and len(goods) >= _LEAST_GOODS:
            yield from ((f"{goods}{other}", meaning) for other in (*_SHOPS, *_KEEPERS))
            yield from ((f"卖{goods}{of}", meaning) for of in ("", "的"))


def _of_sayings() -> Iterator[tuple[str, WordMeaning]]:
    for row in tables.rows("colloquial.csv"):
        meaning = WordMeaning(_folded(listed(row["means"])), not_beside=_folded(listed(row["not_beside"])))
        yield from ((word, meaning) for word in _folded(listed(row["said"])))


def _of_synonyms() -> Iterator[tuple[str, WordMeaning]]:
    return ((word, WordMeaning(others)) for word, others in synonyms.of_file().items())


def _of_terms() -> Iterator[tuple[str, WordMeaning]]:
    for scheme in Term.Scheme:
        known = of_scheme(scheme)
        for term in known.terms:
            sectors = (term.name,) if scheme == Term.Scheme.SECTOR else ()
            for word in dict.fromkeys(_folded((term.name, *term.words))):
                yield word, WordMeaning((), (term.pk,), sectors)


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    """Return words folded, with their gaps."""
    return tuple(GAP.join(map(fold, word.split(GAP))) for word in words)
