"""The form of 政策匹配 as its template shows it: the plain questions, and all that can be said behind 更多条件."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policies.models import Term
from policies.vocabulary import terms as vocabulary
from portal.website.matching.interview import AT_FIRST, Figure, PlainQuestion, figures, plain_questions
from portal.website.matching.question import Question
from portal.website.matching.reading import FIELDS, QuestionField

Scheme = Term.Scheme
# The rest of a long list of boxes is folded away.
INITIAL_OPTIONS = 12
# What is asked plainly is asked once.
_PLAINLY = "sector"
_IN_DETAIL = (*(field.name for field in FIELDS if field.name != _PLAINLY), "yes", "no")


@dataclass(frozen=True, slots=True)
class TermOption:
    """Something to choose."""

    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FieldOptions:
    """A question with its terms as the form shows it; ``rest`` is folded away."""

    field: QuestionField
    first: Sequence[TermOption]
    rest: Sequence[TermOption]
    message: str


@dataclass(frozen=True, slots=True)
class FigureInput:
    """A figure as the form asks for it."""

    figure: Figure
    word: str
    message: str


@dataclass(frozen=True, slots=True)
class PlainField:
    """A plain question as the form asks it: with ``options``, else a field for a ``word``, or a figure in ``unit``."""

    question: PlainQuestion
    options: Sequence[TermOption]
    word: str
    unit: str
    message: str

    @property
    def is_answered(self) -> bool:
        """Whether something was said to it."""
        return bool(self.word or self.message or any(option.chosen for option in self.options))


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
        """Return what was answered, and what bears on most."""
        return [
            box for rank, box in enumerate(self.boxes) if (box.count and rank < INITIAL_OPTIONS) or box.yes or box.no
        ]

    @property
    def rest(self) -> list[ConditionOption]:
        """The others."""
        first = self.first
        return [box for box in self.boxes if box not in first]


class Form:
    """The question as a form to go on with; ``counts``: on how many measures of the answer each condition bears."""

    def __init__(self, question: Question, counts: Mapping[Term, int]):
        self.question = question
        self.counts = counts

    @cached_property
    def plain(self) -> list[PlainField]:
        """The plain questions that concern the asker."""
        trades = {term.name for term in self.question.answers["sector"].terms}
        asked = [each for each in plain_questions() if not each.trades or trades & {*each.trades}]
        return [self._plain(each) for each in asked]

    @property
    def first(self) -> list[PlainField]:
        """Return the fields that are open to sight: the first, and what was answered."""
        return [field for rank, field in enumerate(self.plain) if rank < AT_FIRST or field.is_answered]

    @property
    def rest(self) -> list[PlainField]:
        """The others."""
        first = self.first
        return [field for field in self.plain if field not in first]

    def _plain(self, question: PlainQuestion) -> PlainField:
        if question.answers:
            chosen = self.question.chosen[question.name]
            options = [TermOption(each.word, each in chosen.answers) for each in question.answers]
            return PlainField(question, options, "", "", chosen.message)
        if question.name in figures():
            asked = self.question.figures[question.name]
            return PlainField(question, [], asked.word, figures()[question.name].unit, asked.message)
        answer = self.question.answers[question.name]
        text = self.question.trade_words if answer.message else "、".join(term.name for term in answer.terms)
        return PlainField(question, [], text, "", answer.message)

    @property
    def trades(self) -> list[str]:
        """The trades by name, to choose from while typing."""
        return [term.name for term in vocabulary.of_scheme(Scheme.SECTOR).terms if not term.is_umbrella]

    @cached_property
    def fields(self) -> list[FieldOptions]:
        """The questions with terms; governments' own work is nothing that one could seek."""
        return [self._options(field) for field in FIELDS if field.name != _PLAINLY]

    @property
    def numbers(self) -> list[FigureInput]:
        """The figures that are not asked plainly."""
        plainly = {each.name for each in plain_questions()}
        return [
            FigureInput(figures()[name], asked.word, asked.message)
            for name, asked in self.question.figures.items()
            if name not in plainly
        ]

    @cached_property
    def conditions(self) -> ConditionOptions:
        """The conditions that the answer turns on; before there is one, all that there are."""
        yes, no = (self.question.answers[name] for name in ("yes", "no"))
        chosen = {*yes.terms, *no.terms}
        terms = [
            term
            for term in vocabulary.of_scheme(Scheme.CONDITION).terms
            if not term.is_umbrella and (term in self.counts or term in chosen or not self.counts)
        ]
        terms.sort(key=lambda term: (term not in chosen, -self.counts.get(term, 0)))
        boxes = [
            ConditionOption(term.name, self.counts.get(term, 0), term in yes.terms, term in no.terms) for term in terms
        ]
        errors = [(name, self.question.errors[name]) for name in ("yes", "no") if name in self.question.errors]
        return ConditionOptions(boxes, errors)

    @property
    def detailed(self) -> int:
        """How much behind 更多条件 was said; what it was, stands above the answer."""
        asked = self.question
        answered = sum(bool(asked.answers[name].terms) for name in _IN_DETAIL)
        return answered + bool(asked.on) + sum(bool(each.word) for each in self.numbers)

    @property
    def is_wrong_in_detail(self) -> bool:
        """Whether something there cannot be read: then it is in sight, and on a phone only then."""
        names = {*_IN_DETAIL, *(each.figure.name for each in self.numbers), "on"}
        return not names.isdisjoint(self.question.errors)

    def _options(self, field: QuestionField) -> FieldOptions:
        answers = self.question.answers[field.name]
        choices = [term for term in vocabulary.of_scheme(field.scheme).terms if not term.is_umbrella]
        boxes = [TermOption(term.name, term in answers.terms) for term in choices]
        first = [box for rank, box in enumerate(boxes) if rank < INITIAL_OPTIONS or box.chosen or not field.many]
        return FieldOptions(field, first, [box for box in boxes if box not in first], answers.message)
