"""Readings of an address as answers to the questions of 政策匹配, each with a message about what cannot be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from policies.asking import offices
from policies.models import Amount, Term
from policies.text.sums import read_sum
from policies.vocabulary import everyday
from policies.vocabulary import terms as vocabulary
from portal.website.matching.interview import PlainAnswer, PlainQuestion, figures
from portal.website.query_params import MAX_VALUES, clean_words, is_legible, shown

Scheme = Term.Scheme

MAX_FIGURE = 10**9


@dataclass(frozen=True, slots=True)
class QuestionField:
    """A question of the form that is answered with terms: ``many`` as boxes, else one of a list.

    ``label`` is what the form asks, in a visitor's words; what the terms are called is their scheme's own label.
    """

    name: str
    scheme: Term.Scheme
    label: str
    hint: str
    many: bool = True


FIELDS = (
    QuestionField("sector", Scheme.SECTOR, "行业", "可写几个"),
    QuestionField("beneficiary", Scheme.BENEFICIARY, "企业类型", "可选几个"),
    QuestionField("instrument", Scheme.INSTRUMENT, "想要什么", "可选几个，不选就是都要"),
    QuestionField("place", Scheme.PLACE, "地区", "在哪里", many=False),
)
CONDITION_FIELDS = (
    QuestionField("yes", Scheme.CONDITION, "符合的条件", ""),
    QuestionField("no", Scheme.CONDITION, "不符合的条件", ""),
)
UNKNOWN = "没有叫{}的{}。"
UNITS = {"万元": Amount.Unit.CNY, "万美元": Amount.Unit.USD}
_TEN_THOUSAND = 10_000
# 面馆、奶茶店: several trades in one field.
_SEVERAL = re.compile(r"[、，,；;/\s]+")


class StatedFigure(NamedTuple):
    """A figure that was given: how much, in yuan or dollars, and the figure's own words (800 万元)."""

    value: float
    unit: Amount.Unit
    words: str


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """An answer to one question: the terms that are known, and a message about the words that are not."""

    terms: tuple[Term, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class ChosenAnswers:
    """An answer to one plain question, and a message about the words that are none of its answers."""

    answers: tuple[PlainAnswer, ...] = ()
    message: str = ""

    def __bool__(self) -> bool:
        return bool(self.answers or self.message)


@dataclass(frozen=True, slots=True)
class OfficeAnswer:
    """The office that asks, in its own word: the units of the base that it may mean, the nearest first."""

    word: str = ""
    units: tuple[int, ...] = ()
    message: str = ""


def read_terms(field: QuestionField, words: Iterable[str]) -> FieldAnswer:
    """Read terms by name, or by a word that stands for them; where one may be chosen, the vocabulary's first."""
    words = clean_words(words)
    if field.scheme == Scheme.SECTOR:
        words = [part for word in words for part in _listed(word)]
    if len(words) > (MAX_VALUES if field.many else 1):
        most = f"最多选 {MAX_VALUES} 个" if field.many else "只能选一个"
        return FieldAnswer((), f"{most}，这里有 {len(words)} 个。")
    named = {word: everyday.named(field.scheme, word) if is_legible(word) else () for word in words}
    terms = list(dict.fromkeys(term for found in named.values() for term in found))
    unknown = "、".join(f"“{shown(word)}”" for word in words if not named[word])
    message = UNKNOWN.format(unknown, field.scheme.label) if unknown else ""
    return FieldAnswer(tuple(terms if field.many else terms[:1]), message)


def read_office(words: Iterable[str]) -> OfficeAnswer:
    """Read an office by any name: 太原市商务局 is 各市商务局, then whoever is over it."""
    word = next(iter(clean_words(words)), "")
    units = offices.meant(word) if word and is_legible(word) else ()
    return OfficeAnswer(word, units, f"“{shown(word)}”不在库里的部门中。" if word and not units else "")


def _listed(words: str) -> list[str]:
    """The trades of one field; a name that is printed with a stroke (批发/零售) is one."""
    is_name = bool(vocabulary.of_scheme(Scheme.SECTOR).named(words)) if is_legible(words) else True
    return [words] if is_name else clean_words(_SEVERAL.split(words))


def choose(question: PlainQuestion, words: Iterable[str]) -> ChosenAnswers:
    words = clean_words(words)
    if len(words) > 1 and not question.many:
        return ChosenAnswers((), f"“{question.asks}”只能选一个，这里有 {len(words)} 个。")
    found = {word: question.answer(word) for word in words[:MAX_VALUES]}
    unknown = "、".join(f"“{shown(word)}”" for word, answer in found.items() if answer is None)
    known = tuple(answer for answer in question.answers if answer.word in found)
    return ChosenAnswers(known, f"“{question.asks}”没有{unknown}这个回答，请从下面选。" if unknown else "")


def implied(question: PlainQuestion, trades: Iterable[str]) -> ChosenAnswers:
    """Return what the words for a trade say already: who writes 拉货 need not be asked whether he carries goods."""
    trade_words = "、".join(trades) if question.trades else ""
    found = [each for each in question.answers if any(word in trade_words for word in (each.word, *each.theirs))]
    return ChosenAnswers(tuple(found) if len(found) == 1 else ())


def stated_figure(name: str, value: float) -> StatedFigure:
    """A figure that was given in its unit, in yuan or dollars."""
    unit = figures()[name].unit
    return StatedFigure(value * _TEN_THOUSAND, UNITS[unit], f"{value:g} {unit}")


def read_figure(unit: str, word: str) -> float | None:
    """A sum in 万元 (or 万美元), as people write it (8, 8万, 80,000元): neither negative nor beyond belief."""
    written = read_sum(word)
    if written is None or written.currency not in ("", unit.removeprefix("万")):
        return None
    sum_ = written.value if written.is_bare else written.value / _TEN_THOUSAND
    return sum_ if sum_ <= MAX_FIGURE else None
