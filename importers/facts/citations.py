"""引用: mentions of documents, 《title》 with or without （number）, and numbers alone.

Which document of the base a mention means, if any, is found in ``importers/resolve.py``, which sees them all.
"""

import re
from dataclasses import dataclass

from importers import numbers
from importers.facts.found import Found

# 《关于进一步加大对中小企业纾困帮扶力度的通知》（国办发〔2021〕45号）; a title may hold another in 《…》, once.
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{0,80}》){2,160})》")
_BEHIND = re.compile(r"\s?[（(]?\s?" + numbers.PATTERN.pattern + r"\s?[）)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Found):
    """A mention: ``title`` without its 《》, ``number`` without spaces; either may be ''."""

    title: str
    number: str


def find(text: str) -> list[Citation]:
    """Every mention of a document in ``text``, in order: 《保障中小企业款项支付条例》, （发改财金〔2022〕271号）."""
    titled = [_titled(text, found) for found in _TITLE.finditer(text)]
    alone = [_alone(text, *found) for found in numbers.find(text)]
    covered = [(each.start, each.end) for each in titled]
    alone = [each for each in alone if not any(start <= each.start < end for start, end in covered)]
    return sorted([*titled, *alone], key=lambda each: each.start)


def _titled(text: str, found: re.Match[str]) -> Citation:
    behind = _BEHIND.match(text, found.end())
    number = str(numbers.find(behind.group())[0][2]) if behind else ""
    end = behind.end() if behind else found.end()
    return _citation(text, found.start(), end, "citations.title", re.sub(r"\s+", "", found[1]), number)


def _alone(text: str, start: int, end: int, number: numbers.Number) -> Citation:
    return _citation(text, start, end, "citations.number", "", str(number))


def _citation(text: str, start: int, end: int, rule: str, title: str, number: str) -> Citation:
    return Citation(start=start, end=end, quote=text[start:end], rule=rule, title=title, number=number)
