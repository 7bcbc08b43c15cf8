"""The receipt of an answer: what was asked, for which day, of which state of the base, and what stood first."""

from policies.revision_cache import current_revision
from portal.website.matching.answer import Answer
from portal.website.matching.entries import entries
from portal.website.matching.order import FIRST


def receipt(answer: Answer) -> list[tuple[str, str]]:
    """Return lines of label and words, for who keeps an answer; the last is its address."""
    return [
        ("问的是", answer.question.summary),
        ("按哪一天看", answer.day.isoformat()),
        ("库的版本", current_revision()),
        ("找到", f"{len(answer.ranked)} 项"),
        ("地址", answer.question.link_of(answer.day)),
    ]


def what_stood_first(answer: Answer) -> tuple[str, str]:
    """Return a line of the receipt for who says that an answer is wrong: what was answered before all else."""
    first = answer.ranked[: answer.at_the_top or FIRST]
    return "排在最前", "；".join(f"{each.article}：{each.measure.quote}" for each in entries(answer, first))
