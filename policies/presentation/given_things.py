"""What a gift is a gift of, in the print's words: the tax that is not levied, the charge, the insurance, the rent."""

import re
from collections.abc import Sequence

from policies.models import Benefit

_TAX = (
    r"“?六税两费”?|增值税|消费税|企业所得税|个人所得税|所得税|关税|资源税|城市维护建设税|房产税|城镇土地使用税|"
    r"土地增值税|印花税|车船税|车辆购置税|耕地占用税|契税|环境保护税|烟叶税|船舶吨税|地方教育附加|教育费附加"
)
_INSURANCE = r"失业保险|养老保险|工伤保险|医疗保险|生育保险|社会保险|住房公积金"
_Of = Benefit.Instrument
# By the way of giving: what it may be of, the acts that the print may have for it, the act where it has none.
_THINGS: dict[str, tuple[str, tuple[str, ...], str]] = {
    _Of.TAX_CUT: (_TAX, ("加计抵减", "加计扣除", "减征"), "减免"),
    _Of.TAX_REFUND: (r"增值税|留抵税额", (), "退税"),
    _Of.TAX_DEDUCTION: (r"设备器具|研发费用|广告费|业务宣传费|捐赠支出", (), "税前扣除"),
    _Of.DEFERRAL: (rf"{_TAX}|{_INSURANCE}|(?:部分)?税费", (), "缓缴"),
    _Of.FEE_CUT: (
        r"滞纳金|担保费率|服务费|检测费|检验费|停车费|通行费|水费|电费|(?:服务质量|工程质量|投标|履约|农民工工资)?保证金",
        ("暂退",),
        "减免",
    ),
    _Of.RENT_CUT: (r"非国有房屋|国有房屋|公租房", (), "租金"),
    _Of.SUBSIDY: (
        r"核酸检测|担保费用|担保费|保费|物流费用|运费|购置|培训|租金|房租|水电费|防疫、消杀支出",
        (),
        "补贴",
    ),
}
# Of these the sentence names the thing, of others their own clause does: the rent of a 国有房屋, the test that is paid.
_IN_ITS_SENTENCE = frozenset({_Of.RENT_CUT, _Of.SUBSIDY})
_UMBRELLA = "六税两费"
MOST = 3
# 免征, 再减半征收, 降至: a figure that says itself what is done.
_ACT = re.compile(r"[免减缓退降]|征收|抵扣|扣除")
# What the thing is one of, where nobody is named: 新能源汽车|车船税, 公共交通运输服务|增值税.
_KIND = r"(?:(?![免征减收施续等的对大按及与和])[\u4e00-\u9fffA-Z]){2,12}"


def called(gift: Benefit) -> str:
    """Return what one gift is by name: 缓缴失业保险, where its way is 缓缴缓税."""
    return name_of([gift])


def name_of(gifts: Sequence[Benefit]) -> str:
    """Return what is given in one way by name: 城镇土地使用税, 缓缴失业保险, 核酸检测补贴; its way where none is said.

    What is done is left to the figure where that says it: 滞纳金（免收）, but 增值税加计抵减（10%）.
    """
    way = gifts[0].instrument
    pattern, acts, act = _THINGS.get(way, ("", (), ""))
    things = _things(gifts, pattern) if pattern else []
    if not things:
        return gifts[0].get_instrument_display()
    words = "、".join(things[:MOST]) + ("等" if len(things) > MOST else "")
    quotes = "".join(each.quote for each in gifts)
    if way == _Of.DEFERRAL:
        return f"{'暂停预缴' if '预缴' in quotes else act}{words}"
    values = [each.value for each in gifts if each.value]
    if way in {_Of.TAX_CUT, _Of.TAX_REFUND, _Of.FEE_CUT} and values and all(_ACT.search(each) for each in values):
        return words
    return words + next((each for each in acts if each in quotes), act)


def _things(gifts: Sequence[Benefit], pattern: str) -> list[str]:
    """Return what they are of, each once; of 所得税 and 企业所得税 the wider."""
    if gifts[0].instrument == _Of.TAX_CUT and not any(each.receivers for each in gifts):
        pattern = rf"(?:{_KIND})?(?:{pattern})"
    found = [_things_of(each, pattern) for each in gifts]
    if gifts[0].instrument in _IN_ITS_SENTENCE:
        # What is paid for in one of them is not what is paid for in the others.
        telling = [things for gift, things in zip(gifts, found, strict=True) if gift.value] or found
        found = telling if all(things == telling[0] for things in telling) else []
    flat = list(dict.fromkeys(thing for things in found for thing in things))
    return [each for each in flat if not any(each != other and each.endswith(other) for other in flat)]


def _things_of(gift: Benefit, pattern: str) -> list[str]:
    if gift.instrument in _IN_ITS_SENTENCE:
        found = re.findall(pattern, gift.quote) or re.findall(pattern, _sentence_before(gift))
        return found[-1:]
    if _UMBRELLA in gift.quote:
        return [f"“{_UMBRELLA}”"]
    return re.findall(pattern, gift.quote)


def _sentence_before(gift: Benefit) -> str:
    """Return what its sentence says before it."""
    return re.split(r"[。；\n]", gift.place.text[: gift.start])[-1]
