"""Times: until when, in which period or plan, how long, how often.

``find`` takes one passage and the document's year, which fills a year left out (6月底前). Each kind is a small table
of what is printed; the words around say which role a time has.

Not times: years inside names (出台2022年…工作要点, 《…（2022年版）》), years before the document's own (past bases),
hours of service (7×24小时), trips and circles (一日游, 10-15分钟生活圈), 定期.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from importers.extractors.base import ExtractedFact
from policies.text.numerals import ARABIC, CHINESE, value


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedDeadline(ExtractedFact):
    """One time; a date that cannot be known is None, a length that is not printed is ""."""

    kind: str  # until, period, plan, duration, recurring
    start_on: date | None = None
    end_on: date | None = None
    duration: str = ""  # ISO 8601: P5D, P6M, P0.5D, PT72H
    duration_max: str = ""
    workdays: bool = False
    role: str = "reference"  # term, due, handling, reference


def find(text: str, year: int | None) -> list[ExtractedDeadline]:
    """Every time of the passage, in text order.

    >>> [(t.kind, str(t.end_on), t.role) for t in find("存量留抵税额于 6 月底前一次性全部退还。", 2022)]
    [('until', '2022-06-30', 'due')]
    """
    printed = TITLE.sub(lambda title: "《" * len(title[0]), text)  # a year in a title is a name
    readings = (*_ranges(printed), *_points(printed, year), *_plans(printed), *_durations(printed))
    found: list[ExtractedDeadline] = []
    for time in sorted((*readings, *_recurring(printed)), key=lambda time: (time.start, -time.end)):
        # “5个、15个、25个工作日以内” is three durations with one quote
        if not found or time.start >= found[-1].end or (time.start, time.rule) == (found[-1].start, "times.list"):
            found.append(replace(time, role=_role(printed, time)))
    return found


TITLE = re.compile(r"《[^》]{0,80}》")
CLAUSE = "，。；：！？\n,;:!?（("
SENTENCE = "。；！？\n;!?"


def _time(
    match: re.Match[str],
    kind: str,
    rule: str,
    *,
    start_on: date | None = None,
    end_on: date | None = None,
    duration: str = "",
    duration_max: str = "",
    workdays: bool = False,
) -> ExtractedDeadline:
    return ExtractedDeadline(
        start=match.start(),
        end=match.end(),
        quote=match[0],
        rule=rule,
        kind=kind,
        start_on=start_on,
        end_on=end_on,
        duration=duration,
        duration_max=duration_max,
        workdays=workdays,
    )


# ------------------------------------------------------------------------------------------------------- dates

DASH = r"[ ]?(?:起)?[ ]?[—–\-－~～至到][ ]?"
MONTH_DAY = r"(?P<month{0}>[0-9]{{1,2}})[ ]?月份?(?:[ ]?(?P<day{0}>[0-9]{{1,2}})[ ]?[日号])?"
YEAR = r"(?P<year{0}>(?:19|20)[0-9]{{2}})"

# 2021-2023 年, 2022 年至 2024 年, 2022年1月至6月, 2022年7月1日—12月31日
RANGE = re.compile(
    rf"(?<![0-9.〔]){YEAR.format(1)}[ ]?(?:年度?)?[ ]?(?:{MONTH_DAY.format(1)})?{DASH}"
    rf"(?:{YEAR.format(2)}[ ]?年度?(?:[ ]?{MONTH_DAY.format(2)})?|{MONTH_DAY.format(3)})[ ]?[底末]?"
)
# 2022 年, 2022年度内, 2022年全年, 6 月底前, 到 2023 年, 2023 年 12 月 31 日, 年底前, 2021 年第四季度, 今年上半年
POINT = re.compile(
    r"(?:(?P<lead>截至|截止到?|不迟于|最迟于?|[到至自])[ ]?)?"
    rf"(?:(?:(?<![0-9.〔]){YEAR.format(0)}[ ]?年度?|(?P<this>[今本]年度?))"
    rf"(?:[ ]?{MONTH_DAY.format(0)}|[ ]?(?P<quarter>第?[一二三四1-4]季度(?:[、和至][ ]?第?[一二三四1-4]季度)?)"
    r"|[ ]?(?P<half>[上下]半年))?"
    rf"|(?<![0-9年个、.]){MONTH_DAY.format(5)}|(?<![0-9一二三两十当上去多近])年(?=[底末]))"
    r"[ ]?(?P<tail>[底末](?:之?前|以前)?|之?前|以前|止|起|全年|内)?"
)
ENDING = ("底", "末", "前", "之前", "以前", "止")
WHOLE_YEAR = re.compile(r"全年")
HALVES = {"上": (1, 6), "下": (7, 12)}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4} | {str(n): n for n in range(1, 5)}

# What a year names when it stands behind one of these in its clause: 出台2022年…工作要点, 用好2021年两次降低…的资金.
NAMING = re.compile(r"印发|出台|发布|制定|编制|编写|修订|公布|下达|落实|用好|执行(?!期)|按照|根据")
NAME_FOLLOWS = re.compile(r"[ ]?(?:版|[\u4e00-\u9fff]{0,6}(?:行动计划|工作要点|行动方案|实施方案|工作方案))")
# What leads an adverb of time where it does not open its clause: 确保2022年…, 力争全年培育200户.
ADVERBIAL = re.compile(r"(?:^|[，。；：！？\n]|力争|确保|争取|预计|实现)[ ]?$")


def _ranges(printed: str) -> Iterator[ExtractedDeadline]:
    for match in RANGE.finditer(printed):
        second_year = match["year2"] or match["year1"]
        start = _days(match["year1"], match["month1"], match["day1"])
        end = _days(second_year, match["month2"] or match["month3"], match["day2"] or match["day3"])
        if start and end and start[0] <= end[1] and "年" in match[0] and not _is_name(printed, match):
            yield _time(match, "period", "times.range", start_on=start[0], end_on=end[1])


def _points(printed: str, year: int | None) -> Iterator[ExtractedDeadline]:
    """A single year, quarter, month or day, and 全年: an end, a beginning, or a period."""
    for match in POINT.finditer(printed):
        yield from _point(printed, match, year)
    for match in WHOLE_YEAR.finditer(printed):
        if _opens(printed, match.start()):  # 力争全年培育…, not 完成全年目标任务
            first, last = _days(year) or (None, None)
            yield _time(match, "period", "times.whole_year", start_on=first, end_on=last)


def _point(printed: str, match: re.Match[str], year: int | None) -> Iterator[ExtractedDeadline]:
    lead, tail = match["lead"] or "", match["tail"] or ""
    known = match["year0"] or year
    days = _span(match, known)
    if known and not days:
        return  # 13月, 2月30日
    first, last = days or (None, None)
    dated = match["year0"] or match["this"]
    if tail.startswith(ENDING) or (dated and lead not in ("", "自")):  # 至6月 alone may be anything
        yield _time(match, "until", "times.until", end_on=last)
    elif lead == "自" or tail == "起":
        yield _time(match, "period", "times.from", start_on=first)
    elif dated and not _is_past(match, year) and not _is_name(printed, match):
        yield _time(match, "period", "times.period", start_on=first, end_on=last)


def _span(match: re.Match[str], year: int | str | None) -> tuple[date, date] | None:
    """First and last day of what a POINT prints."""
    if match["quarter"]:
        quarters = [QUARTERS[character] for character in match["quarter"] if character in QUARTERS]
        return _months(year, quarters[0] * 3 - 2, quarters[-1] * 3)
    if match["half"]:
        return _months(year, *HALVES[match["half"][0]])
    return _days(year, match["month0"] or match["month5"], match["day0"] or match["day5"])


def _days(year: int | str | None, month: str | None = None, day: str | None = None) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day; None where the calendar has no such."""
    if month is None:
        return _months(year, 1, 12)
    months = _months(year, int(month), int(month))
    if months is None or day is None:
        return months
    if not 1 <= int(day) <= months[1].day:
        return None
    return (months[0].replace(day=int(day)),) * 2


def _months(year: int | str | None, first: int, last: int) -> tuple[date, date] | None:
    if not year or not 1 <= int(year) <= 9999 or not 1 <= first <= last <= 12:
        return None
    return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])


def _is_past(match: re.Match[str], year: int | None) -> bool:
    """A bare year before the document's own is a base; a quarter is exact enough to be meant (2021 年第四季度)."""
    bare = not (match["month0"] or match["quarter"] or match["half"])
    return bool(bare and year and match["year0"] and int(match["year0"]) < year)


def _is_name(printed: str, match: re.Match[str]) -> bool:
    left = _left(printed, match.start(), CLAUSE)
    return bool(NAMING.search(left) or NAME_FOLLOWS.match(printed, match.end()))


def _opens(printed: str, at: int) -> bool:
    return bool(ADVERBIAL.search(printed[max(0, at - 4) : at])) if at else True


# ------------------------------------------------------------------------------------------------------- plans

# “十四五”期间 is the plan, “十四五”末 its end; “十四五”目标要求 only a name.
PLAN = re.compile(r"[“\"]?(?P<nth>十[一二三四五六七八九])五[”\"]?(?P<tail>[ ]?(?:期间|时期|规划期[内间]?|期内|期?末))?")


def _plans(printed: str) -> Iterator[ExtractedDeadline]:
    for match in PLAN.finditer(printed):
        tail = (match["tail"] or "").strip()
        first = 1951 + 5 * int(value(match["nth"]))  # the fourteenth plan begins in 2021
        start, end = date(first, 1, 1), date(first + 4, 12, 31)
        if tail.endswith("末"):
            yield _time(match, "until", "times.plan_end", end_on=end)
        elif tail or _opens(printed, match.start()):
            yield _time(match, "plan", "times.plan", start_on=start, end_on=end)


# --------------------------------------------------------------------------------------------------- durations

UNITS = (  # as printed → ISO 8601 designator, months or days it counts; the longer print first
    (r"个?工作日", "P{}D", 1),
    (r"个?自然日|天|日", "P{}D", 1),
    (r"周|个星期", "P{}W", 1),
    (r"个?季度", "P{}M", 3),
    (r"个月", "P{}M", 1),
    (r"个?纳税年度|年", "P{}Y", 1),
    (r"个?小时", "PT{}H", 1),
)
UNIT = "|".join(printed for printed, _, _ in UNITS)
N = rf"(?:{ARABIC}|{CHINESE}|半)"
WITHIN = r"以内|之内|内|（含）以上|及以上|以上"
LENGTH = re.compile(
    rf"(?P<old>[由从][ ]?{N}[ ]?(?:{UNIT})[ ]?[\u4e00-\u9fff]{{1,6}}?[至到为][ ]?)?"  # 由45天压减为|20天
    r"(?:(?P<lead>不超过|不得超过|不少于|最长|以后|连续|为期)[ ]?)?"
    rf"(?P<list>(?:{N}[ ]?(?:{UNIT}|个)?[ ]?、[ ]?){{0,6}})"  # 5个、15个、|25个工作日
    rf"(?:(?P<low>{N})[ ]?[—–\-－~～至][ ]?)?(?P<last>{N})[ ]?(?P<unit>{UNIT})(?P<within>{WITHIN})?"
)
ONE = re.compile(N)
# Not lengths: 第一年, 每3个月, 12 月 31 日, 7×24小时, 上半年 (but 原则上5个工作日).
NO_LENGTH_BEFORE = re.compile(r"(?:[第每近前去×月年]|(?<!则)[上下]|过去|黄金)[ ]?$")
# What makes a bare day, hour or year a limit: 半天办结, 72 小时到账, 折旧年限为 3 年, 预缴增值税一年。
DONE = re.compile(r"[ ]?(?:办结|办理|完成|回复|答复|到账|反馈|审结|送达|结)")
LASTS = re.compile(r"(?:期限?|年限|周期|时间|延长|满|以后|后的?|分|缓缴|暂停|支持|给予)(?:[为达是至])?[ ]?$")
ENDS = re.compile(r"[ ]?(?:$|[，。；、：！？\n）)]|的|期(?!间))")


def _durations(printed: str) -> Iterator[ExtractedDeadline]:
    for match in LENGTH.finditer(printed):
        if not _is_length(printed, match):
            continue
        listed = [_iso(number[0], match["unit"]) for number in ONE.finditer(match["list"])]
        lowest = _iso(match["low"] or match["last"], match["unit"])
        highest = _iso(match["last"], match["unit"]) if match["low"] else ""
        rule = "times.list" if listed else "times.duration"
        workdays = match["unit"].endswith("工作日")
        for duration in listed:
            yield _time(match, "duration", rule, duration=duration, workdays=workdays)
        yield _time(match, "duration", rule, duration=lowest, duration_max=highest, workdays=workdays)


def _is_length(printed: str, match: re.Match[str]) -> bool:
    """Whether the figure bounds something: always so for 工作日 and 个月, else the words beside it must say so."""
    if NO_LENGTH_BEFORE.search(printed, max(0, match.start() - 3), match.start()) or value(match["last"]) > 100:
        return False
    unit, said = match["unit"], bool(match["old"] or match["lead"] or match["within"])
    if unit.endswith(("工作日", "自然日", "月", "季度", "纳税年度")) or said:
        return True
    if unit in ("天", "小时", "日", "周", "个星期"):
        digits = match["last"][0].isdecimal() and unit in ("天", "周")
        return digits or (unit != "日" and bool(DONE.match(printed, match.end())))
    lasts = LASTS.search(printed, max(0, match.start() - 6), match.start())
    return bool(lasts or match["list"] or ENDS.match(printed, match.end()))


def length(printed: str) -> str | None:
    """One length and nothing else, as ISO 8601; None where it is none.

    >>> length("6个月"), length("一年6个月"), length("72 小时"), length("两头牛")
    ('P6M', 'P1Y6M', 'PT72H', None)
    """
    one = rf"({N})[ ]?({UNIT})[ ]?"
    if not re.fullmatch(rf"(?:{one})+", printed):
        return None
    parts = [_iso(number, unit) for number, unit in re.findall(one, printed)]
    days = "".join(part[1:] for part in parts if not part.startswith("PT"))
    hours = "".join(part[2:] for part in parts if part.startswith("PT"))
    return f"P{days}T{hours}" if hours else f"P{days}"


def _iso(number: str, unit: str) -> str:
    """5, 个工作日 → P5D; 半, 天 → P0.5D."""
    designator, factor = next((iso, factor) for print_, iso, factor in UNITS if re.fullmatch(print_, unit))
    return designator.format(value(number) * factor)


# --------------------------------------------------------------------------------------------------- recurring

CYCLE = "年度|年|季度|季|月|旬|周|日|天"
SUM = r"(?![\u4e00-\u9fff]{0,2}(?:销售|收入|营业|产值|纳税))"  # 按年度营业收入: of a sum, not of a rhythm
RECURRING = re.compile(
    rf"每(?:半年|(?:[0-9]{{1,2}}|[两二三四五六])?[ ]?个?(?:{CYCLE})){SUM}(?:[ ]?[0-9]{{1,2}}[ ]?月份?)?"  # 每年 10 月份
    rf"|按(?:年度?|季度?(?!节)|月|周|旬){SUM}(?:[（(][年季月][）)])?|逐[季月]|分年度"  # 按季（月）
    r"|(?<![0-9])[年季月旬周日](?:安排|调度|通报|对接|报告)(?:、[年季月旬周日](?:安排|调度|通报|对接|报告)){1,3}"
)


def _recurring(printed: str) -> Iterator[ExtractedDeadline]:
    for match in RECURRING.finditer(printed):
        yield _time(match, "recurring", "times.recurring")


# ------------------------------------------------------------------------------------------------------- roles

# In order, the first that matches decides; ¤ stands where the time stood.
HANDLING = re.compile(r"办结|办理|审批|回复|答复|公示|登记|报装|用电时间|到账|压减|压缩|缩短|时限")
DUE = re.compile(r"力争|确保|达到|新认定|净增|开展|取消|建成|完成|实现|比重|增长|退还|培育|布局|选树")
TERM = re.compile(
    r"执行|政策|有效期|期限|延续|继续|延长|免征|暂免|减免|减征|减半|减按|加计|暂停|扣除|返还|缓缴|延缓"
    r"|补贴|补助|给予|奖励|激励|优惠|享受"
)


def _role(printed: str, time: ExtractedDeadline) -> str:
    """term, due, handling or reference, from the kind and the words around."""
    if time.kind == "recurring":
        return "reference"
    sentence = _left(printed, time.start, SENTENCE) + "¤" + _right(printed, time.end, SENTENCE)
    if time.kind == "duration":
        return "handling" if time.workdays or HANDLING.search(sentence) else _length_role(printed, time)
    after = time.end + printed.startswith("，", time.end)  # “十四五”期间，力争培育…: the comma belongs to the adverb
    clause = _left(printed, time.start, CLAUSE) + "¤" + _right(printed, after, CLAUSE)
    return "due" if DUE.search(clause) or not TERM.search(sentence) else "term"


def _length_role(printed: str, time: ExtractedDeadline) -> str:
    """有效期 2 年, 暂停…预缴增值税一年: the policy's own length; any other belongs to a right or a thing."""
    left = _left(printed, time.start, CLAUSE)
    return "term" if re.search(r"有效期|试行期?|执行期|暂停", left) else "reference"


def _left(printed: str, start: int, stops: str) -> str:
    floor = max(0, start - 160)
    return printed[max(floor, *(printed.rfind(stop, floor, start) + 1 for stop in stops)) : start]


def _right(printed: str, end: int, stops: str) -> str:
    ceiling = min(len(printed), end + 160)
    return printed[end : min((at for stop in stops if (at := printed.find(stop, end, ceiling)) >= 0), default=ceiling)]
