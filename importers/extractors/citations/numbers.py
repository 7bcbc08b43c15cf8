"""发文字号 inside a sentence, each with where it stands; the words that lead up to it are no part of it.

“对照财政部税务总局财税〔2022〕7号办理” names 财税〔2022〕7号, “晋商发〔2021〕5、6号” two, “财政部公告2022年第10号” one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.text.document_numbers import Number
from policies.text.numerals import DIGIT, value

BRACKETED = re.compile(
    rf"(?P<run>[\u4e00-\u9fff]{{2,24}})\s?[〔﹝\[［【（(]\s?(?P<year>{DIGIT}{{4}})\s?年?[〕﹞\]］】）)]"
    rf"\s?第?\s?(?P<serials>{DIGIT}{{1,5}}(?:\s?号?\s?[、和]\s?{DIGIT}{{1,5}}){{0,8}})\s?号"
)
_SERIAL = re.compile(rf"{DIGIT}+")
# 国务院令第746号, 财政部 税务总局公告2022年第10号, 主席令第七十九号
ANNOUNCED = re.compile(
    rf"(?P<run>[\u4e00-\u9fff \u3000、]{{2,40}}?(?:公告|通告|令))\s?(?:[（(〔]?(?P<year>{DIGIT}{{4}})[）)〕]?\s?年?)?"
    rf"\s?第\s?(?P<serial>{DIGIT}{{1,5}}|[〇零一二三四五六七八九十百]{{1,6}})\s?号"
)
# 海关总署2022年第54号公告: the kind behind the number.
BEHIND = re.compile(
    rf"(?P<run>[\u4e00-\u9fff \u3000、]{{2,40}}?)\s?(?P<year>{DIGIT}{{4}})\s?年\s?第\s?(?P<serial>{DIGIT}{{1,5}})\s?号"
    r"(?P<kind>公告|通告)"
)
_ISSUES = re.compile(r"(?:部|局|委|委员会|署|厅|银行|海关|政府|会|院|办公室|主席|共和国)(?:公告|通告|令)$")

# The words before a number, of several signs or of one; of one that a 机关代字 never begins with.
_LEADING = (
    "按照|根据|依据|依照|参照|对照|遵照|比照|执行|落实|贯彻|印发|转发|发布|公布|废止|修订|参见|详见|适用|符合|结合|关于"
    "|文件|通知|规定|办法|意见|方案|决定|享受|出台|制定"
)
_WORDS = re.compile(rf".*(?:{_LEADING}|[见按照依据根如及和与的由以为是将或从到对在])(?=..)")
_BEFORE_AUTHORITY = re.compile(rf".*(?:{_LEADING}|[见依按以为是将或由对的])(?=..)|[和及与、](?=..)")
# Offices by their full names, which print a number of theirs behind themselves: 税务总局|财税〔2022〕7号.
_OFFICES = re.compile(
    ".*(?:办公厅|办公室|人民政府|委员会|总局|国务院|财政部|商务部|教育部|科技部|民政部|司法部|公安部|水利部|交通运输部"
    "|农业农村部|社会保障部|城乡建设部|自然资源部|生态环境部|文化和旅游部|信息化部|人民银行|[监](?:管|督管理)局|[务政育业]厅)(?=..)"
)
# Provinces by the sign that stands for nothing else; a 机关代字 begins with it.
_PROVINCE = re.compile(".*(?=[晋冀蒙辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇陕甘穗].)")
LONGEST = 10
# The State before an authority of its own: 中华人民共和国|国务院令, but 中华人民共和国主席令.
_STATE = re.compile(r"^中华人民共和国(?!主席令|令)")


@dataclass(frozen=True, slots=True)
class Mention:
    """text[start:end] names a document by ``number``, without spaces but for those between two authorities."""

    start: int
    end: int
    number: str


def find(text: str) -> list[Mention]:
    """All numbers that a text mentions, in order."""
    found = sorted((*_bracketed(text), *_announced(text)), key=lambda mention: (mention.start, -mention.end))
    apart: list[Mention] = []
    for mention in found:
        if not apart or mention.start >= apart[-1].end:
            apart.append(mention)
    return apart


def _bracketed(text: str) -> Iterator[Mention]:
    for match in BRACKETED.finditer(text):
        start = match.start() + _edge(match["run"])
        code, year = text[start : match.end("run")], int(match["year"])
        serials = list(_SERIAL.finditer(text, *match.span("serials")))
        for serial in serials:
            end = match.end() if serial is serials[-1] else serial.end()
            yield Mention(start, end, str(Number(code, year, int(serial[0]), bracketed=True)))
            start = serials[serials.index(serial) + 1].start() if serial is not serials[-1] else end


def _edge(run: str) -> int:
    """Return where in some words before a bracket the 机关代字 begins."""
    at = 0
    for rule in (_WORDS, _OFFICES, _PROVINCE):
        if led := rule.match(run[at:]):
            at += led.end()
    return at if len(run) - at <= LONGEST else len(run) - 8


def _announced(text: str) -> Iterator[Mention]:
    for match in (*ANNOUNCED.finditer(text), *BEHIND.finditer(text)):
        led = _BEFORE_AUTHORITY.match(match["run"])
        who = match["run"][led.end() if led else 0 :]
        if text[match.start() - 1 : match.start()].isdecimal() and who == match["run"]:
            who = who.lstrip("日号年月")  # 2021年7月27日|国务院令第746号
        who = _STATE.sub("", who.lstrip(" \u3000、"))
        start = match.end("run") - len(who)
        kind = match.groupdict().get("kind") or ""
        if _ISSUES.search(who + kind):
            year = int(match["year"]) if match["year"] else None
            code = re.sub(r"[ \u3000]+", " ", text[start : match.end("run")]) + kind
            yield Mention(start, match.end(), str(Number(code, year, int(value(match["serial"])))))
