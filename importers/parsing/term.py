"""The time a document holds, as its last words say: 自…起施行, 自印发之日起, 有效期N年, 有效期至…, 执行至….

Takes texts and the day of issue. Gives a :class:`StatedTerm`. What the words do not say, and the day of issue where
they lean on it and it is unknown, stays None.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from policies.text import numerals

_FIGURE = r"(?:[0-9０-９]{1,4}|[〇零一二两三四五六七八九十]{1,4})"
_DAY = rf"({_FIGURE})\s?年\s?({_FIGURE})\s?月\s?({_FIGURE})\s?日"
_OWN = r"本[\u4e00-\u9fff]{2,8}?"
# “本措施由市商务局负责解释，自…”, “以上政策自…”, and what announces a text: “现予公布，自…”
_ALL = r"(?:各项|以上|上述)(?:政策|措施|规定){1,2}"
_SAYS = rf"(?:(?:{_OWN}|{_ALL})(?:由[^。；，]{{2,60}}解释[，,；])?|现(?:予公布|予发布|予印发|印发给你们)[，,])[自从]"
_START = re.compile(
    rf"{_SAYS}(?:{_DAY}|(?:印发|发布|公布|发文)之?日)(?:起|开始)(?:(?:满\s?)?({_FIGURE})\s?[天日](?:之?后|起)|[^。]{{0,6}})"
    r"(?:施行|实施|执行|生效)"
)
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?(?:为)?(?:截)?[至到]|(?:执行|实施|施行|试行|生效)(?:期限)?[，,]?(?:截)?[至到]){_DAY}"
)
# “本措施有效期自…至…”, “本通知自…起至…止执行”
_ITSELF = "本[\u4e00-\u9fff]{0,4}?(?:办法|措施|细则|规定|条例|意见|方案|通知|公告|通告|政策|决定|指南|清单)"
_SPAN = re.compile(
    rf"{_ITSELF}(?:的?有效期(?:限)?(?:为)?)?自{_DAY}(?:起|开始)?[至到—－-]{_DAY}(?:[止期]|内?有效|施行|实施|执行)?"
)
# An end alone is a document's where its sentence speaks of the document: “政策实施期限至…” is one measure's.
_SPEAKS_OF_ITSELF = re.compile(rf"{_ITSELF}[^。；]*$")
_YEARS = re.compile(rf"(?:有效|试行|暂行)期?(?:限)?(?:为)?\s?({_FIGURE})\s?(年|个月)")


@dataclass(frozen=True, slots=True)
class StatedTerm:
    """The time from ``start`` to ``end``, both included; ``quotes`` are the words that say so."""

    start: date | None
    end: date | None
    quotes: tuple[str, ...]


def find(texts: Iterable[str], issued_on: date | None) -> StatedTerm | None:
    """The term that the last of these texts to speak of it states; None where none does."""
    for text in reversed(list(texts)):
        if span := _SPAN.search(text):
            return StatedTerm(_day(span.groups()[:3]), _day(span.groups()[3:]), (span.group(),))
        begins = _START.search(text)
        until = _own_end(text, begins)
        years = _YEARS.search(text)
        if begins or until or (years and re.search(_OWN, text)):
            start = _begin(begins, issued_on) if begins else None
            end = _day(until.groups()) if until else _after(start, years)
            return StatedTerm(start, end, _quotes(text, [found for found in (begins, until or years) if found]))
    return None


def _quotes(text: str, statements: list[re.Match[str]]) -> tuple[str, ...]:
    """The words of the beginning and of the end, as one where they overlap: “…起施行，至…”."""
    if len(statements) > 1 and statements[0].start() <= statements[1].start() < statements[0].end():
        return (text[statements[0].start() : statements[1].end()],)
    return tuple(found.group() for found in statements)


def _own_end(text: str, begins: re.Match[str] | None) -> re.Match[str] | None:
    """Until when the document itself holds; without a beginning the sentence says that it speaks of the document."""
    until = _UNTIL.search(text)
    return until if until and (begins or _SPEAKS_OF_ITSELF.search(text, 0, until.start())) else None


def _begin(statement: re.Match[str], issued_on: date | None) -> date | None:
    """The first day: the one that is printed, or that of issue, or so many days behind it (自发布之日起30日后施行)."""
    first = _day(statement.groups()) if statement[1] else issued_on
    return first + timedelta(days=int(numerals.value(statement[4]))) if first and statement[4] else first


def _day(parts: tuple[str, ...]) -> date | None:
    try:
        return date(*(int(numerals.value(part)) for part in parts[:3]))
    except ValueError:
        return None


def _after(start: date | None, length: re.Match[str] | None) -> date | None:
    """The last day of so many years or months."""
    if start is None or length is None:
        return None
    months = int(numerals.value(length[1])) * (12 if length[2] == "年" else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, start.day - 4, -1):  # 有效期1个月 from the 31st ends with the month
        try:
            return date(year, month + 1, day) - timedelta(days=1)
        except ValueError:
            continue
    return None
