"""政策匹配: what an enterprise asks, as an address holds it. Nothing is stored.

The answer is in :mod:`portal.website.matching.answer`, the comparing in :mod:`portal.website.matching.ranking`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from policies.models import Term
from portal.website.finder.params.base import MOST, shown
from portal.website.matching.ranking import Wanted, is_umbrella, of_trade
from portal.website.pages.calendar import Asked, read_day, read_one

Scheme = Term.Scheme
# The rest of a long list of boxes is folded away.
FIRST = 12
HIGHEST = 10**9


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the form that is answered with terms: ``many`` as boxes, else one of a list."""

    name: str
    scheme: str
    label: str
    hint: str
    many: bool = True


FIELDS = (
    Field("sector", Scheme.SECTOR, "行业", "做哪一行", many=False),
    Field("beneficiary", Scheme.BENEFICIARY, "企业类型", "可选几个", many=True),
    Field("instrument", Scheme.INSTRUMENT, "想要什么", "可选几个，不选就是都要", many=True),
    Field("place", Scheme.PLACE, "地区", "在哪里", many=False),
)
KNOWN = (
    Field("yes", Scheme.CONDITION, "符合的条件", ""),
    Field("no", Scheme.CONDITION, "不符合的条件", ""),
)
# Figures that a visitor may give, in 万元, and the condition that each answers.
FIGURES = {"monthly": ("月销售额", "月销售额"), "annual": ("年营业收入", "营收规模")}
UNKNOWN = "没有叫{}的{}。"


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered to one question: the terms that are known, and a message about the words that are not."""

    terms: tuple[Term, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A term to choose."""

    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as the form shows it; ``rest`` is folded away."""

    field: Field
    first: Sequence[Box]
    rest: Sequence[Box]
    message: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as the form asks for it."""

    name: str
    label: str
    word: str
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """A condition as the form asks for it, and on how many measures of the answer it bears."""

    name: str
    count: int
    yes: bool
    no: bool


@dataclass(frozen=True, slots=True)
class Knowing:
    """The conditions of the form; ``rest`` is folded away."""

    boxes: Sequence[Known]
    messages: Sequence[tuple[str, str]]

    @property
    def first(self) -> list[Known]:
        """What was answered, and what bears on most."""
        return [box for rank, box in enumerate(self.boxes) if (box.count and rank < FIRST) or box.yes or box.no]

    @property
    def rest(self) -> list[Known]:
        """The others."""
        first = self.first
        return [box for box in self.boxes if box not in first]


class Question:
    """All that was asked."""

    def __init__(self, params):
        self.terms = list(Term.objects.filter(retired=False).order_by("position", "id"))
        self.given: Mapping[str, Given] = {
            field.name: self._read(field, params.getlist(field.name)) for field in (*FIELDS, *KNOWN)
        }
        self.on = read_day(params.getlist("on"))
        self.figures: Mapping[str, Asked] = {
            name: read_one(params.getlist(name), _figure, "“{}”不是 0 到 10 亿之间的数。") for name in FIGURES
        }

    def of(self, scheme: str) -> list[Term]:
        """The terms of a scheme, in the vocabulary's order."""
        return [term for term in self.terms if term.scheme == scheme]

    def _read(self, field: Field, words: Iterable[str]) -> Given:
        """Terms by name, or by a word that stands for them: 饭店 is 餐饮."""
        words = tuple(dict.fromkeys(filter(None, (word.strip() for word in words))))
        if len(words) > (MOST if field.many else 1):
            most = f"最多选 {MOST} 个" if field.many else "只能选一个"
            return Given((), f"{most}，这里有 {len(words)} 个。")
        known = {word: term for term in reversed(self.of(field.scheme)) for word in term.words.split("|")}
        known |= {term.name: term for term in self.of(field.scheme)}
        unknown = "、".join(f"“{shown(word)}”" for word in words if word not in known)
        message = UNKNOWN.format(unknown, field.label) if unknown else ""
        return Given(tuple(dict.fromkeys(known[word] for word in words if word in known)), message)

    @cached_property
    def errors(self) -> dict[str, str]:
        """The message at each field that could not be read."""
        messages = {name: given.message for name, given in self.given.items()}
        both = set(self.given["yes"].terms) & set(self.given["no"].terms)
        if both:
            names = "、".join(term.name for term in self.given["yes"].terms if term in both)
            messages["no"] = f"“{names}”不能既符合又不符合。"
        messages |= {"on": self.on.message} | {name: asked.message for name, asked in self.figures.items()}
        return {name: message for name, message in messages.items() if message}

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to look for: a date or a condition alone is no question."""
        return any(self.given[field.name].terms for field in FIELDS) and not self.errors

    @property
    def is_partial(self) -> bool:
        """Whether something was said, and yet nothing to look for."""
        rest = [self.on, *self.figures.values(), self.given["yes"].terms, self.given["no"].terms]
        return not self.is_asked and not self.errors and any(rest)

    @cached_property
    def wanted(self) -> Wanted:
        """The same for the comparison."""
        asked = {field.scheme: frozenset(self.given[field.name].terms) for field in FIELDS}
        return Wanted(asked, frozenset(of_trade(asked[Scheme.SECTOR], self.of(Scheme.BENEFICIARY))))

    @cached_property
    def subject(self) -> list[Term]:
        """The trade and the kinds of enterprise: a document whose title names one is for it."""
        return [*self.given["sector"].terms, *self.given["beneficiary"].terms]

    @property
    def yuan(self) -> dict[str, float]:
        """The figures given, in yuan, by the condition that each answers."""
        return {
            FIGURES[name][1]: asked.value * 10_000 for name, asked in self.figures.items() if asked.value is not None
        }

    @cached_property
    def address(self) -> str:
        """The query string of this question: one meaning, one address."""
        pairs = [(name, term.name) for name, given in self.given.items() for term in given.terms]
        pairs += [
            (name, asked.word) for name, asked in (("on", self.on), *self.figures.items()) if asked.value is not None
        ]
        return urlencode(pairs)

    @property
    def link(self) -> str:
        """The address of the answer."""
        return f"{reverse('match')}?{self.address}" if self.address else reverse("match")

    @property
    def said(self) -> str:
        """The question in one sentence."""
        parts = [
            f"{field.label}：{'、'.join(term.name for term in self.given[field.name].terms)}"
            for field in (*FIELDS, *KNOWN)
            if self.given[field.name].terms
        ]
        parts += [f"{FIGURES[name][0]}：{asked.word}万元" for name, asked in self.figures.items() if asked]
        return "；".join(parts)

    @cached_property
    def fields(self) -> list[Asking]:
        """The form's questions with their terms; governments' own work is nothing that one could seek."""
        return [self._asking(field) for field in FIELDS]

    @property
    def numbers(self) -> list[Number]:
        """The figures that the form asks for."""
        return [Number(name, FIGURES[name][0], asked.word, asked.message) for name, asked in self.figures.items()]

    def _asking(self, field: Field) -> Asking:
        given = self.given[field.name]
        choices = [term for term in self.of(field.scheme) if not is_umbrella(term)]
        boxes = [Box(term.name, term in given.terms) for term in choices]
        first = [box for rank, box in enumerate(boxes) if rank < FIRST or box.chosen or not field.many]
        return Asking(field, first, [box for box in boxes if box not in first], given.message)


def _figure(word: str) -> float | None:
    """A sum in 万元: neither negative nor beyond belief."""
    try:
        value = float(word)
    except ValueError:
        return None
    return value if 0 <= value <= HIGHEST else None
