"""引用: mentions of documents, 《title》 with or without （number）, numbers alone, and titles named without 《》.

A mention has the place that it points to (第十二条第二款), and the short name that the text gives it from here on
(以下简称《意见》). Places of the text itself (本办法第八条) are mentions, too. Which document of the base a mention
means, if any, is found in ``importers/linking/resolve.py``, which sees them all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.extractors.base import ExtractedFact
from importers.extractors.citations import numbers
from importers.extractors.citations.numbers import Mention
from importers.extractors.citations.pinpoints import OWN, PINPOINT
from policies.text.names import titles

OWN_RULE = "citations.own"
_SHORTEST = 2
# Named without 《》 where it is to be carried out: “落实山西省推进服务业提质增效行动计划” (67号 §23), “对照国家中部地区
# 高质量发展意见、黄河流域…规划” (56号 §3); “符合相关规划” names nothing.
_GENRES = "行动计划|实施意见|管理办法|实施条例|意见|规划|方案|条例|办法|纲要"
_NAME = rf"(?!相关|有关|国家产业政策)[^，。；、《》（）()“”：\n]{{4,40}}?(?:{_GENRES})"
_PLAIN = re.compile(
    rf"(?:落实好?|执行|贯彻|按照|对照|依据)(?:新修订的|国家)?(?P<name>{_NAME})(?P<next>(?:、{_NAME})?)"
    r"(?=[，。；、等和要]|给予|规定|执行|$)"
)
_VAGUE = re.compile(r"相关|有关|及|本(?:办法|方案|意见|条例|规划)$")
# A law by its name: “企业所得税法实施条例规定最低折旧年限为3年”.
_LAW = re.compile(
    r"(?:根据|按照|依照|依据|违反|符合|适用|应当)*(?P<law>[\u4e00-\u9fff]{1,12}?(?<![办方做用本立司执违非合无依守])法"
    rf"(?:实施条例|实施细则)?)(?=规定|的规定|{PINPOINT.pattern})"
)
_OPENS = re.compile(r"\s?[（(]?\s?")
# What stands behind a number or a title in its bracket: “…号，以下简称《意见》）”.
_SHORT = (
    r"[，,、；;]?\s?(?:(?:以下|下)(?:统|均)?(?:简称|称)|简称)(?:为|作)?[：:]?"
    r"[“\"]?(?:[\u4e00-\u9fff]{1,4}(?=《))?《?(?P<short>[^《》“”\"（）()，。；]{1,20})》?[”\"]?"
)
_BEHIND_NUMBER = re.compile(rf"(?:文件?)?(?:{_SHORT})?\s?[）)]?(?:\s?[（(]{_SHORT.replace('short', 'after')}\s?[）)])?")
_ANNOUNCED = re.compile(r"(?<=公告》)\s?[（(](?P<year>[0-9]{4})年第(?P<serial>[0-9]{1,4})号[）)]")
_BEHIND_TITLE = re.compile(rf"\s?[（(]{_SHORT}\s?[）)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedCitation(ExtractedFact):
    """A mention: ``title`` without its 《》, ``number`` without spaces; either may be ''.

    ``pinpoint`` is the place in the document as printed, ``short`` the name that the text gives it from here on.
    """

    title: str
    number: str
    pinpoint: str = ""
    short: str = ""


def find(text: str) -> list[ExtractedCitation]:
    """Every mention of a document in ``text``, in order: 《保障中小企业款项支付条例》, （发改财金〔2022〕271号）."""
    mentioned = numbers.find(text)
    found: list[ExtractedCitation] = []
    for start, end in titles(text):
        if end - start - 2 >= _SHORTEST and (not found or start >= found[-1].end):  # not the short name just given
            found.append(_titled(text, start, end, mentioned))
    for each in (*_numbered(text, mentioned), *_own(text), *_plain(text)):
        if not any(other.start < each.end and each.start < other.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _titled(text: str, start: int, end: int, mentioned: list[Mention]) -> ExtractedCitation:
    title = re.sub(r"\s+", "", text[start + 1 : end - 1])
    opens = _OPENS.match(text, end)
    at = opens.end() if opens else end
    behind = next((each for each in mentioned if each.start == at), None)
    closing = _BEHIND_NUMBER.match(text, behind.end) if behind else _BEHIND_TITLE.match(text, end)
    behind = behind or next((each for each in mentioned if (each.start, each.end) == (start + 1, end - 1)), None)
    announced = _ANNOUNCED.match(text, end)
    number = behind.number if behind else _announced(title, announced) if announced else ""
    closes = announced or closing
    end = closes.end() if closes else end
    named = closing.groupdict() if closing else {}
    short = named.get("short") or named.get("after") or ""
    return _citation(text, start, end, "citations.title", title=title, number=number, short=short)


def _announced(title: str, behind: re.Match[str]) -> str:
    """《国家税务总局关于…的公告》（2022年第5号） is 国家税务总局公告2022年第5号."""
    return f"{title.partition('关于')[0]}公告{int(behind['year'])}年第{int(behind['serial'])}号"


def _numbered(text: str, mentioned: list[Mention]) -> Iterator[ExtractedCitation]:
    for each in mentioned:
        yield _citation(text, each.start, each.end, "citations.number", number=each.number)


def _own(text: str) -> Iterator[ExtractedCitation]:
    for found in OWN.finditer(text):
        pinpoint = found[found.lastgroup or 0]
        yield ExtractedCitation(
            start=found.start(),
            end=found.end(),
            quote=found[0],
            rule=OWN_RULE,
            title="",
            number="",
            pinpoint=pinpoint,
        )


def _plain(text: str) -> Iterator[ExtractedCitation]:
    for found in _PLAIN.finditer(text):
        spans = [found.span("name")]
        if found["next"]:
            spans.append((found.start("next") + 1, found.end("next")))
        for start, end in spans:
            if not _VAGUE.search(text, start, end):
                yield _citation(text, start, end, "citations.plain", title=text[start:end].replace(" ", ""))
    for found in _LAW.finditer(text):
        yield _citation(text, *found.span("law"), "citations.law", title=found["law"])


def _citation(
    text: str, start: int, end: int, rule: str, *, title: str = "", number: str = "", short: str = ""
) -> ExtractedCitation:
    """Return the mention, grown over the place in the document that follows it."""
    place = PINPOINT.match(text, end)
    end = place.end() if place else end
    return ExtractedCitation(
        start=start,
        end=end,
        quote=text[start:end],
        rule=rule,
        title=title,
        number=number,
        pinpoint=place[0] if place else "",
        short=short,
    )
