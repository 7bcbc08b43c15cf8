"""Counts that a text states of itself, held against what was read.

Takes a document's summary and its outline. Gives :class:`DeclaredCount` records, to be held against what was parsed
(``policies/quality.py``). Nothing is mended here: a check that fails is shown, not hidden.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.extractors.offices import UnitNames
from importers.parsing.outline import Outline, ParsedSection

# “48条指导性意见”, “61项措施”, “65条具体措施”, “25 条举措”; but “3条组织保障措施” is a part of a unit's share.
_TOTAL = re.compile(r"(\d{1,4})\s?([条项])(?=[^\d，。、]{0,8}?(?:意见|措施|举措|任务))")
_SHARE = re.compile(r"(?:落实|承担|涉及)\s?(\d{1,3})\s?([条项])")
# “2条服务业普惠性纾困扶持措施” or “提升开发区承载力3条意见”
_PART = re.compile(
    r"(?:^|[、，])\s?(?:(\d{1,3})\s?([条项])([^\d、，。]{2,40})|([^\d、，。]{2,40}?)\s?(\d{1,3})\s?([条项]))"
)


@dataclass(frozen=True, slots=True)
class DeclaredCount:
    """A count that a summary states: of the document's articles, of a unit's, or of a unit's under ``label``."""

    unit: str | None
    label: str
    section: int | None  # which of the outline's sections the label names
    what: str
    count: int
    start: int
    end: int


def declared(summary: str, outline: Outline, names: UnitNames) -> list[DeclaredCount]:
    """The counts in a document's summary: 48 articles; “省商务厅落实13条意见，分别为提升开发区承载力3条意见、…”."""
    share = _share(summary, names)
    total = _TOTAL.search(summary, 0, share[1].start() if share else len(summary))
    found = [DeclaredCount(None, "", None, total[2], int(total[1]), total.start(), total.end(2))] if total else []
    if share:
        unit, match = share
        found.append(DeclaredCount(unit, "", None, match[2], int(match[1]), match.start(1), match.end(2)))
        found += _parts(summary, match.end(), unit, outline)
    return found


def _share(summary: str, names: UnitNames) -> tuple[str, re.Match[str]] | None:
    for named in names.known.finditer(summary):
        match = _SHARE.search(summary, named.start(), named.end() + 8)
        if match:
            return names.units[named.group()][0], match
    return None


def _parts(summary: str, start: int, unit: str, outline: Outline) -> list[DeclaredCount]:
    at = summary.find("分别为", start)
    if at < 0:
        return []
    found = []
    for match in _PART.finditer(summary[at + 3 :]):
        count, what, label = (match[1], match[2], match[3]) if match[1] else (match[5], match[6], match[4])
        section = section_named(label, outline.sections)
        span = at + 3 + match.start(), at + 3 + match.end()
        found.append(DeclaredCount(unit, label, section, what, int(count), *span))
    return found


def section_named(label: str, sections: Sequence[ParsedSection]) -> int | None:
    """The top section that a summary's label means: “促进服务业恢复稳定增长措施” is “二、促进服务业恢复稳定增长”."""
    bare = re.sub(r"(?:措施|意见|任务|举措)$", "", label)
    for index, section in enumerate(sections):
        if section.parent is None and (bare in section.title or re.sub(r"[（(].*", "", section.title) in label):
            return index
    return None
