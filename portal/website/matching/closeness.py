"""Closeness of a gift to an asker: who it is for, what it is worth, and what of its conditions nobody told us."""

from collections.abc import Sequence

from policies.models import Measure, Term
from portal.website.matching.cases import nearest_case
from portal.website.matching.conditions import Verdict
from portal.website.matching.gifts import Gift, rarity
from portal.website.matching.indexes import bits
from portal.website.matching.interview import figures
from portal.website.matching.question import Question
from portal.website.matching.ranking import Scheme, closeness
from portal.website.matching.receivers import Asker, Judgement

# What somebody has in mind is as near as what fulfils a condition that was told; a duty that is it plainly comes first.
_SOUGHT, PLAINLY_SOUGHT = 3, 4
# What a condition costs that nobody told us about: a fact that few fulfil, or a figure that is only to be given.
_UNTOLD, _UNTOLD_FIGURE, _UNTOLD_TOO = 10, 4, 2
_OF_FIGURES = frozenset(each.condition for each in figures().values() if each.condition)
# What is for a kind of taxpayer that they may not be, and what is for a kind that only few are.
_OF_TAXPAYER, _ANOTHER = 2, 5
# What is theirs or not by a question that nobody answered (a lorry or a bus) stands behind what all surely have.
_UNDECIDED = 4
# What is only thought about (研究出台…) is worth less than what is done.
_NOT_YET, _ONLY_SOUGHT = {Measure.Force.EXPLORES}, 8


def of_gift(asker: Asker, question: Question, judged: Judgement, gift: Gift) -> float:
    """Return how closely a gift fits, more is closer."""
    asked = nearest_case(gift, question)
    stated = {term for term in asked if term in question.stated}
    untold = [_UNTOLD_FIGURE if term.name in _OF_FIGURES else _UNTOLD for term in asked - stated]
    rare = max((rarity().get(term.name, 0) for term in judged.by if asker.is_theirs(term)), default=0)
    named = rare if judged.verdict == Verdict.MET else rare / 2 - _ANOTHER * asker.may_be_another(judged.by)
    doubt = _OF_TAXPAYER * asker.may_lack(gift.wording) + _UNDECIDED * (question.undecided(gift.wording) is not None)
    return 3 * judged.sureness + named + 2 * gift.worth + 3 * min(len(stated), 2) - _total_cost(untold) - doubt


def asks_what_few_fulfil(question: Question, gift: Gift) -> bool:
    """Whether a gift has a condition that few fulfil, and nobody told us about it."""
    return any(term.name not in _OF_FIGURES for term in nearest_case(gift, question) - question.stated)


def _total_cost(untold: Sequence[float]) -> float:
    """Return what conditions cost that nobody told us about: the dearest, and little for each that comes with it."""
    return max(untold, default=0) + _UNTOLD_TOO * max(0, min(len(untold), 3) - 1)


def of_duty(rules: Sequence[str], force: str) -> float:
    """Return how closely a duty of the state fits for these reasons, more is closer."""
    return closeness(rules) - _ONLY_SOUGHT * (force in _NOT_YET)


def of_what_is_sought(question: Question, means: set[Term], quote: str) -> float:
    """Return how near a measure is to what somebody has in mind: the rarer its means, the nearer."""
    sought = sum(bits()[term] for term in means & question.seeks)
    asked = sum(bits()[term] for term in means & question.profile[Scheme.INSTRUMENT])
    return sought + asked / 2 + _SOUGHT * question.speaks_of(quote)
