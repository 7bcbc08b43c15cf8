"""Controlled terms: which words of a text name a term of a vocabulary.

In: the text of one passage, the offset where its annotation of units begins, and a :class:`TermVocabulary`.
Out: every use of a term as an :class:`ExtractedTerm`, in text order: “对餐饮企业给予补贴” has a use of the sector 餐饮,
one of the beneficiary 餐饮住宿企业 (餐饮企业) and one of the instrument 奖补 (补贴).

Which words name a term is data, one csv file a scheme, described in ``fixtures/vocabulary/README.md``.  Besides the
uses there is a judgement about sectors: which of them an article is about, and which it has from its section.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from importers.extractors.base import ExtractedFact
from policies.text.gapped_words import GAP, problem, tidy
from policies.text.lists import listed

FILES = {
    "sector": "sectors.csv",
    "beneficiary": "beneficiaries.csv",
    "condition": "conditions.csv",
    "instrument": "instruments.csv",
    "place": "places.csv",
}

_YES = "是"
_Tree: TypeAlias = "dict[str, _Tree]"  # what follows each character

# Nouns that a list merely describes: “养老、托幼、旅游、家政等服务业相关专业” is about teaching, “制造业、农产品、医药
# 等综合物流园” about logistics, “电商、金融、物流、创新等要素聚集” about none of its members.
_DESCRIBED = (
    r"(?:[^，。；、]{0,8}?(?:专业(?!类|化)|物流园|物流基地|要素|环节|数据|方向|专项资金|主管部门)"
    r"|[^，。；、]{0,20}?协会商会|\s?\d+\s?项|政策|的\S{0,4}服务|服务于一体)"
)

# “…等方面给予支持” describes too, but “餐饮、文创、康养等方面市场主体” names who is meant; and a list of ten
# campaigns (“房地产优服务促稳定、…十大专项行动”) is a table of contents.
_DESCRIBING = re.compile(
    r"[^，。；、等]{0,10}(?:、[^，。；、等]{1,16}){0,12}"
    rf"(?:等(?:{_DESCRIBED}|方面(?!市场主体))|[二三四五六七八九十]大(?:专项)?行动)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyTerm:
    """One row of a vocabulary: its preferred name and the printed words that name it, or only look as if.

    ``is_umbrella``: it spans others of its scheme, as 服务业 does and 市场主体.
    """

    scheme: str
    name: str
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    is_umbrella: bool = False
    outside_province: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedTerm(ExtractedFact):
    """A place where a text names a term: “便利店” names 零售 of the scheme sector."""

    scheme: str
    name: str


class TermMeaning(NamedTuple):
    """The terms of one scheme that a word names, and those that it only looks like."""

    names: tuple[str, ...] = ()
    not_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and not-words of one scheme as one pattern, and what each of them means."""

    scheme: str
    pattern: re.Pattern[str]
    meanings: Mapping[str, TermMeaning]
    gapped: tuple[tuple[re.Pattern[str], TermMeaning], ...]

    @classmethod
    @lru_cache(maxsize=32)
    def of(cls, scheme: str, terms: tuple[VocabularyTerm, ...]) -> "Lexicon":
        """The lexicon of a scheme; made once for the same terms, since an import seeds and reads with them."""
        meanings = _meanings(terms)
        gapped = tuple((re.compile(_regex(_tree([word]))), found) for word, found in meanings.items() if GAP in word)
        return cls(scheme, re.compile(_regex(_tree(meanings)) or r"(?!)"), meanings, gapped)

    def uses(self, text: str, start: int, end: int, hidden: frozenset[str] = frozenset()) -> Iterator[ExtractedTerm]:
        """Every use in ``text[start:end]``, longest word first: the 饭店 in “星级饭店” (住宿) is not 餐饮 as well."""
        for match in self.pattern.finditer(text, start, end):
            yield from self._uses_of(match, hidden)

    def _uses_of(self, match: re.Match[str], hidden: frozenset[str]) -> Iterator[ExtractedTerm]:
        meaning = self._meaning(match[0])
        for name in meaning.names:
            if name not in hidden:
                yield _use(match, self.scheme, name)
        if not meaning.names:
            yield from self._inside(match, hidden | meaning.not_names)

    def _inside(self, match: re.Match[str], hidden: frozenset[str]) -> Iterator[ExtractedTerm]:
        """The uses inside a not-word, which hides its own term alone: “新能源公交车” is not 能源, yet 交通运输."""
        start, end = match.span()
        head = self.pattern.match(match.string, start, end - 1)
        if head:
            yield from self._uses_of(head, hidden)
        yield from self.uses(match.string, head.end() if head else start + 1, end, hidden)

    def _meaning(self, quote: str) -> TermMeaning:
        plain = self.meanings.get(_squeeze(quote))
        if plain is not None:
            return plain
        return next((meaning for pattern, meaning in self.gapped if pattern.fullmatch(quote)), TermMeaning())


@dataclass(frozen=True, slots=True)
class TermVocabulary:
    """All terms, and a lexicon a scheme made of them; build it once and read many texts with it."""

    terms: tuple[VocabularyTerm, ...]
    lexicons: Mapping[str, Lexicon] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_scheme: dict[str, list[VocabularyTerm]] = {}
        for term in self.terms:
            by_scheme.setdefault(term.scheme, []).append(term)
        object.__setattr__(self, "lexicons", {name: Lexicon.of(name, tuple(rows)) for name, rows in by_scheme.items()})

    def term(self, scheme: str, name: str) -> VocabularyTerm | None:
        return next((term for term in self.terms if (term.scheme, term.name) == (scheme, name)), None)


def read(scheme: str, rows: Iterable[Mapping[str, str]]) -> list[VocabularyTerm]:
    """Rows of a csv file as terms: ``{"name": "餐饮", "words": "餐饮|餐厅", …}``; a row without words names nothing."""
    return [
        VocabularyTerm(
            scheme=scheme,
            name=row["name"].strip(),
            codes=listed(row.get("codes")),
            words=listed(row.get("words")),
            not_words=listed(row.get("not_words")),
            is_umbrella=row.get("is_umbrella") == _YES,
            outside_province=row.get("outside_province") == _YES,
            note=(row.get("note") or "").strip(),
        )
        for row in rows
    ]


def load(path: Callable[[str], Path]) -> TermVocabulary:
    """The vocabulary in the files of :data:`FILES`, each where ``path`` says."""
    terms: list[VocabularyTerm] = []
    for scheme, file in FILES.items():
        with path(file).open(encoding="utf-8", newline="") as rows:
            terms += read(scheme, csv.DictReader(rows))
    return TermVocabulary(tuple(terms))


def find(text: str, vocabulary: TermVocabulary, upto: int | None = None) -> list[ExtractedTerm]:
    """Every use of every term in ``text[:upto]``, in text order.

    ``upto`` is where the annotation of units begins: “（责任单位：省金融局、人行太原中心支行）” names no sector and no
    place.  A word of two terms gives two uses of one span: 跨境电商 is 外贸 and 电子商务.
    """
    end = len(text) if upto is None else upto
    uses = [use for lexicon in vocabulary.lexicons.values() for use in lexicon.uses(text, 0, end)]
    return sorted(uses, key=lambda use: (use.start, -use.end))


def sectors_of(text: str, vocabulary: TermVocabulary, upto: int | None = None) -> list[ExtractedTerm]:
    """The uses that say which sectors an article is about, in its own words.

    These are the uses of the scheme sector but for those in a list that only describes something else: “培养养老、
    托幼、旅游等相关专业” is about 教育.
    """
    end = len(text) if upto is None else upto
    lexicon = vocabulary.lexicons.get("sector")
    uses = lexicon.uses(text, 0, end) if lexicon else ()
    return [use for use in uses if not _DESCRIBING.match(text, use.end, end)]


def sectors_of_heading(heading: str, vocabulary: TermVocabulary) -> list[ExtractedTerm]:
    """The sectors that a section heading names, the unit in brackets behind it left out.

    “（九）文旅体育（文旅体专班负责）” names 旅游 and 文化体育, “二、餐饮业纾困扶持措施” 餐饮; “一、大幅放宽市场准入”
    names none.
    """
    bracket = re.compile(r"[（(]").search(heading, 1)
    return sectors_of(heading, vocabulary, bracket.start() if bracket else None)


def inherited(
    own: Sequence[ExtractedTerm], section: Sequence[ExtractedTerm], vocabulary: TermVocabulary
) -> list[ExtractedTerm]:
    """The uses of section headings that hold for an article with the sectors ``own``.

    A heading that names several sectors leaves the choice to the article: under “文旅体育” the gymnasiums are 文化体育
    and the sights are 旅游, and only an article that names neither has both.  A heading that names one gives it to all
    its articles, except to one about a sister trade of the same division of GB/T 4754: under “交通运输” (G) an article
    about air routes is about 民航 (G).  An umbrella such as 服务业 is always handed on.
    """
    named = {use.name for use in own}
    terms = {use.name: vocabulary.term("sector", use.name) for use in (*own, *section)}
    offered = {use.name for use in section if not _umbrella(terms[use.name])}
    chosen = len(offered) > 1 and bool(named & offered)
    sisters = {_divisions(terms[name]) for name in named} - {frozenset()}

    def holds(name: str) -> bool:
        return name not in offered or not (chosen or _divisions(terms[name]) in sisters)

    return [use for use in section if use.name not in named and holds(use.name)]


def _umbrella(term: VocabularyTerm | None) -> bool:
    return term is not None and term.is_umbrella


def _divisions(term: VocabularyTerm | None) -> frozenset[str]:
    """The letters of the divisions of a sector: 旅游 L7291 and N786 is in L and N."""
    return frozenset(code[0] for code in term.codes) if term else frozenset()


def _use(match: re.Match[str], scheme: str, name: str) -> ExtractedTerm:
    return ExtractedTerm(
        start=match.start(), end=match.end(), quote=match[0], rule=f"terms.{scheme}", scheme=scheme, name=name
    )


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _meanings(terms: Iterable[VocabularyTerm]) -> dict[str, TermMeaning]:
    """Every word and not-word of a scheme with what it means."""
    meanings: dict[str, TermMeaning] = {}
    for term in terms:
        for word in _usable(term.words):
            names, not_names = meanings.get(word, TermMeaning())
            meanings[word] = TermMeaning((*names, term.name), not_names)
        for word in _usable(term.not_words):
            names, not_names = meanings.get(word, TermMeaning())
            meanings[word] = TermMeaning(names, not_names | {term.name})
    return meanings


def _usable(words: Iterable[str]) -> list[str]:
    """Words once each, without spaces (print sets “乡村 e 镇” and “乡村e镇”).

    None that matches the empty string, and none that would take too long: a base may hold what is refused today.
    """
    return list(dict.fromkeys(word for word in map(_squeeze, map(tidy, words)) if word and not problem(word)))


def _tree(words: Iterable[str]) -> _Tree:
    """Words as a tree of characters; the key "" ends a word."""
    root: _Tree = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return root


def _regex(node: _Tree, before: str = "") -> str:
    """A tree as a pattern that takes the longest word and looks at each character once: 餐(?:饮|厅)."""
    branches = [_step(before, character) + _regex(child, character) for character, child in node.items() if character]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")


def _step(before: str, character: str) -> str:
    """One character; beside Latin letters and digits print may set a space: “500 强”, “A 级”."""
    if character == GAP:
        return r"[^。；]{0,16}?"
    space = before and before != GAP and (before.isascii() or character.isascii())
    return (r"\s?" if space else "") + re.escape(character)
