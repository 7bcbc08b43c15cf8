"""政策匹配: what somebody asks, as an address holds it. Nothing is stored.

The plain questions are in :mod:`portal.website.matching.interview`, the form in :mod:`portal.website.matching.form`,
the reading of an address in :mod:`portal.website.matching.reading`, the answer in
:mod:`portal.website.matching.answer`, the comparing in :mod:`portal.website.matching.ranking`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, partial

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from policies.models import Term
from policies.text.normalize import fold
from policies.vocabulary import terms as vocabulary
from portal.website.matching.interview import (
    Asks,
    PlainAnswer,
    PlainQuestion,
    choices,
    figures,
    plain_questions,
    question_about,
)
from portal.website.matching.ranking import Profile, kin_of, types_of_trade
from portal.website.matching.reading import (
    CONDITION_FIELDS,
    FIELDS,
    ChosenAnswers,
    FieldAnswer,
    StatedFigure,
    choose,
    implied,
    read_figure,
    read_office,
    read_terms,
    stated_figure,
)
from portal.website.matching.statistics_lists import counted_as
from portal.website.query_params import SingleValue, clean_words, read_day, read_one

Scheme = Term.Scheme

# Who fulfils the one does not fulfil the other.
OPPOSITES = (("承租国有房屋", "承租非国有房屋"), ("规上", "规下"))
# A year's figure follows from a month's, and back.
MONTHLY, ANNUAL, MONTHS = "monthly", "annual", 12
# Who sells no more in a year is likely one (财税〔2018〕33号: 500 万元及以下), unless registered otherwise.
SMALL_SCALE, SMALL_SCALE_YUAN = "小规模纳税人", 5_000_000
# Without these there is no question.
_WHO = frozenset({*(field.name for field in FIELDS), "form", "unit"})
# Who is one is given nothing, and must do what others are given.
OFFICE = "政府部门"


class Question:
    """All that was asked."""

    def __init__(self, params: QueryDict):
        # All that an answer hangs on, but for the page of it that is asked for.
        self.key = tuple((name, *params.getlist(name)) for name in READ if name in params and name != "page")
        self.answers: Mapping[str, FieldAnswer] = {
            field.name: read_terms(field, params.getlist(field.name)) for field in (*FIELDS, *CONDITION_FIELDS)
        }
        self.chosen: Mapping[str, ChosenAnswers] = {
            name: choose(question, params.getlist(name)) or implied(question, params.getlist("sector"))
            for name, question in choices().items()
        }
        self.trade_words = "、".join(clean_words(params.getlist("sector")))
        self.on = read_day(params.getlist("on"))
        self.figures: Mapping[str, SingleValue] = {
            name: read_one(
                params.getlist(name),
                partial(read_figure, each.unit),
                "“{}”不是能用的数：请写多少万，如 8 或 8" + f"{each.unit}。",
            )
            for name, each in figures().items()
        }
        self.office = read_office(params.getlist("unit"))
        self.skipped = tuple(word for word in clean_words(params.getlist("skip")) if word in ASKED)

    @cached_property
    def errors(self) -> dict[str, str]:
        """The message at each field that could not be read."""
        read = {**self.answers, **self.chosen, "on": self.on, "unit": self.office, **self.figures}
        return {name: each.message for name, each in read.items() if each.message}

    @property
    def contradictions(self) -> list[str]:
        """What was said in two ways, conditions and figures of which both cannot be: neither counts."""
        sales = [figures()[name].label for name in (MONTHLY, ANNUAL) if self._is_less_in_a_year]
        return [*sorted({term.name for term in self._yes} & self._contradicted), *sales]

    @cached_property
    def _is_less_in_a_year(self) -> bool:
        """Whether it was said that less is sold in a year than in a month of it."""
        month, year = (self.figures[name].value for name in (MONTHLY, ANNUAL))
        return month is not None and year is not None and year < month

    @cached_property
    def _contradicted(self) -> set[str]:
        """Return contradictions: conditions said to be fulfilled and not, and pairs of which only one can be."""
        yes, no = ({term.name for term in terms} for terms in (self._yes, self._no))
        return yes & no | {name for pair in OPPOSITES if yes.issuperset(pair) for name in pair}

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to look for: a date or a condition alone is no question.

        What cannot be read is told, and the rest is answered; but of who asks something must be read, so that a trade
        that nobody knows is not answered with everything.
        """
        asked = any(self.answers[field.name].terms for field in FIELDS) or self.is_somebody
        return bool(asked) and (self.is_somebody or not _WHO & set(self.errors))

    @property
    def is_somebody(self) -> bool:
        """Whether anything was read of who asks: a trade, a kind of enterprise, an office."""
        named = self.answers["sector"].terms or self.answers["beneficiary"].terms
        return bool(named or self.chosen["form"].answers or self.office.units)

    @property
    def is_partial(self) -> bool:
        """Whether something was said, and yet nothing to look for."""
        rest = [self.on, *self.figures.values(), self._yes, self._no, *(each.answers for each in self.chosen.values())]
        return not self.is_asked and not self.errors and any(rest)

    @cached_property
    def plain_answers(self) -> list[tuple[PlainQuestion, PlainAnswer]]:
        """The plain answers, each with its question."""
        return [(question, answer) for name, question in choices().items() for answer in self.chosen[name].answers]

    @property
    def is_office(self) -> bool:
        """Whether an office asks what it must do."""
        return bool(self.office.units) or any(answer.word == OFFICE for _, answer in self.plain_answers)

    @cached_property
    def may_be_office(self) -> bool:
        """Whether nobody said who they are, what they have or what they want: an official may ask of a trade."""
        return not (self.kinds or self.plain_answers or self._yes or self._no or self.amounts) and bool(
            self.answers["sector"].terms and not self.answers["instrument"].terms
        )

    @cached_property
    def kinds(self) -> frozenset[Term]:
        """The kinds of enterprise that somebody is."""
        return frozenset((*self.answers["beneficiary"].terms, *self._of_answers(Scheme.BENEFICIARY, "kinds")))

    @cached_property
    def seeks(self) -> frozenset[Term]:
        """Return what somebody has in mind: it is shown sooner, and nothing is left out for it."""
        return frozenset(self._of_answers(Scheme.INSTRUMENT, "seeks"))

    @cached_property
    def wants(self) -> frozenset[Term]:
        """Return the means that they have in mind or ask for alone."""
        return self.seeks | frozenset(self.answers["instrument"].terms)

    def unasked(self, term: str) -> Asks | None:
        """Return the question that would settle a term, if it was not answered; one that takes several stays open."""
        asks = question_about(term)
        if asks is None or asks.name not in self.chosen or choices()[asks.name].many:
            return asks
        return None if self.chosen[asks.name].answers else asks

    def against(self, quote: str) -> tuple[PlainQuestion, str] | None:
        """Return the question by whose answer words are not the asker's, and which of them; None where they may be."""
        return next(
            (
                (question, word)
                for question, answer in self.plain_answers
                for word in answer.not_theirs
                if word in quote and not any(own in quote for own in answer.theirs)
            ),
            None,
        )

    def undecided(self, quote: str) -> Asks | None:
        """Return the question by whose answers words are somebody's or not, and that was not answered.

        One that is for some trades only is asked of those: whether a lorry or a bus, no shop is asked.
        """
        return next(
            (
                Asks(question.name, question.asks)
                for question in choices().values()
                if not self._is_answered(question)
                and (not question.trades or self._is_of(question.trades))
                and any(word in quote for word in question.words)
            ),
            None,
        )

    def _is_answered(self, question: PlainQuestion) -> bool:
        """Whether something was said to it, or a kind of enterprise that one of its answers says: 外资企业."""
        kinds = {kind.name for kind in self.kinds}
        return bool(self.chosen[question.name].answers) or any(kinds & {*each.kinds} for each in question.answers)

    def _is_of(self, trades: Iterable[str]) -> bool:
        return bool({term.name for term in self.answers["sector"].terms} & {*trades})

    def speaks_of(self, quote: str) -> bool:
        """Whether words say of what somebody said that it is theirs."""
        return any(word in quote for _, answer in self.plain_answers for word in answer.theirs)

    @cached_property
    def profile(self) -> Profile:
        """The same for the comparison."""
        asked: dict[str, frozenset[Term]] = {
            str(field.scheme): frozenset(self.answers[field.name].terms) for field in FIELDS
        } | {str(Scheme.BENEFICIARY): self.kinds}
        of_trade = types_of_trade(asked[Scheme.SECTOR], vocabulary.of_scheme(Scheme.BENEFICIARY).terms)
        not_kinds = frozenset(self._of_answers(Scheme.BENEFICIARY, "not_kinds")) - self.kinds
        return Profile(
            asked,
            frozenset(of_trade),
            not_kinds,
            self._likely,
            frozenset(term.name for term in self.stated | self.denied),
            kin_of(kind.name for kind in self.kinds) - {kind.name for kind in not_kinds},
        )

    @property
    def _likely(self) -> frozenset[str]:
        """Return what somebody is likely, by the figures that were told."""
        sales = self.amounts.get(ANNUAL)
        return frozenset({SMALL_SCALE} if sales and sales.value <= SMALL_SCALE_YUAN else ())

    @cached_property
    def subject(self) -> list[Term]:
        """The trades and the kinds of enterprise: a document whose title names one is for it."""
        return [*self.answers["sector"].terms, *self.kinds]

    @cached_property
    def _yes(self) -> list[Term]:
        return [*self.answers["yes"].terms, *self._of_answers(Scheme.CONDITION, "yes")]

    @cached_property
    def _no(self) -> list[Term]:
        return [*self.answers["no"].terms, *self._of_answers(Scheme.CONDITION, "no")]

    @cached_property
    def fulfilled(self) -> set[Term]:
        """The conditions that are fulfilled, said or following from what was said."""
        said = {term for term in self._yes if term.name not in self._contradicted}
        follows = counted_as({term.name for term in said}, self.answers["sector"].terms)
        follows -= {term.name for term in self._no}
        return said | {term for term in vocabulary.of_scheme(Scheme.CONDITION).terms if term.name in follows}

    @cached_property
    def denied(self) -> set[Term]:
        """The conditions that are not fulfilled: those said so, and the opposites of those that are."""
        yes = {term.name for term in self._yes}
        opposite = {other for pair in OPPOSITES for one, other in (pair, pair[::-1]) if one in yes} - yes
        terms = vocabulary.of_scheme(Scheme.CONDITION).terms
        names = {term.name for term in self._no} | opposite
        return {term for term in terms if term.name in names - self._contradicted}

    @cached_property
    def stated(self) -> set[Term]:
        """The conditions of which something was said: that they are fulfilled, or a figure to hold against theirs."""
        terms = vocabulary.of_scheme(Scheme.CONDITION).terms
        return self.fulfilled | {term for term in terms if term.name in self.sums}

    @cached_property
    def amounts(self) -> dict[str, StatedFigure]:
        """The figures that were given, by name; of a month's sales follow a year's, and back."""
        stated = {
            name: stated_figure(name, asked.value)
            for name, asked in self.figures.items()
            if asked.value is not None and not (self._is_less_in_a_year and name in {MONTHLY, ANNUAL})
        }
        for one, other, times in ((MONTHLY, ANNUAL, MONTHS), (ANNUAL, MONTHLY, 1 / MONTHS)):
            value = self.figures[one].value
            if value is not None and self.figures[other].value is None:
                stated[other] = stated_figure(other, value * times)
        return stated

    @cached_property
    def sums(self) -> dict[str, StatedFigure]:
        """The same by the condition that each answers."""
        return {figures()[name].condition: stated for name, stated in self.amounts.items() if figures()[name].condition}

    def _of_answers(self, scheme: str, attribute: str) -> list[Term]:
        """The terms that plain answers name; one that editors took out of the vocabulary is said by nobody."""
        by_name = vocabulary.of_scheme(scheme).by_name
        names = (fold(name) for _, answer in self.plain_answers for name in getattr(answer, attribute))
        return [by_name[name] for name in dict.fromkeys(names) if name in by_name]

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The question as parameters and values: one meaning, one address."""
        return [
            *((name, term.name) for name, answer in self.answers.items() for term in answer.terms),
            *((question.name, answer.word) for question, answer in self.plain_answers),
            *(("unit", self.office.word) for _ in self.office.units[:1]),
            *(
                (name, asked.word)
                for name, asked in (("on", self.on), *self.figures.items())
                if asked.value is not None
            ),
            *(("skip", name) for name in self.skipped),
        ]

    @cached_property
    def address(self) -> str:
        """The query string of this question."""
        return urlencode(self.pairs)

    def address_with(self, *more: tuple[str, str]) -> str:
        """The query string of this question with something more said."""
        return urlencode([*self.pairs, *more])

    @property
    def link(self) -> str:
        """The address of the answer."""
        return f"{reverse('match')}?{self.address}" if self.address else reverse("match")

    def link_of(self, day: date) -> str:
        """The address of the answer for a day, which stays the same tomorrow."""
        return self.link if self.on else f"{reverse('match')}?{self.address_with(('on', day.isoformat()))}"

    @property
    def summary(self) -> str:
        """The question in one sentence."""
        parts = [
            f"{field.label}：{'、'.join(term.name for term in self.answers[field.name].terms)}"
            for field in (*FIELDS, *CONDITION_FIELDS)
            if self.answers[field.name].terms
        ]
        parts += [f"{question.label}：{answer.word}" for question, answer in self.plain_answers]
        parts += [f"单位：{self.office.word}" for _ in self.office.units[:1]]
        stated = {
            name: stated_figure(name, asked.value) for name, asked in self.figures.items() if asked.value is not None
        }
        parts += [f"{figures()[name].label}：{each.words}" for name, each in stated.items()]
        return "；".join(parts)


# What may be skipped: each question that an address may answer.
ASKED = tuple(dict.fromkeys(each.name for each in plain_questions()))
# What an address may ask.
READ = (
    *(field.name for field in (*FIELDS, *CONDITION_FIELDS)), *choices(), "unit", "on", *figures(), "skip", "page",
)  # fmt: skip
