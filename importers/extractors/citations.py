"""引用: mentions of documents, 《title》 with or without （number）, numbers alone, and titles named without 《》.

Which document of the base a mention means, if any, is found in ``importers/linking/resolve.py``, which sees them all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.extractors.base import ExtractedFact
from policies.text import document_numbers

# 《关于进一步加大对中小企业纾困帮扶力度的通知》（国办发〔2021〕45号）; a title may hold another in 《…》, once.
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{0,80}》){2,160})》")
# Named without 《》 where it is to be carried out: “落实山西省推进服务业提质增效行动计划” (67号 §23), “对照国家中部地区
# 高质量发展意见、黄河流域…规划” (56号 §3); “符合相关规划” names nothing.
_GENRES = "行动计划|实施意见|管理办法|实施条例|意见|规划|方案|条例|办法|纲要"
_NAME = rf"(?!相关|有关|国家产业政策)[^，。；、《》（）()“”：\n]{{4,40}}?(?:{_GENRES})"
_PLAIN = re.compile(
    rf"(?:落实好?|执行|贯彻|按照|对照|依据)(?:新修订的|国家)?(?P<name>{_NAME})(?P<next>(?:、{_NAME})?)"
    r"(?=[，。；、等和要]|给予|规定|执行|$)"
)
_VAGUE = re.compile(r"相关|有关|及")
# A law by its name: “企业所得税法实施条例规定最低折旧年限为3年”.
_LAW = re.compile(r"[\u4e00-\u9fff]{2,12}?法(?:实施条例|实施细则)?(?=规定|的规定)")
_BEHIND = re.compile(r"\s?[（(]?\s?" + document_numbers.PATTERN.pattern + r"\s?[）)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedCitation(ExtractedFact):
    """A mention: ``title`` without its 《》, ``number`` without spaces; either may be ''."""

    title: str
    number: str


def find(text: str) -> list[ExtractedCitation]:
    """Every mention of a document in ``text``, in order: 《保障中小企业款项支付条例》, （发改财金〔2022〕271号）."""
    found = [_titled(text, title) for title in _TITLE.finditer(text)]
    for each in (*_numbered(text), *_plain(text)):
        if not any(other.start < each.end and each.start < other.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _titled(text: str, found: re.Match[str]) -> ExtractedCitation:
    behind = _BEHIND.match(text, found.end())
    number = str(document_numbers.find(behind.group())[0][2]) if behind else ""
    end = behind.end() if behind else found.end()
    return _citation(text, found.start(), end, "citations.title", re.sub(r"\s+", "", found[1]), number)


def _numbered(text: str) -> Iterator[ExtractedCitation]:
    for start, end, number in document_numbers.find(text):
        yield _citation(text, start, end, "citations.number", "", str(number))


def _plain(text: str) -> Iterator[ExtractedCitation]:
    for found in _PLAIN.finditer(text):
        spans = [found.span("name")]
        if found["next"]:
            spans.append((found.start("next") + 1, found.end("next")))
        for start, end in spans:
            if not _VAGUE.search(text, start, end):
                yield _citation(text, start, end, "citations.plain", text[start:end].replace(" ", ""), "")
    for found in _LAW.finditer(text):
        yield _citation(text, *found.span(), "citations.law", found.group(), "")


def _citation(text: str, start: int, end: int, rule: str, title: str, number: str) -> ExtractedCitation:
    return ExtractedCitation(start=start, end=end, quote=text[start:end], rule=rule, title=title, number=number)
