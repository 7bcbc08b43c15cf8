"""Single figures with a unit: 1000 万美元, 3亿元—5亿元, 几十万元, 叁万伍仟元整, 5元5角, ￥5000, 减半, 2:2:4:2."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.extractors.base import ExtractedFact
from policies.text.numerals import ARABIC, CAPITAL, NUMBER, OFF_PRICE, SCALE, SPOKEN, value

Values = tuple[float | int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedAmount(ExtractedFact):
    """One amount; ``values`` in base units (10 亿元 is 1,000,000,000 CNY), ``role`` is "" where no rule can tell."""

    values: Values
    unit: str
    bound: str = "exact"
    shape: str = "one"
    role: str = ""
    per: str = ""


# As printed → unit; the longer print first.
_CURRENCIES = (
    (r"美[元金]", "USD"),
    (r"欧元", "EUR"),
    (r"港[元币纸]", "HKD"),
    (r"澳门[元币]", "MOP"),
    (r"新?台币", "TWD"),
    (r"日[元圆]", "JPY"),
    (r"英镑", "GBP"),
    (r"韩[元圆币]", "KRW"),
    (r"澳(?:大利亚)?元", "AUD"),
    (r"加(?:拿大)?元", "CAD"),
    (r"新加坡元|新币", "SGD"),
    (r"瑞士法郎|瑞郎", "CHF"),
    (r"卢布", "RUB"),
    # not 三元化, 多元素; 圆 as old and capital sums print it
    (r"块钱", "CNY"),
    (r"元(?![化素件旦宇])(?:人民币|整)?|人民币|圆(?:[整正]|(?=[，。；、）\n]|$))", "CNY"),
)
UNITS = (
    (r"元[/／](?:千瓦时|度(?!假))", "CNY/kWh"),
    *_CURRENCIES,
    (r"[%％]|个?百分点", "percent"),
    (r"‰", "permille"),
    (r"个?基点|BP", "bp"),
)
UNIT = "|".join(printed for printed, _ in UNITS)
MONEY = "|".join(printed for printed, _ in _CURRENCIES)
CURRENCIES = frozenset(unit for _, unit in _CURRENCIES)
SIGNS = {"￥": "CNY", "¥": "CNY", "$": "USD", "＄": "USD", "€": "EUR", "£": "GBP", "￡": "GBP"}
# 港币5万元: the currency is named before the figure, and 元 behind it.
_NAMED = {"港币": "HKD", "澳门币": "MOP", "新台币": "TWD", "美金": "USD", "欧元": "EUR", "英镑": "GBP"}
SIGNS |= _NAMED

BLANK = "[ \u3000\u00a0]{0,8}"  # of the layout: “200      万元”
# 3亿元—5亿元, 100 万元至 300 万元, 10-20%: whatever dash.
_STROKE = rf"{BLANK}[—–―‒‐−\-－﹣~～〜∼]{{1,2}}{BLANK}"
DASH = rf"(?:{_STROKE}|{BLANK}[至到]{BLANK})"
# （含）, （不含）, （含1万元，不含3万元）: of the bounds, no figures of its own.
ENDS_MEANT = r"[（(](?:均|都)?不?含(?:本数|[0-9０-９一二两三四五六七八九十][^（）()\n]{0,24})?[）)]"
_ENDS_MEANT = re.compile(ENDS_MEANT)

N = rf"(?:{CAPITAL}|{SPOKEN}|{NUMBER})"
# Not in the middle of a sum (3万5), and not the hundred of a formula (签约人数÷总人数×100%).
_BEGINS = (
    "(?<![0-9][万亿千])(?:(?<![*×])|(?!100[ ]?[%％]))"
    "(?=[0-9０-９〇零一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟])"
)
# The low end of a range is no change by so much: 提高5个百分点至30% is two amounts, 提高1～3个百分点 one.
_OF = rf"{BLANK}(?P<of>{UNIT})?(?:{ENDS_MEANT})?"
_LOW = rf"(?:(?<!提高)(?<!提升)(?<!增加)(?<!降低)|(?=[^至到]{{1,20}}{_STROKE}))(?P<low>{N}){_OF}{DASH}"
_DIGIT = "[0-9０-９一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_CENTS = rf"(?:{BLANK}(?P<jiao>{_DIGIT})角(?:(?P<fen>{_DIGIT})分)?)?"
QUANTITY = re.compile(rf"{_BEGINS}(?:{_LOW})?(?P<number>{N}){BLANK}(?P<unit>{UNIT}){_CENTS}")
# 3角5分, 5角/度: of sums below a yuan; 三角 and 五角 alone are shapes.
CENTS = re.compile(
    rf"(?<![元圆0-9０-９])(?P<jiao>{_DIGIT})角(?:{BLANK}(?P<fen>{_DIGIT})分(?!之)|(?<=[0-9]角)(?=钱|[，。；、）/／]|$))"
    # 每度补贴5分钱: a cent without its ten
    rf"|(?<![元圆角0-9０-９.．])(?P<cent>{_DIGIT})分(?=钱)"
)
# 50、80、100万元; not the number of an article before a sum: “3、100万元以上的”.
LISTED = re.compile(
    rf"(?<![\n。；）)])(?P<list>(?:{ARABIC}[ ]?{SCALE}{{0,2}}[ ]?、[ ]?){{1,8}})"
    rf"(?P<last>{NUMBER}){BLANK}(?P<unit>{UNIT})"
)
_NAME = f"(?<![0-9０-９万亿千百十])(?:{'|'.join(_NAMED)})(?=[^，。；\\n]{{1,16}}元)"
SIGNED = re.compile(
    rf"(?:人民币|RMB)?(?P<sign>[￥¥$＄€£￡]|{_NAME}){BLANK}(?P<number>{ARABIC}{BLANK}{SCALE}{{0,3}})元?"
)

# 给予5万奖励, 注册资本100万以上: 元 is left out where the words beside can only mean money.
BARE = re.compile(
    rf"(?<![0-9.．])(?P<number>{ARABIC}{BLANK}[十百千]?[万亿](?:[0-9]{{1,4}}[千百]?万)?)(?=(?:的|以[上下内]的?)?(?:一次性)?"
    r"(?:奖励|奖补|补贴|补助|资助|奖金|资金|贷款|经费|补偿))"
)
BARE_BEHIND = re.compile(
    r"(?:注册资[本金]|投资额?|营业额|收入|销售额|产值|贷款额?|奖励|补贴|补助|奖金)(?:在|达到?|(?:不)?(?:超过|低于|高于)|为|最高)?"
    rf"{BLANK}(?P<number>{ARABIC}{BLANK}[十百千]?[万亿](?:[0-9]{{1,4}}[千百]?万)?)(?=[，。；、）]|以[上下内]|的|$)"
)
# 满300减50元, 满1000元立减200元: both are sums, whichever of them prints 元.
OFF = re.compile(rf"满{BLANK}(?P<number>{ARABIC}){BLANK}(?:元{BLANK})?(?=立?减{BLANK}[0-9０-９])")
# What only names a size: 几十万元, 三十几万元, 数百万元; 两三百元, 三五万元; 30余万元, 100多万元; 上千万元.
_DIGITS = "一二两三四五六七八九"
FEW = re.compile(rf"(?P<tens>[{_DIGITS}]?十)?几(?P<scale>[十百千万亿]{{1,3}}|(?<=十几)){BLANK}(?P<unit>{MONEY})")
SEVERAL = re.compile(rf"(?<![总人户个倍基指系岁件次多少系参])数(?P<number>[十百千万亿]{{1,3}}){BLANK}(?P<unit>{MONEY})")
ABOUT = re.compile(
    rf"(?<![〇零十百千万亿{_DIGITS}])(?P<tens>[{_DIGITS}]?十)?(?P<a>[{_DIGITS}])(?P<b>[{_DIGITS}])"
    rf"(?P<scale>[十百千万亿]{{1,3}}){BLANK}(?P<unit>{MONEY})"
)
TENS_ABOUT = re.compile(rf"(?P<tens>[{_DIGITS}]?十)来(?P<scale>[万亿]?){BLANK}(?P<unit>{MONEY})")  # 十来万元
MORE = re.compile(rf"(?P<number>{NUMBER})[余多](?P<scale>[十百千万亿]{{0,2}}){BLANK}(?P<unit>{UNIT})")
UPWARDS = re.compile(rf"(?<![以网线之])上(?P<number>[十百千万亿]{{1,3}}){BLANK}(?P<unit>{MONEY})")

# 百分之三十, 百分之三十至五十, 千分之五, 万分之零点五, 三分之一
_PART = rf"(?:[零一二三四五六七八九十百点]{{1,6}}|{ARABIC})"
PARTS = re.compile(
    rf"(?P<whole>[二三四五六七八九十百千万]{{1,2}})分之(?P<part>{_PART})(?:{DASH}(?:(?P=whole)分之)?(?P<upto>{_PART}))?"
)
PARTS_UNITS = {"百": "percent", "千": "permille"}
# 1/3, but not a date (2022/5/1) and not 7/24小时
FRACTION = re.compile(r"(?<![0-9/])(?P<part>[1-9][0-9]?)/(?P<whole>[1-9][0-9]?)(?![0-9/]|[ ]?小时)")
# 八五折, 85折, 8.5折 are 0.85; 打八折 0.8.
DISCOUNT = re.compile(
    rf"(?<![0-9.．一二三四五六七八九十])(?P<tenths>[1-9](?:[0-9]|\.[0-9])?|[一二三四五六七八九]{{1,2}})"
    rf"[ ]?{OFF_PRICE}"
)
HALF = re.compile(r"再?减半(?:征收|扣除|收取|缴纳)?")
# 2:2:4:2 tells itself; of two terms the words must say that it is no time of day: 按5:5比例, 1：1奖励.
RATIO = re.compile(
    r"(?<![0-9:：∶.])[0-9]{1,3}(?:[:：∶][0-9]{1,3}(?![0-9])){2,7}(?![:：∶])"
    r"|(?<![0-9:：∶.])[0-9]{1,3}[:：∶][0-9]{1,3}(?![0-9:：∶])"
    r"(?=的?[ ]?(?:比例|(?:给予|予以|进行)?(?:奖励|配套|负担|分担|出资|补助|配比)))"
)


def figures(text: str) -> list[ExtractedAmount]:
    """All figures with a unit, in text order, none overlapping another; of those that begin together the longest."""
    printed = _ENDS_MEANT.sub(lambda ends: "（" * len(ends[0]), text) if "含" in text else text
    apart: list[ExtractedAmount] = []
    found = (*_rough(text), *_listed(text), *_quantities(text), *_signed(text), *_bare(text), *_shares(text))
    for figure in sorted(found, key=lambda figure: (figure.start, -figure.end)):
        if (not apart or figure.start >= apart[-1].end) and printed[figure.end - 1] == text[figure.end - 1]:
            apart.append(figure)
    return apart


def _quantities(text: str) -> Iterator[ExtractedAmount]:
    """10 亿元, 50个基点, 0.3 元/千瓦时, 3亿元—5亿元; a lone Chinese figure before 元 is a word (一元, 万元)."""
    for match in QUANTITY.finditer(text):
        unit = _unit(match["unit"])
        if unit == "CNY" and len(match["number"]) == 1 and not match["number"].isdecimal():
            continue
        high = value(match["number"]) if match["jiao"] is None else _with_cents(match)
        if match["low"] is None:
            yield _figure(match, "amounts.quantity", (high,), unit)
        else:
            low = _low(match["low"], match["number"], bool(match["of"]))
            yield _figure(match, "amounts.range", (low, high), unit, bound="range", shape="range")


def _with_cents(match: re.Match[str]) -> int | float:
    """5元5角 → 5.5."""
    fen = value(match["fen"]) if match["fen"] else 0
    return value(f"{value(match['number'])}.{value(match['jiao'])}{fen}")


def _unit(printed: str) -> str:
    return next(unit for pattern, unit in UNITS if re.match(pattern, printed))


def _low(low: str, high: str, has_unit: bool) -> int | float:
    """10—20万元: a low end that prints neither unit nor scale takes the scale of the high end, if it stays below."""
    scaled = _scaled(low, high)
    return value(low) if has_unit or scaled > value(high) else scaled


def _scaled(number: str, last: str) -> int | float:
    scale = last[len(last.rstrip("十百千万亿")) :]
    return value(number.strip() + scale) if number.strip()[-1].isdecimal() and scale != last else value(number)


def _listed(text: str) -> Iterator[ExtractedAmount]:
    """50、80、100万元: figures that share the scale and the unit of the last."""
    for match in LISTED.finditer(text, 1):
        numbers = [_scaled(each, match["last"]) for each in match["list"].split("、") if each.strip()]
        values = (*numbers, value(match["last"]))
        yield _figure(match, "amounts.steps", values, _unit(match["unit"]), shape="steps")


def _signed(text: str) -> Iterator[ExtractedAmount]:
    for match in SIGNED.finditer(text):
        yield _figure(match, "amounts.sign", (value(match["number"]),), SIGNS[match["sign"]])
    for match in CENTS.finditer(text):
        jiao, fen = (value(match[name] or "零") for name in ("jiao", "fen"))
        cent = value(match["cent"] or "零")
        yield _figure(match, "amounts.cents", (value(f"0.{jiao}{fen or cent}"),), "CNY")


def _bare(text: str) -> Iterator[ExtractedAmount]:
    for pattern in (BARE, BARE_BEHIND, OFF):
        for match in pattern.finditer(text):
            yield ExtractedAmount(
                start=match.start("number"),
                end=match.end("number"),
                quote=match["number"],
                rule="amounts.bare",
                values=(value(match["number"]),),
                unit="CNY",
            )


def _rough(text: str) -> Iterator[ExtractedAmount]:
    """Sums of which only the size is said: never exact."""
    for match in FEW.finditer(text):
        yield _between(match, 1, 9)
    for match in ABOUT.finditer(text):
        low, high = value(match["a"]), value(match["b"])
        if 0 < high - low <= 2:
            yield _between(match, low, high)
    for match in SEVERAL.finditer(text):
        yield _figure(match, "amounts.rough", (value(match["number"]),), _unit(match["unit"]), bound="approx")
    for match in TENS_ABOUT.finditer(text):
        number = value(match["tens"]) * (value(match["scale"]) if match["scale"] else 1)
        yield _figure(match, "amounts.rough", (number,), _unit(match["unit"]), bound="approx")
    for match in UPWARDS.finditer(text):
        yield _figure(match, "amounts.rough", (value(match["number"]),), _unit(match["unit"]), bound="min")
    for match in MORE.finditer(text):
        number = value(match["number"]) * (value(match["scale"]) if match["scale"] else 1)
        yield _figure(match, "amounts.rough", (number,), _unit(match["unit"]), bound="over")


def _between(match: re.Match[str], low: float, high: float) -> ExtractedAmount:
    """三十几万 → 310,000 to 390,000; 两三百 → 200 to 300."""
    tens, scale = value(match["tens"] or "零"), value(match["scale"]) if match["scale"] else 1
    values = ((tens + low) * scale, (tens + high) * scale)
    return _figure(match, "amounts.rough", values, _unit(match["unit"]), bound="approx", shape="range")


def _shares(text: str) -> Iterator[ExtractedAmount]:
    """Shares without a unit sign: 1/3, 三分之一, 百分之五至十, 减半, 2:2:4:2."""
    for match in FRACTION.finditer(text):
        if int(match["part"]) < int(match["whole"]):
            yield _figure(match, "amounts.fraction", (_quotient(match["part"], match["whole"]),), "fraction")
    for match in PARTS.finditer(text):
        yield _parts(match)
    for match in HALF.finditer(text):
        yield _figure(match, "amounts.half", (0.5,), "fraction")
    for match in DISCOUNT.finditer(text):
        digits = "".join(str(value(digit)) for digit in match["tenths"] if digit != ".")
        yield _figure(match, "amounts.discount", (int(digits) / 10 ** len(digits),), "fraction")
    for match in RATIO.finditer(text):
        yield _figure(match, "amounts.ratio", (match[0].replace("：", ":").replace("∶", ":"),), "ratio")


def _parts(match: re.Match[str]) -> ExtractedAmount:
    unit = PARTS_UNITS.get(match["whole"])
    parts = [part for part in (match["part"], match["upto"]) if part]
    values = tuple(value(part) if unit else _quotient(part, match["whole"]) for part in parts)
    kind = {"bound": "range", "shape": "range"} if match["upto"] else {}
    return _figure(match, "amounts.parts", values, unit or "fraction", **kind)


def _quotient(part: str, whole: str) -> float:
    """1/3 → 0.3333; of what divides evenly every digit: 万分之零点五 → 0.00005."""
    divisor = value(whole)
    exact = value(part) / divisor
    return round(exact, 10) if divisor in (10, 100, 1000, 10000) else round(exact, 4)


def _figure(match: re.Match[str], rule: str, values: Values, unit: str, **kind: str) -> ExtractedAmount:
    return ExtractedAmount(
        start=match.start(), end=match.end(), quote=match[0], rule=rule, values=values, unit=unit, **kind
    )
