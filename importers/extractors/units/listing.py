"""A list of offices as it is printed → the names in it: “省发展改革委、各市、县（市、区）人民政府和省直有关部门等”.

What parts names is 、 and also / and blanks where both sides are offices, and 和, 及, 与 where the next name opens like
one. What stands in brackets parts nothing. A level of government alone goes on in the next name: 各市、县人民政府.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from importers.extractors.base import ExtractedDuty
from importers.extractors.offices import (
    CLOSING,
    LEVEL_GOVERNMENT,
    LEVEL_OFFICE,
    LEVELS_ALONE,
    OPENING,
    UnitNames,
    is_office,
    is_whole,
    opens_name,
    without_alias,
)

_BETWEEN = "、，,；;\n"
_OTHERS = re.compile(
    r"等(?:(?:省级?|市级?|区级?|县级?)?(?:直|属)?(?:有关|相关|其他|成员|职能|责任|主管|各)*"
    r"(?:部门|单位|厅局|机构|企业|地区|区|区政府|[市县]政府)(?:[和及、与](?:部门|单位|企业|机构|地区))?)?$"
)
# 市有关委、办、局: kinds of offices by one sign each, together one name.
_ONE_NAME = re.compile(r"[部委办厅]、[委办局厅](?=[、，,；;）)\s]|$)")
_LONGEST = 120  # what is longer without any 、 is no list of names
_AND = re.compile(r"以及|[和及与]")
_SLASH = re.compile(r"[/／]")
_BLANKS = re.compile(r"\s+")
_LEADING = re.compile(r"(?:以及|[和及与由/／]|并由|\s)+")
_OPEN, _CLOSE = re.escape(OPENING), re.escape(CLOSING)
_ALIAS = re.compile(rf"[{_OPEN}][^{_OPEN}{_CLOSE}]*[{_CLOSE}]$")
# “市发展改革、财政、商务部门”: what all of them share stands at the last one alone.
_SHARED = re.compile(r"[\u4e00-\u9fff]{2,10}(?P<tail>(?:行政|主管|行政主管|职能)?部门)$")
_FIELD_OF_WORK = re.compile(r"[\u4e00-\u9fff]{2,10}$")
# 各区委|区政府, 各乡镇党委|政府
_EACH = re.compile(r"各(?P<level>[^、党委各]{1,12}?)(?:党工委|党委|委)$")
_BARE_GOVERNMENT = re.compile(r"(?:人民)?政府$|办事处$|管委会$")
# Behind a label every name is an office, if it is a name at all and no sentence.
_NAME = re.compile(r"[^。；：:!！?？“”《》]{2,40}$")
_SENTENCE = re.compile(r"按照|根据|通过|开展|对于|应当|不得|给予|进行|提供|完成")


@dataclass(frozen=True, slots=True)
class OfficeList:
    """The offices of a list; ``others`` where it says that there are more, ``unread`` what is no name of an office."""

    duties: tuple[ExtractedDuty, ...] = ()
    others: bool = False
    unread: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, lists: Iterable["OfficeList"]) -> "OfficeList":
        """Several lists as one."""
        lists = tuple(lists)
        return cls(
            tuple(duty for each in lists for duty in each.duties),
            any(each.others for each in lists),
            tuple(span for each in lists for span in each.unread),
        )


@dataclass(frozen=True, slots=True)
class _Item:
    """text[start:end], one name; ``shared`` is what the list prints only once, behind the last: 部门.

    ``led`` is what it prints only before the first: 各 of “各区委、区政府”.
    """

    start: int
    end: int
    shared: str = ""
    led: str = ""


def listed(
    text: str, start: int, end: int, role: str, names: UnitNames, rule: str, *, any_name: bool = False
) -> OfficeList:
    """The offices of the list text[start:end] in a role; ``any_name`` takes also those that end like none."""
    others, shared, items = _without_others(text, _items(text, start, end, names))
    duties: list[ExtractedDuty] = []
    unread = []
    for item in _led(text, _sharing(text, items, shared)):
        printed = text[item.start : item.end]
        units = names(item.led + printed + item.shared) or _taken(printed, names, any_name)
        if not units:
            unread.append((item.start, item.end))
        for unit, known in units:
            duties.append(
                ExtractedDuty(
                    start=item.start,
                    end=item.end,
                    quote=printed,
                    rule=rule,
                    unit=unit,
                    role=role,
                    position=0,
                    known=known,
                )
            )
    return OfficeList(tuple(duties), others, tuple(unread))


def _taken(printed: str, names: UnitNames, any_name: bool) -> tuple[tuple[str, bool], ...]:
    """A name that ends like no office, where a label says that it is one: an editor is asked."""
    is_name = any_name and _NAME.match(printed) and not _SENTENCE.search(printed)
    return (names.unknown(printed),) if is_name else ()


def _items(text: str, start: int, end: int, names: UnitNames) -> list[_Item]:
    found: list[_Item] = []
    for a, b in _between(text, start, end, names):
        for c, d in _halves(text, a, b, names):
            _add(text, found, _Item(*_bare(text, c, d)))
    return found


def _between(text: str, start: int, end: int, names: UnitNames) -> Iterator[tuple[int, int]]:
    """Yield what stands between separators, those in brackets aside; a known name is whole, also one with 、 in it."""
    at = start
    while at < end:
        known = names.token.match(text, at, end)
        stop = known.end() if known else _next(text, at, end)
        if at < stop:
            yield at, stop
        at = stop + 1 if stop < end and text[stop] in _BETWEEN else max(stop, at + 1)


def _next(text: str, start: int, end: int) -> int:
    """Return where the next separator stands that is not in brackets."""
    depth = 0
    for index in range(start, end):
        if text[index] in OPENING:
            depth += 1
        elif text[index] in CLOSING:
            depth = max(0, depth - 1)
        elif not depth and text[index] in _BETWEEN and not _ONE_NAME.match(text, index - 1):
            return index
    return end


def _halves(text: str, start: int, end: int, names: UnitNames) -> Iterator[tuple[int, int]]:
    """“A/B”, “A B” and “A和B” as their names, where both are offices."""
    if end - start > _LONGEST:
        yield start, end
        return
    for pattern, is_pair in ((_SLASH, _both_offices), (_BLANKS, _both_whole), (_AND, _and_another)):
        for sign in pattern.finditer(text, start + 1, end - 1):
            left, right = text[start : sign.start()].strip(), text[sign.end() : end].strip()
            if is_pair(left, right, names):
                yield from _halves(text, start, sign.start(), names)
                yield from _halves(text, sign.end(), end, names)
                return
    yield start, end


def _both_offices(left: str, right: str, names: UnitNames) -> bool:
    """“市商务局/市财政局”; “5G/6G专班” stays one, for an editor to settle."""
    first = right.split("/", maxsplit=1)[0].split("／", maxsplit=1)[0]
    return all(names(part) and (is_whole(part) or names(part)[0][1]) for part in (left, first.strip()))


def _both_whole(left: str, right: str, names: UnitNames) -> bool:
    """“市商务局 市财政局”; “市经开区经济 发展局” is one name, which a layout has parted."""
    return is_whole(left) and opens_name(right) and is_office(right.split(maxsplit=1)[0])


def _and_another(left: str, right: str, names: UnitNames) -> bool:
    right = _OTHERS.sub("", right)
    whole = (
        is_whole(left)
        or (right.startswith("各") and is_office(left))
        or any(known for _, known in names(left))
        or bool(_OTHERS.search(left))
    )
    if not whole or not right:
        return False
    return bool(opens_name(right) and is_office(right)) or any(known for _, known in names(right))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without blanks, without 和 or 由 before it and the other name in brackets behind it."""
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    printed = text[start:end].rstrip()
    own = without_alias(printed)
    kept = own if is_office(own) else printed
    return start, start + len(kept.rstrip())


def _add(text: str, found: list[_Item], item: _Item) -> None:
    """Put a name to the others, or to the last, of which it is the rest: 各市、|县（市、区）人民政府."""
    printed = text[item.start : item.end]
    if not printed or _ALIAS.match(printed):
        return
    while found and _is_next(text, found[-1], item) and _goes_on(text, found[-1], text[item.start : item.end]):
        item = _Item(found.pop().start, item.end)
    found.append(item)


def _is_next(text: str, last: _Item, item: _Item) -> bool:
    return text[last.end : item.start].strip() in ("、", "和", "及", "")


def _goes_on(text: str, last: _Item, printed: str) -> bool:
    """Whether a level alone goes on: 各市、县人民政府 and 市、区财政局 do; 各市、省商务厅 does not."""
    levels = LEVELS_ALONE.match(text[last.start : last.end])
    if not levels:
        return False
    return bool(LEVEL_GOVERNMENT.match(printed)) or (not levels["each"] and bool(LEVEL_OFFICE.match(printed)))


def _without_others(text: str, items: Sequence[_Item]) -> tuple[bool, str, list[_Item]]:
    """Whether the list says that there are others (“等有关部门”), what they share with its last, and its own names."""
    kept, others, shared = [], False, ""
    for item in items:
        printed = text[item.start : item.end]
        found = _OTHERS.search(printed)
        own = printed[: found.start()] if found else printed
        others |= bool(found)
        if own.strip():
            kept.append(_Item(*_bare(text, item.start, item.start + len(own))))
            shared = "部门" if found and "部门" in found.group() else ""
    return others, shared, kept


def _led(text: str, items: Iterable[_Item]) -> Iterator[_Item]:
    """“各区委、区政府”, “各乡镇党委、政府”: the government of each, of which only its committee says so."""
    each = None
    for item in items:
        printed = text[item.start : item.end]
        each = _EACH.match(printed) or each
        led = "" if each is None or printed == each[0] else _lead(each, printed)
        if not led and not _EACH.match(printed):
            each = None
        yield replace(item, led=led)


def _lead(each: re.Match[str], printed: str) -> str:
    if _BARE_GOVERNMENT.match(printed):
        return f"各{each['level']}"
    return "各" if printed.startswith(each["level"]) and _BARE_GOVERNMENT.match(printed[len(each["level"]) :]) else ""


def _sharing(text: str, items: Sequence[_Item], shared: str) -> Iterator[_Item]:
    """“市发展改革、财政、商务部门” as three: each a department, of which only the last says so."""
    found = []
    for item in reversed(items):
        printed = text[item.start : item.end]
        if last := _SHARED.match(printed):
            shared = last["tail"]
        elif is_office(printed) or not _FIELD_OF_WORK.match(printed):
            shared = ""
        found.append(_Item(item.start, item.end, "" if last else shared))
    return reversed(found)
