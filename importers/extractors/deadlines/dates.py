"""Dates: ranges of them, months listed, and single years, quarters, months and days with what bounds them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from importers.extractors.deadlines.days import (
    BLANK,
    DASH,
    MONTHS,
    NUMBER,
    QUARTER,
    YEAR,
    Span,
    days,
    half,
    months,
    number,
    quarters,
    ten_days,
    year_at,
)
from importers.extractors.deadlines.record import ExtractedDeadline, time
from importers.extractors.deadlines.surroundings import is_base, is_due, is_name, left_of, opens

# 12月31日（含）前, 5月20日（星期一）前
_ENDS_MEANT = r"(?:[（(](?:不?含[^）)\n]{0,8}|(?:星期|周)[一二三四五六日天])[）)])?"
_NOT_BEFORE = "(?<![0-9.〔年个第])"
_CLOCK = r"(?:下班|(?:[上下]午)?[0-9零]{1,2}(?:[时点](?:[0-9]{1,2}分)?|[:：][0-9]{2}))"
# 2021-2023 年, 2022年1月至6月, 自7月1日至9月30日, 1—6月, 2022年11月1日至次年3月31日, 6月1日至30日
RANGE = re.compile(
    rf"(?P<event>当年度?{BLANK})?(?:[自从]{BLANK})?(?:(?<![0-9.〔])(?P<year1>{YEAR}){BLANK}(?:年度?)?{BLANK}|[今本]年{BLANK}|(?:{_NOT_BEFORE}|(?<=当年)|(?<=当年度))(?={NUMBER}))"
    rf"(?:(?P<month1>{NUMBER}){BLANK}(?:(?P<months_sign>月份?){BLANK}(?:(?P<day1>{NUMBER}){BLANK}[日号](?:{_CLOCK})?)?)?)?{_ENDS_MEANT}{DASH}"
    rf"(?:(?P<year2>{YEAR}){BLANK}年度?(?:{BLANK}(?P<month2>{NUMBER}){BLANK}月份?(?:{BLANK}(?P<day2>{NUMBER}){BLANK}[日号](?:{_CLOCK})?)?)?"
    rf"|(?P<next>[次翌明]年|第二年)?{BLANK}(?P<month3>{NUMBER}){BLANK}{MONTHS}(?:{BLANK}(?P<day3>{NUMBER}){BLANK}[日号](?:{_CLOCK})?)?"
    rf"|(?P<day4>{NUMBER}){BLANK}[日号](?!元|均))(?:{BLANK}[底末])?{_ENDS_MEANT}(?:{BLANK}(?:为?止|期间))?"
)
# 2022.5.1—2022.12.31
_FIGURES = r"(?:19|20)[0-9]{2}[.\-/][0-9]{1,2}[.\-/][0-9]{1,2}(?![0-9])"
FIGURES = re.compile(rf"(?:[自从]{BLANK})?(?<![0-9.])(?P<from>{_FIGURES}){DASH}(?P<to>{_FIGURES})(?![.\-/][0-9])")
# 2023年第三季度至2024年第一季度, 2023年下半年至2024年上半年
_PART_OF_YEAR = rf"(?:第?{QUARTER}季度|[上下]半年)"
PARTS_OF_YEARS = re.compile(
    rf"(?:[自从]{BLANK})?(?<![0-9.〔])(?P<year1>{YEAR}){BLANK}年{BLANK}(?P<part1>{_PART_OF_YEAR}){DASH}"
    rf"(?:(?P<year2>{YEAR}){BLANK}年|(?P<next>[次翌]年)){BLANK}(?P<part2>{_PART_OF_YEAR})(?:{BLANK}[底末])?"
)
# 2023、2024年度: years side by side, the sign of the first left out
YEARS = re.compile(rf"(?<![0-9.〔])(?P<years>{YEAR}(?:{BLANK}[、和及]{BLANK}{YEAR}){{1,6}}){BLANK}年(?!以[来前])")
# 2022年4、5、6月; 4月、5月和6月; 6、7、8三个月
LISTED = re.compile(
    rf"(?:(?<![0-9.〔])(?P<year>{YEAR}){BLANK}年{BLANK}|{_NOT_BEFORE})"
    rf"(?P<months>{NUMBER}月?(?:{BLANK}[、和及]{BLANK}{NUMBER}月?){{1,11}}(?<=月)|{NUMBER}(?:{BLANK}[、和及]{BLANK}{NUMBER}){{1,11}}(?:月|[两三四五六]个?月))"
    rf"份?(?!龄|[0-9]|{BLANK}{NUMBER}{BLANK}[日号])"
)
_IN_LIST = re.compile(rf"{NUMBER}(?!个)")

_DAY = rf"{NUMBER}{BLANK}{MONTHS}(?:{BLANK}{NUMBER}{BLANK}[日号])?"
_QUARTERS = (
    rf"(?:首季度?|前[0-9一二两三四五六七八九十]{{1,2}}个月|前[二两三2-3]个?季度|第?{QUARTER}(?:季度)?(?:{BLANK}[、和及至到—–\-－~～]{BLANK}第?{QUARTER}(?:季度)?){{0,3}}(?<=季度)"
    rf"|第?{QUARTER}(?:{BLANK}[、和及至到—–\-－~～]{BLANK}第?{QUARTER}){{0,3}}季度)(?!假)"
)
_TAIL = (
    "年?[底末](?:之?前|以前)?|(?:之|以)?前(?![0-9一二两三四五六七八九十期景列])|为?止|截止|起|开始|(?:之|以)后|以来"
    "|后(?![备续期勤台方])|全年|年?内"
)
# 2022 年, 2022年全年, 6 月底前, 到 2023 年, 年底前, 今年上半年, 三季度末前, 2022年12月31日（含）前, 6月中旬前,
# 次年3月底前, 2022.5.1
POINT = re.compile(
    rf"(?:(?P<lead>截至|截止到?|不[迟晚]于|最迟于?|直?[到至]|自|从){BLANK})?"
    rf"(?:(?:(?<![0-9.〔])(?P<year>{YEAR})(?:{BLANK}年度?|(?=[.\-/][0-9]{{1,2}}[.\-/][0-9]{{1,2}}(?![0-9.\-/])))"
    rf"|(?P<relative>(?:[今本明]|(?<!层)[次翌]|第二)年度?(?!龄)|当年度?(?={BLANK}{_DAY})))"
    rf"(?:{BLANK}(?P<day>{_DAY})|[.\-/](?P<month>[0-9]{{1,2}})[.\-/](?P<date>[0-9]{{1,2}})(?![0-9.\-/])"
    rf"|{BLANK}(?P<quarter>{_QUARTERS})|{BLANK}(?P<half>[上下]半年))?"
    rf"|{_NOT_BEFORE}(?<![0-9一二三四五六七八九十]、)(?P<bare>{_DAY})|(?<![0-9每前后个两一二三四])(?!前[^季]{{1,2}}个月)(?P<bare_quarter>{_QUARTERS})|(?P<bare_half>[上下]半年)"
    rf"|(?<![0-9一二三两十当上去多近每])年(?=[底末初]))"
    rf"(?:{BLANK}(?P<ten>[上中下]旬|初))?{_ENDS_MEANT}(?:{BLANK}{_CLOCK})?"
    rf"{BLANK}(?P<tail>{_TAIL})?{_ENDS_MEANT}"
)
_GOES_ON = re.compile(r"[\u4e00-\u9fff](?<!的)")
_LEFT_OPEN = re.compile(r"[ ]{0,4}[XxＸ×*＊_＿○]{0,4}[ ]{0,4}月")  # 2025年X月X日, 2025年　月: nobody knows yet
_QUARTER_SIGN = re.compile(r"[一二三四1-4]")
_ENDING = ("底", "年底", "年末", "末", "前", "之前", "以前", "止", "为止", "截止")
_BEGINNING = ("起", "开始", "后", "之后", "以后", "以来")
# “2021年3月1日印发”, “2010年5月1日公布的《…办法》”: an act that is done.
_MADE = re.compile(r"印发|[^，。；！？\n]{0,16}?(?:公布|发布|颁布|通过|批准|修[订正])的?(?:《|本|现行)")
# “2016年3月1日起|施行的《…办法》同时废止”: when another text began to hold.
_OF_ANOTHER = re.compile(r"(?:正式)?(?:施行|实施|执行|试行|生效)的?(?:原)?《")
_IS_DONE = re.compile(r"[，,]?[^，。；\n]{0,10}(?:已|累计|共有|实有|达到了)")
_PARTS = re.compile(rf"(?P<month>{NUMBER}){BLANK}月份?(?:{BLANK}(?P<day>{NUMBER}))?")
_DAY_BEFORE = re.compile(r"[0-9一二三四五六七八九十][ ]?[日号月]起?$")
_ALONE_BEHIND = re.compile(r"[ \u3000]*(?:\n|$)")
WHOLE_YEAR = re.compile(r"全年")
_YEARLY = re.compile(r"每年|年度|逐年")


def ranges(printed: str, year: int | None) -> Iterator[ExtractedDeadline]:
    """Yield the times that go from a day, a month or a year to another."""
    found = [(match, _range(printed, match, None if match["event"] else year)) for match in RANGE.finditer(printed)]
    for match, span in (*found, *((match, _of_figures(match)) for match in FIGURES.finditer(printed))):
        if not span and match.groupdict().get("event") and _is_dated(match):
            yield time(match, "period", "times.range")  # 当年10月1日至次年9月30日: of an event, nobody knows which year
        elif span and not is_name(printed, match):
            yield time(match, "period", "times.range", start_on=span[0], end_on=span[1])
    for match in PARTS_OF_YEARS.finditer(printed):
        if span := _of_parts(match):
            yield time(match, "period", "times.range", start_on=span[0], end_on=span[1])


def _of_parts(match: re.Match[str]) -> Span | None:
    first_year = number(match["year1"]) or 0
    start, end = (
        half(year, part) if part.endswith("半年") else quarters(year, part)
        for year, part in ((first_year, match["part1"]), (number(match["year2"]) or first_year + 1, match["part2"]))
    )
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _of_figures(match: re.Match[str]) -> Span | None:
    start, end = (days(*map(int, re.split(r"[.\-/]", match[side]))) for side in ("from", "to"))
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _range(printed: str, match: re.Match[str], year: int | None) -> Span | None:
    printed_year = number(match["year1"])
    first_month = number(match["month1"])
    if not _is_dated(match):
        return None
    first_year = printed_year or year_at(printed, match.start(), year)
    last_year = number(match["year2"]) or (first_year and first_year + bool(match["next"]))
    if not printed_year and match["year2"]:
        first_year = last_year
    last_month = number(match["month2"] or match["month3"]) or (first_month if match["day4"] else None)
    start = days(first_year, first_month, number(match["day1"]))
    end = days(last_year, last_month, number(match["day2"] or match["day3"] or match["day4"]))
    if start and end and start[0] > end[1] and match["month3"]:  # 2022年11月1日至3月31日
        end = days((last_year or 0) + 1, last_month, number(match["day3"]))
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _is_dated(match: re.Match[str]) -> bool:
    """Whether both sides are dates: 2021-2023 年 and 1—6月 are, 5—10 and 3至5日 are not."""
    if match["month1"] and not match["months_sign"]:
        return bool(match["month3"]) and not match["next"]
    if match["day4"]:
        return bool(match["month1"])
    return bool(match["month1"] or match["year2"] or (match["year1"] and "年" in match[0]))


def listed(printed: str, year: int | None) -> Iterator[ExtractedDeadline]:
    """Months side by side, as one period where they follow one another."""
    for match in LISTED.finditer(printed):
        listed = [number(each[0]) or 0 for each in _IN_LIST.finditer(match["months"])]
        span = months(number(match["year"]) or year_at(printed, match.start(), year), listed[0], listed[-1])
        if is_name(printed, match):
            continue
        if span and listed == list(range(listed[0], listed[-1] + 1)):
            yield time(match, "period", "times.months", start_on=span[0], end_on=span[1])
        elif match["year"]:  # 2022年6月和12月
            yield from _apart(printed, match)


def years_listed(printed: str, year: int | None) -> Iterator[ExtractedDeadline]:
    """Years side by side, as one period where they follow one another and go on to the document's own."""
    for match in YEARS.finditer(printed):
        own = [number(each) or 0 for each in re.findall(YEAR, match["years"])]
        follow = own == list(range(own[0], own[-1] + 1))
        if follow and not is_name(printed, match) and not is_base(printed, match.end()) and own[-1] >= (year or 0):
            first, last = days(own[0]), days(own[-1])
            if first and last:
                yield time(match, "period", "times.years", start_on=first[0], end_on=last[1])


def _apart(printed: str, match: re.Match[str]) -> Iterator[ExtractedDeadline]:
    """Months side by side that do not follow one another, each a period of its own."""
    for each in _IN_LIST.finditer(printed, *match.span("months")):
        span = days(number(match["year"]), number(each[0]))
        first = each.start() == match.start("months")
        if span:
            period = time(each, "period", "times.months", start_on=span[0], end_on=span[1])
            yield replace(period, start=match.start() if first else each.start(), end=each.end() + 1)


def points(printed: str, year: int | None) -> Iterator[ExtractedDeadline]:
    """A single year, quarter, month or day, and 全年: an end, a beginning, or a period."""
    for match in POINT.finditer(printed):
        yield from _point(printed, match, year)
    for match in WHOLE_YEAR.finditer(printed):
        if opens(printed, match.start()):  # 力争全年培育…, not 完成全年目标任务
            first, last = days(year) or (None, None)
            yield time(match, "period", "times.whole_year", start_on=first, end_on=last)


def _point(printed: str, match: re.Match[str], year: int | None) -> Iterator[ExtractedDeadline]:
    lead, tail = match["lead"] or "", match["tail"] or ""
    known = number(match["year"]) or _relative_year(printed, match, year)
    span = _span(match, known)
    if known and not span and match["quarter"]:
        yield from _quarters_apart(printed, match, known)
    if (known and not span) or _is_no_time(printed, match):
        return  # 13月, 2月30日
    first, last = span or (None, None)
    dated = match["year"] or match["relative"]
    exact = dated or _has_day(printed, match)
    ends = tail.startswith(_ENDING) or (not tail and is_due(printed, match.start()))
    if ends or (exact and not tail.startswith(_BEGINNING) and lead not in ("", "自", "从")):
        yield time(match, "until", "times.until", end_on=last)
    elif lead == "自" or tail.startswith(_BEGINNING):
        yield time(match, "period", "times.from", start_on=first)
    elif (
        (dated or match["bare_quarter"] or _is_half_ahead(printed, match))
        and not _is_past(match, year)
        and not is_name(printed, match)
    ):
        yield time(match, "period", "times.period", start_on=first, end_on=last)


def _is_half_ahead(printed: str, match: re.Match[str]) -> bool:
    """Whether a half of the year without its year opens a clause: “下半年开工建设”, not “力保上半年的增速”."""
    return bool(match["bare_half"]) and opens(printed, match.start()) and bool(_GOES_ON.match(printed, match.end()))


def _quarters_apart(printed: str, match: re.Match[str], year: int) -> Iterator[ExtractedDeadline]:
    """Quarters side by side that do not follow one another, each a period of its own: 第一、四季度."""
    signs = list(_QUARTER_SIGN.finditer(printed, *match.span("quarter")))
    for sign in signs:
        if span := quarters(year, sign[0]):
            period = time(sign, "period", "times.period", start_on=span[0], end_on=span[1])
            start = match.start() if sign is signs[0] else sign.start()
            yield replace(period, start=start, end=match.end() if sign is signs[-1] else sign.end())


def _has_day(printed: str, match: re.Match[str]) -> bool:
    """Whether a date without a year is a whole day, and not the end of a range that nobody can place."""
    return "日" in (match["bare"] or "") and not _DAY_BEFORE.search(printed, max(0, match.start() - 8), match.start())


def _is_signature(printed: str, match: re.Match[str]) -> bool:
    """Whether a day only says when a text was made: alone on its line, before 印发, “…公布的《…办法》”."""
    before = printed[printed.rfind("\n", 0, match.start()) + 1 : match.start()]
    alone = not before.strip() and _ALONE_BEHIND.match(printed, match.end())
    bare = match["day"] and not match["lead"] and not match["tail"]
    return bool(bare and (alone or _MADE.match(printed, match.end())))


def _relative_year(printed: str, match: re.Match[str], year: int | None) -> int | None:
    """The year that is not printed as a figure: 今年, 明年, 次年, 当年; in a yearly cycle nobody knows which.

    当年 is the year that its sentence prints: without one, that of an event of which nobody knows the year.
    """
    word = match["relative"] or ""
    if word.startswith("当"):
        is_yearly = _YEARLY.search(left_of(printed, match.start(), "。\n"))
        return None if is_yearly else year_at(printed, match.start(), None)
    if word.startswith("明"):
        return year and year + 1
    base = year if word.startswith(("今", "本")) else year_at(printed, match.start(), year)
    if not word.startswith(("次", "翌", "第")):
        return base
    return None if _YEARLY.search(left_of(printed, match.start(), "。\n")) else base and base + 1


def _is_no_time(printed: str, match: re.Match[str]) -> bool:
    """Whether a date only says when a text was made, by what something is measured, or is left open."""
    if _is_signature(printed, match) or is_base(printed, match.end()) or _OF_ANOTHER.match(printed, match.end()):
        return True
    if (match["lead"] or "").startswith("截") and _IS_DONE.match(printed, match.end()):  # 截至2021年底，已发放3亿元
        return True
    return _is_of_each_year(printed, match) or bool(_LEFT_OPEN.match(printed, match.end()))


def _is_of_each_year(printed: str, match: re.Match[str]) -> bool:
    """Whether 本年度 is that of each report: “每年就上年度情况、本年度计划形成报告”."""
    is_own = (match["relative"] or "").startswith("本") and not match["tail"]
    return is_own and bool(_YEARLY.search(left_of(printed, match.start(), "。\n")))


def _span(match: re.Match[str], year: int | None) -> Span | None:
    """First and last day of what a POINT prints."""
    if quarter := match["quarter"] or match["bare_quarter"]:
        return quarters(year, quarter)
    if printed := match["half"] or match["bare_half"]:
        return half(year, printed)
    if match["month"]:
        return days(year, number(match["month"]), number(match["date"]))
    parts = _PARTS.match(match["day"] or match["bare"] or "")
    month, day = (number(parts["month"]), number(parts["day"])) if parts else (None, None)
    if match["ten"] and day is None:
        return ten_days(year, month, match["ten"])
    return days(year, month, day)


def _is_past(match: re.Match[str], year: int | None) -> bool:
    """A bare year before the document's own is a base; a quarter is exact enough to be meant (2021 年第四季度)."""
    bare = not (match["day"] or match["month"] or match["quarter"] or match["half"])
    return bool(bare and year and match["year"] and (number(match["year"]) or 0) < year)
