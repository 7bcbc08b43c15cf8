"""Gifts of one sentence of which nobody has both: 中高风险地区…减免6个月租金，其他地区减免3个月租金."""

from collections.abc import Iterable, Mapping, Sequence

from policies.models import Benefit, Term, TermUse
from portal.website.matching.question import Question


def whose(question: Question, gifts: Sequence[Benefit], uses: Iterable[TermUse]) -> Mapping[int, str]:
    """Return in whose case each gift is had, by its id: '' where nothing excludes it; what was told leaves one out.

    ``uses`` are those of the sentence: the condition that 其他… speaks of is the one whose name has its word.
    """
    found = {gift.pk: "" for gift in gifts}
    for at, gift in enumerate(gifts):
        case = next((use for use in uses if gift.otherwise and _is_of(use, gift.otherwise[2:])), None)
        if case is None:
            continue
        first = [each.pk for each in gifts[:at] if each.instrument == gift.instrument]
        found |= dict.fromkeys(first, case.quote) | {gift.pk: gift.otherwise}
        left_out = [gift.pk] if case.term in question.fulfilled else first if case.term in question.denied else []
        found = {pk: words for pk, words in found.items() if pk not in left_out}
    return found


def _is_of(use: TermUse, word: str) -> bool:
    return use.term.scheme == Term.Scheme.CONDITION and word in use.term.name
