"""Sums of money and rates: what is given, what qualifies, how large a fund is, what is aimed at.

``find`` takes one passage and gives its amounts in text order, in three steps: single figures with a unit (减半,
1000 万美元, 2:2:4:2); figures said together (10 亿元、50 亿元; 从 60% 提高至 90%); and what the words around them say:
bound, role, per.

Not amounts: ranks and counts without a unit of money or share (500强, 排名前100, 9+13), areas, tonnes, kilowatts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.extractors.base import ExtractedFact
from policies.text.numerals import NUMBER, value


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedAmount(ExtractedFact):
    """One amount; ``values`` in base units (10 亿元 is 1,000,000,000 CNY), ``role`` is "" where no rule can tell."""

    values: tuple[float | int | str, ...]
    unit: str
    bound: str = "exact"
    shape: str = "one"
    role: str = ""
    per: str = ""


def find(text: str) -> list[ExtractedAmount]:
    """Every amount of the passage.

    >>> [(a.values, a.unit, a.bound, a.role) for a in find("对新认定的给予最高 1000 万元奖励。")]
    [((10000000,), 'CNY', 'max', 'benefit')]
    """
    figures = list(_together(text, _figures(text)))
    found: list[ExtractedAmount] = []
    for figure in figures:
        found.append(_described(text, figure, found[-1].end if found else 0))
    return _with_roles(text, figures, found)


# ---------------------------------------------------------------------------------------------- single figures

UNITS = (  # as printed → unit; the longer print first
    (r"元[/／]千瓦时", "CNY/kWh"),
    (r"美元", "USD"),
    (r"欧元", "EUR"),
    (r"港[元币]", "HKD"),
    (r"元(?![化素件旦宇])", "CNY"),  # not 三元化, 多元素
    (r"[%％]|个?百分点", "percent"),
    (r"‰", "permille"),
    (r"个?基点|BP", "bp"),
)
UNIT = "|".join(printed for printed, _ in UNITS)
DASH = r"[ ]?(?:[—–\-－~～至到]|——)[ ]?"  # 3亿元—5亿元, 100 万元至 300 万元, 10-20%

# The low end of a range is no change by so much: 提高5个百分点至30% is two amounts.
LOW = rf"(?<!提高)(?<!提升)(?<!增加)(?<!降低)(?P<low>{NUMBER})[ ]?(?P<of>{UNIT})?{DASH}"
QUANTITY = re.compile(
    rf"(?=[0-9０-９〇零一二两三四五六七八九十百千万亿])(?:{LOW})?(?P<number>{NUMBER})[ ]?(?P<unit>{UNIT})"
)
# 百分之三十, 千分之五, 三分之一
PARTS = re.compile(r"(?P<whole>[二三四五六七八九十百千万]{1,2})分之(?P<part>[零一二三四五六七八九十百点]{1,6})")
PARTS_UNITS = {"百": "percent", "千": "permille"}
# 1/3, but not a date (2022/5/1) and not 7/24小时
FRACTION = re.compile(r"(?<![0-9/])(?P<part>[1-9][0-9]?)/(?P<whole>[1-9][0-9]?)(?![0-9/]|[ ]?小时)")
HALF = re.compile(r"再?减半(?:征收|扣除|收取|缴纳)?")
# 2:2:4:2 tells itself; of two terms the words must say that it is no time of day: 按5:5比例, 1：1奖励.
RATIO = re.compile(
    r"(?<![0-9:：.])[0-9]{1,3}(?:[:：][0-9]{1,3}(?![0-9])){2,7}(?![:：])"
    r"|(?<![0-9:：.])[0-9]{1,3}[:：][0-9]{1,3}(?![0-9:：])(?=[的]?[ ]?(?:比例|奖励|配套|负担|分担|出资|补助|配比))"
)


def _figures(text: str) -> list[ExtractedAmount]:
    """All figures with a unit, in text order, none overlapping another."""
    apart: list[ExtractedAmount] = []
    for figure in sorted((*_quantities(text), *_shares(text)), key=lambda figure: figure.start):
        if not apart or figure.start >= apart[-1].end:
            apart.append(figure)
    return apart


def _quantities(text: str) -> Iterator[ExtractedAmount]:
    """10 亿元, 50个基点, 0.3 元/千瓦时, 3亿元—5亿元; a lone Chinese figure before 元 is a word (一元, 万元)."""
    for match in QUANTITY.finditer(text):
        unit = _unit(match["unit"])
        if unit == "CNY" and len(match["number"]) == 1 and not match["number"].isdecimal():
            continue
        high = value(match["number"])
        if match["low"] is None:
            yield _figure(match, "amounts.quantity", (high,), unit)
        else:
            low = _low(match["low"], match["number"], bool(match["of"]))
            yield _figure(match, "amounts.range", (low, high), unit, bound="range", shape="range")


def _unit(printed: str) -> str:
    return next(unit for pattern, unit in UNITS if re.match(pattern, printed))


def _low(low: str, high: str, has_unit: bool) -> int | float:
    """10—20万元: a low end that prints neither unit nor scale takes the scale of the high end."""
    scale = high[len(high.rstrip("十百千万亿")) :]
    bare = not has_unit and low.strip()[-1].isdecimal()
    return value(low + scale) if bare and scale != high else value(low)


def _shares(text: str) -> Iterator[ExtractedAmount]:
    """Shares without a unit sign: 1/3, 三分之一, 减半, 2:2:4:2."""
    for match in FRACTION.finditer(text):
        if int(match["part"]) < int(match["whole"]):
            yield _figure(match, "amounts.fraction", (_quotient(match),), "fraction")
    for match in PARTS.finditer(text):
        unit = PARTS_UNITS.get(match["whole"])
        yield _figure(match, "amounts.parts", (value(match["part"]) if unit else _quotient(match),), unit or "fraction")
    for match in HALF.finditer(text):
        yield _figure(match, "amounts.half", (0.5,), "fraction")
    for match in RATIO.finditer(text):
        yield _figure(match, "amounts.ratio", (match[0].replace("：", ":"),), "ratio")


def _quotient(match: re.Match[str]) -> float:
    return round(value(match["part"]) / value(match["whole"]), 4)


def _figure(
    match: re.Match[str], rule: str, values: tuple[float | int | str, ...], unit: str, **kind: str
) -> ExtractedAmount:
    return ExtractedAmount(
        start=match.start(), end=match.end(), quote=match[0], rule=rule, values=values, unit=unit, **kind
    )


# ------------------------------------------------------------------------------------------- figures said together

# 10 亿元、50 亿元; 10%和15%; 省级 100 万元、国家级 200 万元: nothing between but a joint and a word of level.
JOINT = re.compile(r"[ ]?[、和及与或][ ]?(?:(?:国家|[省市县区])级?|[一二三特]等奖?)?[ ]?")
# 从75%提高到100%; 由 60% 最高提至 90%; 从1%提高到在保业务余额的2%
TURN = re.compile(
    r"[ ]?(?P<most>最高)?(?:提高|提升|提|上调|增加|扩大|降低|降|下调|压减|压缩|减少|调整)[至到为][^，。；：、0-9]{0,12}"
)
FROM = re.compile(r"[从由][ ]?$")
MOST_STEPS = 20  # a longer list is a table that lost its lines


def _together(text: str, figures: list[ExtractedAmount]) -> Iterator[ExtractedAmount]:
    """Figures merged where the words between say so; every other as it is."""
    held: ExtractedAmount | None = None
    for figure in figures:
        merged = held and _merged(text, held, figure)
        if held and not merged:
            yield held
        held = merged or figure
    if held:
        yield held


def _merged(text: str, first: ExtractedAmount, second: ExtractedAmount) -> ExtractedAmount | None:
    """The two as one amount, or None: a change from the first to the second, or one more step of a list."""
    if first.unit != second.unit or second.shape != "one" or first.shape not in ("one", "steps"):
        return None
    between = text[first.end : second.start]
    if first.rule != "amounts.half" and len(first.values) < MOST_STEPS and JOINT.fullmatch(between):
        return _joined(text, first.start, first, second, "steps")
    start = FROM.search(text, max(0, first.start - 2), first.start)
    if start and first.shape == "one" and (turn := TURN.fullmatch(between)):
        return _joined(text, start.start(), first, second, "change", bound="max" if turn["most"] else "exact")
    return None


def _joined(
    text: str, start: int, first: ExtractedAmount, second: ExtractedAmount, shape: str, *, bound: str = "exact"
) -> ExtractedAmount:
    return replace(
        first,
        start=start,
        end=second.end,
        quote=text[start : second.end],
        rule=f"amounts.{shape}",
        values=first.values + second.values,
        shape=shape,
        bound=bound,
    )


# ------------------------------------------------------------------------------------- what the words around say

# A word before the figure, with what it bounds between them: 最高奖励 100 万元, 不超过企业…失业保险费的 30%.
BEFORE = (
    ("max", r"(?:最高[\u4e00-\u9fff]{0,6})?不(?:得)?(?:超过|高于|多于|大于)|最高|最多|至多|上限"),
    ("min", r"不(?:得)?(?:低于|少于|小于)|至少|最少|最低"),
    ("over", r"超过|高于|大于|多于|超出"),
    ("below", r"低于|少于|小于|不足|不到|不满"),
    ("max", r"可[\u4e00-\u9fff]{1,10}[至达到](?=[ ]?$)"),  # 可提高出资比例至50%
    ("approx", r"大?约(?=[ ]?$)|近(?=[ ]?$)"),
)
BOUND_WORD = re.compile("|".join(f"(?P<{bound}_{i}>{words})" for i, (bound, words) in enumerate(BEFORE)))
GAP = re.compile(r"给予|予以|按|的企业|的单位|[，。；：、（(“”]")
AFTER = (
    ("min", re.compile(r"[ ]?(?:[（(]含[^）)]{0,6}[）)])?(?:及|或)?以上")),
    ("below", re.compile(r"[ ]?(?:[（(]含[^）)]{0,6}[）)])?(?:及|或)?以下")),
    ("max", re.compile(r"[ ]?(?:以内|之内)|[\u4e00-\u9fff]{0,4}(?:幅度|限额|额度|范围)内")),
    ("approx", re.compile(r"[ ]?(?:左右|上下)")),
)
PER = re.compile(
    r"每(?:年|月|季度|站|户|家|人|名|亩|吨|度|平方米|个(?:企业|项目|团队)?)(?:每?年)?|单[个户家](?:企业|项目|机构)?"
)
AFTER_FIGURE_PER = re.compile(r"[/／](?:平方米|[\u4e00-\u9fff])")
CLAUSE = "，。；：;:,！？!?\n（("
SENTENCE = "。；;！？!?\n"


def _described(text: str, amount: ExtractedAmount, floor: int) -> ExtractedAmount:
    """The amount with bound and per, its quote grown over the words that bound it; never to before ``floor``."""
    changes = amount.shape == "change"  # 单位费率由75%…: what stands before “由” does not bound it
    start, before = (amount.start, "") if changes else _bound_before(text, amount.start, floor)
    end, after = _bound_after(text, amount.end)
    bound = amount.bound if amount.bound != "exact" else before or after or "exact"
    per = _per(text, amount, floor)
    return replace(amount, start=start, end=end, quote=text[start:end], bound=bound, per=per)


def _bound_before(text: str, start: int, floor: int) -> tuple[int, str]:
    """Return where the bounding word begins, and its bound; (start, "") without one."""
    window = text[max(floor, start - 32) : start]
    hits = [hit for hit in BOUND_WORD.finditer(window) if not GAP.search(window, hit.end())]
    if not hits:
        return start, ""
    return start - len(window) + hits[-1].start(), (hits[-1].lastgroup or "").partition("_")[0]


def _bound_after(text: str, end: int) -> tuple[int, str]:
    for bound, words in AFTER:
        if match := words.match(text, end):
            return match.end(), bound
    return end, ""


def _per(text: str, amount: ExtractedAmount, floor: int) -> str:
    """每站 5000 元 → 每站; 5000 元/户 → /户; "" where none is printed in the clause."""
    if match := AFTER_FIGURE_PER.match(text, amount.end):
        return match[0]
    printed = PER.findall(_left(text, max(floor, amount.start - 60), amount.start, CLAUSE))
    return printed[-1] if printed else ""


# ------------------------------------------------------------------------------------------------------- roles

GIVE = (
    "给予|奖励|奖补|补助|补贴|资助|返还|扣除|抵扣|抵减|减征|减按|减半|减免|免征|优惠|下浮|上浮|支持|激励|补偿|补差"
    "|再降|下调|让利|享受|暂退|核发|允许|可利用|贴息"
)
THRESHOLD = (  # what a firm must have to qualify
    "收入|营业额|销售额|所得额|资产总额|资产规模|单位价值|单户授信|担保金额|费率|利润率|利润|进出口额|到位资金"
    "|到位外资|直接外资|产值|股比|投资额?|限额|纳税额|贷款"
)
FUND = (
    "出资额?的|出资部分|出资比例[至到]|增资|资本规模[^，；¤]{0,12}|(?<!资产)规模[为达]?到?|基金|安排|拿出|设立"
    "|争取(?:国家)?"
)

# Rules in order; ¤ stands where the figure stood, bound words and spaces left out. The clause reaches from comma to
# comma, the sentence from full stop or semicolon to the next. The first that matches decides.
ROLES = tuple(
    (role, whole_sentence, re.compile(pattern))
    for role, whole_sentence, pattern in (
        # 2000 万元的补贴, 5000 元的标准, 4%的税率, 80%的暂退比例
        ("benefit", False, r"¤的(?:(?!给予|企业|实行)[^，；]){0,6}(?:补助|补贴|奖励|支持|资助|标准|税率|优惠|比例)"),
        # 达到 500 万元的给予…, 10 亿元、50 亿元的，分别…, 34% 的准入条件
        ("condition", False, r"¤的(?:[^，；]{0,5}?(?:给予|实行|可|享受|条件)|$)|¤等?的(?:企业|单位|项目)|¤的?部分"),
        ("condition", False, r"单[户笔](?:授信|担保|贷款)[^，；]{0,4}¤"),  # 单户授信 1000 万元以下普惠型…贷款
        # 给予不超过固定资产投资 15% 支持, 核发最高开票限额10万元的增值税专用发票
        ("benefit", False, r"(?:给予|予以|核发|发放|奖励|补助|补贴)[^，；¤0-9]{0,12}¤"),
        ("condition", False, r"每(?:再)?(?:提高|增加|新增|增长|提升|降低)¤"),  # 每提高 5 个百分点的本地配套率
        ("target", False, r"(?:降至|降到|降低到|力争[^，；]{0,10}|确保[^，；]{0,20}|保持)¤"),  # 平均担保费率降至1%以下
        # 按市级出资额的1/3, 资本规模到 2023 年达到 5 亿元以上, 每年安排 1 亿元
        ("funding", False, rf"(?:{FUND})¤|¤[^，；]{{0,16}}(?:基金|再贷款|资金池)|¤的?(?:比例)?(?:负担|风险分担|分担)"),
        ("funding", True, r"政府出资[^；。]{0,16}¤"),  # 政府出资部分不低于 20%，最高可达 50%
        ("benefit", False, r"按照?[^，；¤]{0,30}¤"),  # 按实际支付额，给予 5% 的补助
        # 月销售额 15 万元以下的…免征; 营业收入10亿元以下，或…: a threshold, and something that follows from it
        ("condition", True, rf"(?:{THRESHOLD})[^，；¤0-9]{{0,8}}(?<!的)¤(?=的|部分|或|、|奖励|.{{0,60}}(?:{GIVE}))"),
        ("condition", True, r"标准为[^。；]{0,60}¤"),
        ("target", False, r"占[^，；¤]{0,28}¤|预算总额的?¤|(?:比重|占比|增速|增长|率|达到)[^，；¤的]{0,8}¤"),
        ("benefit", False, rf"(?:{GIVE})[^；]{{0,60}}¤|¤[^；]{{0,60}}(?:{GIVE})"),
        ("benefit", True, rf"(?:{GIVE}).{{0,120}}¤"),
        ("benefit", True, r"¤[^；。]{0,4}，用于"),  # 总用地面积最高15%，用于建设…
    )
)


# What may stand between two bounds of one thing: 100万元以上|500万元以下, 不低于100万元|且|不超过500万元.
BETWEEN = re.compile(r"[ ]?[，,]?[ ]?(?:、|至|到|[且并但而]|同时)?[ ]?")
BOUNDS = (("min", "over"), ("max", "below"))
GIVEN = re.compile(GIVE)


def _with_roles(
    text: str, figures: Sequence[ExtractedAmount], found: Sequence[ExtractedAmount]
) -> list[ExtractedAmount]:
    """The amounts with their roles; two that bound one thing from both sides are asked as one, and have one role."""
    roles: list[str] = []
    for at, amount in enumerate(found):
        if at and _bound_together(text, found[at - 1], amount):
            roles[-1:] = [_role(text, figures[at - 1], figures[at - 1].start, amount.end)] * 2
        else:
            roles.append(_role(text, amount, figures[at].start, amount.end))
    return [replace(amount, role=role) for amount, role in zip(found, roles, strict=True)]


def _bound_together(text: str, first: ExtractedAmount, second: ExtractedAmount) -> bool:
    """Whether a floor and a ceiling follow one another; “…以上、最高奖励50万元” says something new."""
    opposed = any(first.bound in low and second.bound in high for low, high in (BOUNDS, BOUNDS[::-1]))
    alike = first.unit == second.unit and not GIVEN.search(second.quote)
    return opposed and alike and bool(BETWEEN.fullmatch(text, first.end, second.start))


def _role(text: str, amount: ExtractedAmount, start: int, end: int) -> str:
    """benefit, condition, funding, target of what text[start:end] says; "" where no rule matches."""
    clause = _context(text, amount, start, end, CLAUSE)
    sentence = _context(text, amount, start, end, SENTENCE)
    return next((role for role, whole, rule in ROLES if rule.search(sentence if whole else clause)), "")


def _context(text: str, amount: ExtractedAmount, start: int, end: int, stops: str) -> str:
    """The words around a figure within ``stops``: “单个企业最高奖励不超过 1000 万元。” → “单个企业奖励¤”."""
    left = _left(text, max(0, start - 120), start, stops)
    right = _right(text, end, min(len(text), end + 120), stops)
    halved = "减半" if "减半" in amount.quote else ""
    return BOUND_WORD.sub("", left).replace(" ", "") + halved + "¤" + right.replace(" ", "")


def _left(text: str, floor: int, start: int, stops: str) -> str:
    return text[max(floor, *(text.rfind(stop, floor, start) + 1 for stop in stops)) : start]


def _right(text: str, end: int, ceiling: int, stops: str) -> str:
    return text[end : min((at for stop in stops if (at := text.find(stop, end, ceiling)) >= 0), default=ceiling)]
