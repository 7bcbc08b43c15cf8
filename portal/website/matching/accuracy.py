"""The accuracy of 政策匹配: what is listed for cases of who asks, against what a careful reader would list.

A case (tests/gold/README.md) says what somebody has by right (grade 3), on application (2), or by choice and luck (1),
what must not be offered, and the three best. What two documents say of one thing is one benefit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from django.http import QueryDict
from django.utils.http import urlencode

from policies.revision_cache import pinned_revision
from policies.text.normalize import fold
from portal.website.matching.answer import Answer
from portal.website.matching.as_data import answer_as_data
from portal.website.matching.question import Question

Row = Mapping
CERTAIN, LIKELY, SOME = 3, 2, 1
# What counts as the first page, the first look, and what is read before leaving.
_FIRST_LOOK, _FIRST_PAGE, _BEFORE_ALL = 10, 20, 3
# So much of what is to be found stands in one piece in what is listed; less where the sentence is another document's.
_OVERLAP, _OVERLAP_ELSEWHERE = 0.6, 0.5
_LEAST = 6
_NOT_OFFERED, _TO_BE_HAD = frozenset({"past", "failed"}), frozenset({"automatic", "apply"})


@dataclass(frozen=True, slots=True)
class ListedGift:
    """An item of an answer: the way it is had, whether it is said to be the asker's, its words, its places."""

    way: str
    is_theirs: bool
    words: str
    at: tuple[str, int]
    others: frozenset[tuple[str, int]]

    @property
    def is_offered(self) -> bool:
        """Whether it is offered at all: neither past nor shut out."""
        return self.way not in _NOT_OFFERED

    def matches(self, wanted: Row) -> bool:
        """Whether it is what a reader wrote down: most of the words, in the same article or one folded with it."""
        place = wanted["document"], wanted["ordinal"]
        if place != self.at and place not in self.others:
            return False
        words = fold(wanted["quote"])
        if place == self.at:
            inside = words in self.words or (len(self.words) >= _LEAST and self.words in words)
            return inside or _common(words, self.words) >= _OVERLAP * len(words)
        return _common(words, self.words) >= _OVERLAP_ELSEWHERE * len(words)


class Case:
    """A case with its answer."""

    def __init__(self, row: Row):
        self.title: str = row["title"]
        self.row = row
        self.listed = list(_listed(row))

    @cached_property
    def places(self) -> dict[str, int]:
        """At what place each benefit is offered first."""
        found: dict[str, int] = {}
        for wanted in self.row["answers"]:
            at = next((at for at, each in enumerate(self.listed, 1) if each.is_offered and each.matches(wanted)), 0)
            if at:
                found[wanted["benefit"]] = min(at, found.get(wanted["benefit"], at))
        return found

    @property
    def certain(self) -> set[str]:
        """Return what they have by right."""
        return {wanted["benefit"] for wanted in self.row["answers"] if wanted["grade"] == CERTAIN}

    def share_worth(self, grade: int) -> float:
        """Return how many of the first ten are worth that much."""
        first = self.listed[:_FIRST_LOOK]
        worth = [
            any(each.matches(wanted) for wanted in self.row["answers"] if wanted["grade"] >= grade) for each in first
        ]
        return sum(worth) / max(1, len(first))

    def certain_within(self, place: int) -> int:
        """Return how many of what they have by right stand so far up."""
        return sum(self.places.get(each, place + 1) <= place for each in self.certain)

    @property
    def is_best_first(self) -> bool:
        """Whether the best one is among the first three."""
        return 0 < self.places.get(self.row["best"][0], 0) <= _BEFORE_ALL

    @property
    def forbidden(self) -> list[str]:
        """Why what is offered on the first page must not be: as a right, or as theirs."""
        offered = [each for each in self.listed[:_FIRST_PAGE] if each.is_offered]
        wrong = [each for each in offered if each.way in _TO_BE_HAD or each.is_theirs]
        return [never["why"] for never in self.row["never"] if any(each.matches(never) for each in wrong)]


def summary(cases: Sequence[Case]) -> dict[str, float]:
    """Return the figures of all cases."""
    certain = sum(len(case.certain) for case in cases)
    return {
        "cases": len(cases),
        "worth": _share(sum(case.share_worth(SOME) for case in cases), len(cases)),
        "likely": _share(sum(case.share_worth(LIKELY) for case in cases), len(cases)),
        "certain_first": _share(sum(case.certain_within(_FIRST_PAGE) for case in cases), certain),
        "certain": _share(sum(case.certain_within(len(case.listed)) for case in cases), certain),
        "best_first": _share(sum(case.is_best_first for case in cases), len(cases)),
        "forbidden": sum(len(case.forbidden) for case in cases),
    }


_LABELS = {
    "worth": "前十项有用的", "likely": "前十项稳拿或可申请的", "certain_first": "稳拿的在前二十项",
    "certain": "稳拿的列出的", "best_first": "最好的在前三项", "forbidden": "前二十项里不该给的",
}  # fmt: skip


def table(cases: Sequence[Case]) -> list[str]:
    """Return the figures, and what falls short case by case, as lines."""
    figures = summary(cases)
    lines = [f"{figures[name]:9g}  {label}" for name, label in _LABELS.items()]
    for case in cases:
        late = sorted(each for each in case.certain if case.places.get(each, _FIRST_PAGE + 1) > _FIRST_PAGE)
        lines += [f"不在前二十项 {case.title}：{'、'.join(late)}"] if late else []
        lines += [f"不该给 {case.title}：{why}" for why in case.forbidden]
    return lines


def _listed(row: Row) -> Iterator[ListedGift]:
    question = Question(QueryDict(urlencode({**row["query"], "on": row["day"]}, doseq=True)))
    for group in answer_as_data(Answer(question, date.fromisoformat(row["day"])))["groups"]:
        for item in group["items"]:
            receiver = item["receiver"]
            yield ListedGift(
                group["id"],
                receiver["verdict"] == "yes" and bool(receiver["text"]),
                fold(item["quote"]),
                (item["document"], item["ordinal"]),
                frozenset((each["document"], each["ordinal"]) for each in item["others"]),
            )


def _common(words: str, others: str) -> int:
    """Return how many signs of some words stand in one piece in others."""
    common = SequenceMatcher(None, words, others, autojunk=False)
    return common.find_longest_match(0, len(words), 0, len(others)).size


def _share(common: float, of: int) -> float:
    return round(common / max(1, of), 4)


def answered(rows: Iterable[Row]) -> list[Case]:
    """Return each case with its answer."""
    with pinned_revision():
        return [Case(row) for row in rows]
