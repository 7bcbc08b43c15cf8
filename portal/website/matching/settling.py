"""The next plain question: the one that settles most of what is open in an answer."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.website.matching.answer import Answer
from portal.website.matching.cases import nearest_case
from portal.website.matching.conditions import Verdict
from portal.website.matching.form import Form, PlainField
from portal.website.matching.interview import PlainQuestion, figures
from portal.website.matching.naming import Receiver
from portal.website.matching.order import RankedMeasure
from portal.website.matching.question import Question


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A question that was not answered, how much of the answer it would settle, and its answers as addresses."""

    field: PlainField
    count: int
    answers: list[tuple[str, str]]
    skip: str
    pairs: list[tuple[str, str]]


def next_question(answer: Answer, form: Form) -> NextQuestion | None:
    """Return the question that settles most, of two that settle as much the earlier one; None where none does."""
    question = answer.question
    unasked = [each for each in form.plain if not each.is_answered and each.question.name not in question.skipped]
    known = {term.name for term in (*question.stated, *question.denied, *question.kinds)}
    tests = [(field.question.name, _settles(field.question, known)) for field in unasked]
    counts: Counter[str] = Counter()
    for each in answer.ranked:
        if each.is_to_be_had:
            open_terms, words = _open(question, each, known), each.quote
            counts.update(name for name, settles in tests if settles(open_terms, words))
    best = max(unasked, key=lambda field: counts[field.question.name], default=None)
    if best is None or not counts[best.question.name]:
        return None
    name = best.question.name
    return NextQuestion(
        best,
        counts[name],
        [(option.name, question.address_with((name, option.name))) for option in best.options],
        question.address_with(("skip", name)),
        question.pairs,
    )


def _settles(question: PlainQuestion, known: set[str]) -> Callable[[set[str], str], bool]:
    """Return how one sees whether an answer to a question bears on terms that are open, or on the words of a print.

    One that was answered in another way bears on nothing.
    """
    if question.name in figures():
        condition = figures()[question.name].condition
        return lambda open_terms, words: condition in open_terms
    if not question.answers:
        return lambda open_terms, words: _TRADE in open_terms
    if not question.many and any(name in known for each in question.answers for name in each.kinds):
        return lambda open_terms, words: False
    terms, shutting_out = question.terms, question.words
    return lambda open_terms, words: not terms.isdisjoint(open_terms) or any(word in words for word in shutting_out)


# Stands for any trade among the terms that are open.
_TRADE = "sector"


def _open(question: Question, each: RankedMeasure, known: set[str]) -> set[str]:
    """The names of the terms that nobody told us about, on which it hangs whether somebody gets it."""
    asked = {term.name for gift in each.gifts for term in nearest_case(gift, question)} - known
    if each.judgement is None or each.judgement.verdict != Verdict.OPEN:
        return asked
    receivers = [receiver for gift in each.gifts for receiver in gift.receivers]
    return asked | set(_named(receivers)) - known


def _named(receivers: Iterable[Receiver]):
    for receiver in receivers:
        yield from (each.term.name for each in receiver.kinds)
        yield from (_TRADE for _ in receiver.trades)
