"""Values of gifts: how much a clause gives as printed, and which different gifts it lists."""

import re
from dataclasses import dataclass

from importers.extractors.benefits.gifts import EASE, GIVE, instrument_of
from policies.text.numerals import ARABIC, CAPITAL, OFF_PRICE, SCALED

_PER = r"(?:[/／](?:千瓦时|度|吨|立方米|平方米|[月年人户天日]))?"
_FIGURE = (
    r"(?<![0-9][万亿千 ])[0-9][0-9,.]*(?:[万亿]?元?\s?[—~～至－-]\s?[0-9][0-9,.]*)?"
    rf"\s?(?:[万亿]?元{_PER}|%|％|‰|个月|个?工作日|天|周|年|个纳税年度|份)"
)
# Sums in other forms than a figure before 元: 1万2千元, 叁万元整, 二十万元, 几十万元, 30余万元, ￥5000, 百分之三十.
# 八五折, 85折, 8.5折: so much is to be paid; not 折旧, 折算.
_DISCOUNT = rf"(?:[1-9](?:[0-9]|\.[0-9])?|[一二三四五六七八九]{{1,2}})\s?{OFF_PRICE}"
_SUM_IN_WORDS = (
    rf"(?:{CAPITAL}|{SCALED}(?:[余多][十百千万亿]{{0,2}})?|[几数两一二三四五六七八九十百千]{{1,6}}[余多]?[十百千万亿]{{1,3}})"
    r"\s?元(?![化素件旦宇])整?(?:[0-9]角(?:[0-9]分)?)?"
    rf"|[￥¥]\s?{ARABIC}[万亿]?元?|百分之[零一二三四五六七八九十百点]{{1,6}}"
)
# So much for each yuan of theirs: 1：1奖励, 按1:0.5的比例配套; not who bears it (按5:5比例负担).
_RATIO = (
    r"(?<![0-9:：∶.])[0-9]{1,3}(?:\.[0-9]+)?\s?[:：∶]\s?[0-9]{1,3}(?:\.[0-9]+)?(?![0-9:：∶])"
    r"(?=的?\s?(?:比例)?\s?(?:给予|予以|进行)?(?:奖励|奖补|配套|补助|补贴|资助))"
)
_VALUE = re.compile(
    rf"{_DISCOUNT}|{_RATIO}|(?:降[至到]|降低[至到]|压[减缩]至)\s?{_FIGURE}以[内下]|(?:不超过|压[减缩]至)?\s?[0-9]+\s?小时(?=[以之]?内|办结|办理|完成)|(?:(?:每(?:年|户|站|人|月)[给予]*\s?)*(?:最[高长多](?:奖励|补助)?)?(?:不超过|不少于|不低于|提高[至到]|提至|降至|压减至|压减为|减免|免收|免除)?\s?(?:{_FIGURE}|{_SUM_IN_WORDS})"
    rf"(?:[和与及、]\s?(?:{_FIGURE}))*"
    r"(?!以[上下]的|[以之]?内的|的部分|以下|以上|[^，。；]{0,4}贷款(?!贴息)))"
    r"|(?:不超过)?[一二三四五六七八九十半两]{1,3}(?:年|个月)(?!度|期|以上|以下)|[^，。；按其照]{2,20}的一定比例|按规模分档|一次性税前扣除"
    r"|(?:再)?减半(?:征收|扣除)?|(?:暂)?免征|免收|零收费|清零|全额|全部退还|足额退还|豁免|无需(?:申领|办理)|不加价|优惠利率|当场|实时办理|免费|减免(?!税额)|取消"
)
# Said so, whatever figures stand beside it: “最低折旧年限为 4 年、5 年、10 年的可减半扣除”.
_IN_WORDS = re.compile(r"一次性税前扣除|再?减半(?:征收|扣除)")
_LIMITS = re.compile(r"(?:达到|超过|低于|高于|不足|满|销售额|营业额|收入|所得额|开票限额|年限为|从|由|安排|规模)\s?$")


def value_of(gift: str, kind: str = "") -> str:
    """Return what is given as printed, '' where the text has no figure: no threshold, no old rate."""
    if word := _IN_WORDS.search(gift):
        return word.group()
    for found in _VALUE.finditer(gift):
        words = found.group().strip()
        if _is_threshold(gift, found) or (kind == EASE and words in _RELIEFS):
            continue
        how_long = _MONTHS.search(gift, found.end()) if words in _RELIEFS else None
        return how_long.group() if how_long else words
    return ""


# 减免入驻商户|3个月|租金: how much of it stands behind whose it is.
_MONTHS = re.compile(r"[0-9]+\s?个月(?=租金|房租)")


# Of an easier way what it is for: “推行房产税减免‘免申即享’”.
_RELIEFS = frozenset({"减免", "免征", "暂免征", "免收"})


def _is_threshold(gift: str, found: re.Match[str]) -> bool:
    """Whether a figure is a limit or a day; 销售收入|免征 is none."""
    words = found.group()
    if re.match(r"\s*20[0-9]{2}\s?年", words):
        return True
    return bool(re.search(r"[0-9]|元$", words) and _LIMITS.search(gift[: found.start()]))


@dataclass(frozen=True, slots=True)
class ListedGift:
    """One of several gifts of a clause: clause[start:end]."""

    start: int
    end: int
    instrument: str
    value: str


_LISTED_GIFT = re.compile(
    r"[^、，。；]+?(?:补助|补贴|贴息|奖励|奖补|资助|补偿)(?=、|以及|(?:等[^、，。；]*)?$)(?:、|以及)?"
)


def listed_gifts(clause: str, at: int) -> list[ListedGift]:
    """Return the different gifts that a clause lists from its verb on; gifts of one kind are one."""
    found, end = [], at
    while each := _LISTED_GIFT.match(clause, end):
        words = each.group().removesuffix("、").removesuffix("以及")
        found.append(ListedGift(end, end + len(words), instrument_of(GIVE, words, words, ""), value_of(words)))
        end = each.end()
    is_whole = len(found) > 1 and (end == len(clause) or clause.startswith("等", end))
    is_apart = "以及" in clause[at:end] or len({each.instrument for each in found}) > 1
    return found if is_whole and is_apart else []
