"""政策匹配: what an enterprise asks, as an address holds it. Nothing is stored.

The answer is in :mod:`portal.website.matching.answer`, the comparing in :mod:`portal.website.matching.ranking`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from policies.models import Term
from policies.vocabulary import terms as vocabulary
from portal.website.matching.ranking import Profile, types_of_trade
from portal.website.query_params import MAX_VALUES, SingleValue, given, is_legible, read_day, read_one, shown

Scheme = Term.Scheme
# The rest of a long list of boxes is folded away.
INITIAL_OPTIONS = 12
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
    QuestionField("sector", Scheme.SECTOR, "行业", "做哪一行", many=False),
    QuestionField("beneficiary", Scheme.BENEFICIARY, "企业类型", "可选几个", many=True),
    QuestionField("instrument", Scheme.INSTRUMENT, "想要什么", "可选几个，不选就是都要", many=True),
    QuestionField("place", Scheme.PLACE, "地区", "在哪里", many=False),
)
CONDITION_FIELDS = (
    QuestionField("yes", Scheme.CONDITION, "符合的条件", ""),
    QuestionField("no", Scheme.CONDITION, "不符合的条件", ""),
)
# Figures that a visitor may give, in 万元, and the condition that each answers.
FIGURES = {"monthly": ("月销售额", "月销售额"), "annual": ("年营业收入", "营收规模")}
# Who fulfils the one does not fulfil the other.
OPPOSITES = (("承租国有房屋", "承租非国有房屋"), ("规上", "规下"))
MONTHS = 12
UNKNOWN = "没有叫{}的{}。"
# What an address may ask.
READ = (*(field.name for field in (*FIELDS, *CONDITION_FIELDS)), "on", *FIGURES, "page")


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """What was answered to one question: the terms that are known, and a message about the words that are not."""

    terms: tuple[Term, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class TermOption:
    """A term to choose."""

    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FieldOptions:
    """A question as the form shows it; ``rest`` is folded away."""

    field: QuestionField
    first: Sequence[TermOption]
    rest: Sequence[TermOption]
    message: str


@dataclass(frozen=True, slots=True)
class FigureInput:
    """A figure as the form asks for it."""

    name: str
    label: str
    word: str
    message: str


@dataclass(frozen=True, slots=True)
class ConditionOption:
    """A condition as the form asks for it, and on how many measures of the answer it bears."""

    name: str
    count: int
    yes: bool
    no: bool


@dataclass(frozen=True, slots=True)
class ConditionOptions:
    """The conditions of the form; ``rest`` is folded away."""

    boxes: Sequence[ConditionOption]
    messages: Sequence[tuple[str, str]]

    @property
    def first(self) -> list[ConditionOption]:
        """What was answered, and what bears on most."""
        return [
            box for rank, box in enumerate(self.boxes) if (box.count and rank < INITIAL_OPTIONS) or box.yes or box.no
        ]

    @property
    def rest(self) -> list[ConditionOption]:
        """The others."""
        first = self.first
        return [box for box in self.boxes if box not in first]


class Question:
    """All that was asked."""

    def __init__(self, params: QueryDict):
        self.answers: Mapping[str, FieldAnswer] = {
            field.name: self._read(field, params.getlist(field.name)) for field in (*FIELDS, *CONDITION_FIELDS)
        }
        self.on = read_day(params.getlist("on"))
        self.figures: Mapping[str, SingleValue] = {
            name: read_one(params.getlist(name), _figure, "“{}”不是 0 到 10 亿之间的数。") for name in FIGURES
        }

    def _read(self, field: QuestionField, words: Iterable[str]) -> FieldAnswer:
        """Read terms by name, or by a word that stands for them; where one may be chosen, the vocabulary's first."""
        words = given(words)
        if len(words) > (MAX_VALUES if field.many else 1):
            most = f"最多选 {MAX_VALUES} 个" if field.many else "只能选一个"
            return FieldAnswer((), f"{most}，这里有 {len(words)} 个。")
        known = vocabulary.of_scheme(field.scheme)
        named = {word: known.named(word) if is_legible(word) else () for word in words}
        terms = list(dict.fromkeys(term for found in named.values() for term in found))
        unknown = "、".join(f"“{shown(word)}”" for word in words if not named[word])
        message = UNKNOWN.format(unknown, field.scheme.label) if unknown else ""
        return FieldAnswer(tuple(terms if field.many else terms[:1]), message)

    @cached_property
    def errors(self) -> dict[str, str]:
        """The message at each field that could not be read."""
        messages = {name: answer.message for name, answer in self.answers.items()}
        both = set(self.answers["yes"].terms) & set(self.answers["no"].terms)
        if both:
            names = "、".join(term.name for term in self.answers["yes"].terms if term in both)
            messages["no"] = f"“{names}”不能既符合又不符合。"
        messages |= {"on": self.on.message} | {name: asked.message for name, asked in self.figures.items()}
        return {name: message for name, message in messages.items() if message}

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to look for: a date or a condition alone is no question."""
        return any(self.answers[field.name].terms for field in FIELDS) and not self.errors

    @property
    def is_partial(self) -> bool:
        """Whether something was said, and yet nothing to look for."""
        rest = [self.on, *self.figures.values(), self.answers["yes"].terms, self.answers["no"].terms]
        return not self.is_asked and not self.errors and any(rest)

    @cached_property
    def profile(self) -> Profile:
        """The same for the comparison."""
        asked: dict[str, frozenset[Term]] = {
            field.scheme: frozenset(self.answers[field.name].terms) for field in FIELDS
        }
        return Profile(
            asked, frozenset(types_of_trade(asked[Scheme.SECTOR], vocabulary.of_scheme(Scheme.BENEFICIARY).terms))
        )

    @cached_property
    def subject(self) -> list[Term]:
        """The trade and the kinds of enterprise: a document whose title names one is for it."""
        return [*self.answers["sector"].terms, *self.answers["beneficiary"].terms]

    @cached_property
    def denied(self) -> set[Term]:
        """The conditions that are not fulfilled: those said so, and the opposites of those that are."""
        yes = {term.name for term in self.answers["yes"].terms}
        opposite = {other for pair in OPPOSITES for one, other in (pair, pair[::-1]) if one in yes} - yes
        terms = vocabulary.of_scheme(Scheme.CONDITION).terms
        return {*self.answers["no"].terms, *(term for term in terms if term.name in opposite)}

    @cached_property
    def told(self) -> set[Term]:
        """The conditions of which something was said: that they are fulfilled, or a figure to hold against theirs."""
        terms = vocabulary.of_scheme(Scheme.CONDITION).terms
        return {*self.answers["yes"].terms, *(term for term in terms if term.name in self.yuan)}

    @property
    def yuan(self) -> dict[str, float]:
        """The figures answers, in yuan, by the condition that each answers; of a month's follows a year's, and back."""
        told = {name: asked.value * 10_000 for name, asked in self.figures.items() if asked.value is not None}
        if "monthly" in told:
            told.setdefault("annual", told["monthly"] * MONTHS)
        elif "annual" in told:
            told["monthly"] = told["annual"] / MONTHS
        return {FIGURES[name][1]: value for name, value in told.items()}

    @cached_property
    def address(self) -> str:
        """The query string of this question: one meaning, one address."""
        pairs = [(name, term.name) for name, answer in self.answers.items() for term in answer.terms]
        pairs += [
            (name, asked.word) for name, asked in (("on", self.on), *self.figures.items()) if asked.value is not None
        ]
        return urlencode(pairs)

    @property
    def link(self) -> str:
        """The address of the answer."""
        return f"{reverse('match')}?{self.address}" if self.address else reverse("match")

    @property
    def summary(self) -> str:
        """The question in one sentence."""
        parts = [
            f"{field.label}：{'、'.join(term.name for term in self.answers[field.name].terms)}"
            for field in (*FIELDS, *CONDITION_FIELDS)
            if self.answers[field.name].terms
        ]
        parts += [f"{FIGURES[name][0]}：{asked.word}万元" for name, asked in self.figures.items() if asked]
        return "；".join(parts)

    @cached_property
    def fields(self) -> list[FieldOptions]:
        """The form's questions with their terms; governments' own work is nothing that one could seek."""
        return [self._options(field) for field in FIELDS]

    @property
    def numbers(self) -> list[FigureInput]:
        """The figures that the form asks for."""
        return [FigureInput(name, FIGURES[name][0], asked.word, asked.message) for name, asked in self.figures.items()]

    def _options(self, field: QuestionField) -> FieldOptions:
        answers = self.answers[field.name]
        choices = [term for term in vocabulary.of_scheme(field.scheme).terms if not term.is_umbrella]
        boxes = [TermOption(term.name, term in answers.terms) for term in choices]
        first = [box for rank, box in enumerate(boxes) if rank < INITIAL_OPTIONS or box.chosen or not field.many]
        return FieldOptions(field, first, [box for box in boxes if box not in first], answers.message)


def _figure(word: str) -> float | None:
    """A sum in 万元: neither negative nor beyond belief."""
    try:
        value = float(word)
    except ValueError:
        return None
    return value if 0 <= value <= MAX_FIGURE else None
