"""Lengths of time (5个工作日内, 1年6个月, 一年半) and rhythms (每年, 按季)."""

import re
from collections.abc import Iterator

from importers.extractors.deadlines.record import ExtractedDeadline, time
from policies.text.numerals import ARABIC, CHINESE, CHINESE_DIGITS, value

UNITS = (  # as printed → ISO 8601 designator, months or days it counts; the longer print first
    (r"个半工作日", "P{}.5D", 1),
    (r"个?工作日", "P{}D", 1),
    (r"个半月|个月半", "P{}M15D", 1),
    (r"个半小时|小时半", "PT{}H30M", 1),
    (r"年半", "P{}Y6M", 1),
    (r"个?自然日|天(?![然河津使])|日(?![元均报程托])", "P{}D", 1),
    (r"周(?![岁年边期转围末到知密])|个星期", "P{}W", 1),
    (r"个季度", "P{}M", 3),
    (r"个月", "P{}M", 1),
    (r"个?纳税年度|年(?![级龄薪])", "P{}Y", 1),
    (r"个?小时", "PT{}H", 1),
)
UNIT = "|".join(printed for printed, _, _ in UNITS)
N = rf"(?:{ARABIC}|{CHINESE}|半)"
WITHIN = r"（含）以内|以内|之内|内|（含）以上|及以上|以上"
# 1年|6个月, 8天|20小时: what goes on in a smaller unit.
_MORE = rf"(?:(?<=[年周天月])[零又]?[ ]?(?P<more>(?!(?:19|20)[0-9]{{2}}){N})[ ]?(?P<more_unit>个月|天|日|个?小时))?"
_GLOSS = rf"(?:[（(]{N}[ ]?个月[）)])?"  # 3年（36个月）内: one length, said twice
LENGTH = re.compile(
    rf"(?P<old>[由从][ ]?{N}[ ]?(?:{UNIT})[ ]?[\u4e00-\u9fff]{{1,6}}?[至到为][ ]?)?"  # 由45天压减为|20天
    r"(?:(?P<lead>不超过|不得超过|不少于|最长|以后|连续|为期)[ ]?)?"
    rf"(?P<list>(?:{N}[ ]?(?:{UNIT}|个)?[ ]?[、或][ ]?){{0,6}})"  # 5个、15个、|25个工作日
    rf"(?:(?P<low>{N})[ ]?(?P<low_unit>{UNIT})?[ ]?[—–\-－~～至到][ ]?)?"
    rf"(?P<last>{N})[ ]?(?P<unit>{UNIT}){_MORE}{_GLOSS}(?P<within>{WITHIN})?"
)
_HALVES = {"年": "P6M", "月": "P15D"}
ONE = re.compile(rf"(?P<number>{N})[ ]?(?P<unit>{UNIT})?")
# Not lengths: 第一年, 每3个月, 前5个月 (but 申请日前12个月内), 12 月 31 日, 7×24小时, 上半年 (but 原则上5个工作日).
NO_LENGTH_BEFORE = re.compile(r"(?:[第每近去×月年]|(?<![日月贴请满])前|(?<![则以])[上下]|过去|黄金)[ ]?$")
# What makes a bare day, hour or year a limit: 半天办结, 72 小时到账, 折旧年限为 3 年, 预缴增值税一年。
DONE = re.compile(r"[ ]?(?:办结|办理|完成|回复|答复|到账|反馈|审结|送达|结)")
LASTS = re.compile(r"(?:期限?|年限|周期|时间|延长|满|以后|后的?|分|缓缴|暂停|支持|给予|公示|公告)(?:[为达是至])?[ ]?$")
ENDS = re.compile(r"[ ]?(?:时间|有效期|免|$|[，。；、：！？\n）)]|的|期(?!间))")
# “两个月城镇最低生活保障标准”: how many of them make a sum.
_OF_A_SUM = re.compile(
    r"[ ]?的?(?:城镇|城乡|农村|当地|本[省市区县]|全[省市]|上年度?|职工|社会){0,3}"
    r"(?:最低生活保障|低保标准|最低工资|平均工资)"
)
_ROUGH = re.compile(r"[一二两三四五六七八九]{2}")  # 两三天, 三五年


def lengths(printed: str) -> Iterator[ExtractedDeadline]:
    """Lengths that bound something."""
    for match in LENGTH.finditer(printed):
        if not _is_length(printed, match):
            continue
        listed = [(each["number"], each["unit"] or match["unit"]) for each in ONE.finditer(match["list"])]
        lowest, highest = _ends(match)
        rule = "times.list" if listed else "times.duration"
        workdays = match["unit"].endswith("工作日")
        for number, unit in listed:
            yield time(match, "duration", rule, duration=_iso(number, unit), workdays=unit.endswith("工作日"))
        yield time(match, "duration", rule, duration=lowest, duration_max=highest, workdays=workdays)


def _ends(match: re.Match[str]) -> tuple[str, str]:
    """The length, or its least and its greatest: 4—12周, 3个月至1年, 两三天."""
    if _ROUGH.fullmatch(match["last"]):
        low, high = (str(CHINESE_DIGITS[sign]) for sign in match["last"])
        return _iso(low, match["unit"]), _iso(high, match["unit"])
    last = _joined([_iso(match["last"], match["unit"])])
    if match["more"]:
        last = _joined([last, _iso(match["more"], match["more_unit"])])
    return (_iso(match["low"], match["low_unit"] or match["unit"]), last) if match["low"] else (last, "")


def _is_length(printed: str, match: re.Match[str]) -> bool:
    """Whether the figure bounds something: always so for 工作日 and 个月, else the words beside it must say so."""
    if NO_LENGTH_BEFORE.search(printed, max(0, match.start() - 3), match.start()) or value(match["last"]) > 100:
        return False
    if _OF_A_SUM.match(printed, match.end()):
        return False
    unit, is_bound = match["unit"], bool(match["old"] or match["lead"] or match["within"] or match["more"])
    if unit.endswith(("工作日", "自然日", "月", "季度", "纳税年度", "半")) or is_bound:
        return True
    lasts = LASTS.search(printed, max(0, match.start() - 6), match.start())
    if unit in ("天", "小时", "日", "周", "个星期", "个小时"):
        digits = match["last"][0].isdecimal() and unit in ("天", "周")
        return digits or bool(lasts) or (unit != "日" and bool(DONE.match(printed, match.end())))
    return bool(lasts or match["list"] or ENDS.match(printed, match.end()))


def length(printed: str) -> str | None:
    """One length and nothing else, as ISO 8601; None where it is none.

    >>> length("6个月"), length("一年6个月"), length("72 小时"), length("两头牛"), length("一年半")
    ('P6M', 'P1Y6M', 'PT72H', None, 'P1Y6M')
    """
    one = rf"({N})[ ]?({UNIT})[ ]?"
    if not re.fullmatch(rf"(?:{one})+", printed):
        return None
    return _joined([_iso(number, unit) for number, unit in re.findall(one, printed)])


def _joined(parts: list[str]) -> str:
    """P1Y, P6M → P1Y6M; P8D, PT20H → P8DT20H."""
    days, hours = "", ""
    for part in parts:
        before, _, behind = part[1:].partition("T")
        days, hours = days + before, hours + behind
    return f"P{days}T{hours}" if hours else f"P{days}"


def _iso(number: str, unit: str) -> str:
    """5, 个工作日 → P5D; 半, 天 → P0.5D; 半, 年 → P6M; 一, 年半 → P1Y6M."""
    if number == "半" and (whole := _HALVES.get(unit[-1])):
        return whole
    designator, factor = next((iso, factor) for print_, iso, factor in UNITS if re.fullmatch(print_, unit))
    return designator.format(value(number) * factor)


# --------------------------------------------------------------------------------------------------- recurring

CYCLE = "年度|年|季度|季|月|旬|周|日|天"
# 按年度营业收入, 按年化1.5%: of a sum, not of a rhythm
SUM = r"(?!化|利率|息|[\u4e00-\u9fff]{0,2}(?:销售|收入|营业|产值|纳税))"
_MONTH_OR_DAY = r"(?:[0-9]{1,2}[ ]?[、—–\-～~至][ ]?){0,3}[0-9]{1,2}[ ]?(?:月份?(?:[ ]?[0-9]{1,2}[ ]?[日号])?|[日号])"
_IN_CYCLE = rf"(?:{_MONTH_OR_DAY}|第?[一二三四1-4]季度|[上下]半年)(?:[上中下]旬|[底末初](?!次))?"
# 每3～5年, 每两至三年
_EVERY = r"(?:[0-9]{1,2}(?:[—–\-－~～至到][0-9]{1,2})?|[两二三四五六](?:[至到][三四五六])?)"
RECURRING = re.compile(
    # 每年 10 月份; 每年3月和9月, 每年第一季度, 每月15日前: no day of one year
    rf"每(?:半年|{_EVERY}?[ ]?个?(?:{CYCLE})){SUM}"
    rf"(?:[ ]?的?{_IN_CYCLE}(?:[、和及至到—-]{_IN_CYCLE}){{0,4}}(?:之?前|以前)?)?"
    rf"|按(?:年度?|季度?(?!节)|月|周(?![期岁边])|旬){SUM}(?:[（(][年季月][）)])?|逐[季月]|分年度"  # 按季（月）
    r"|(?<![0-9])[年季月旬周日](?:安排|调度|通报|对接|报告)(?:、[年季月旬周日](?:安排|调度|通报|对接|报告)){1,3}"
)


def recurring(printed: str) -> Iterator[ExtractedDeadline]:
    """Rhythms: 每年, 按季（月）, 月安排、旬对接."""
    for match in RECURRING.finditer(printed):
        yield time(match, "recurring", "times.recurring")
