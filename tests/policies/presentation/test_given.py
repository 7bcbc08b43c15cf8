"""How much a benefit gives, in the print's words: neither its bound nor what it is a share of is left out."""

import pytest

from policies.models import Article, Benefit
from policies.presentation.given import how_much
from policies.presentation.given_things import called

CASES = {
    "a cap": ("15%", "给予不超过固定资产投资 15% 支持", "不超过固定资产投资 15%"),
    "a cap said twice": ("15%", "给予最高不超过投资额 15% 的补助", "最高不超过投资额 15%"),
    "a cap of a sum": ("20 万元", "每户最高 20 万元", "最高 20 万元"),
    "what a share is of": ("1%", "逐季按普惠小微贷款余额增量的1%提供激励资金", "普惠小微贷款余额增量的1%"),
    "by 以": ("80%", "以实际投保年度保费的 80% 给予补贴", "实际投保年度保费的 80%"),
    "的 is not needed": ("70%", "按规定以投资额 70% 抵扣", "投资额 70%"),
    "a share of nothing named": ("10%和15%", "继续分别按10%和15%加计抵减", "10%和15%"),
    "可以 brings in no base": ("5%", "企业可以申请5%的补助", "5%"),
    "a sum has no base": ("10 万元", "按年度营业收入奖励 10 万元", "10 万元"),
    "another clause says nothing of it": ("5%", "不超过总投资，给予 5% 的补助", "5%"),
    "a change": ("30%", "奖金在奖励资金基础上上浮 30%", "上浮 30%"),
    "the list it is the last of": (
        "25个工作日",
        "分别压减至5个、15个、25个工作日以内",
        "压减至5个、15个、25个工作日以内",
    ),
    "a bound behind it": ("降至 1%", "将担保费率降至 1% 以下", "降至 1% 以下"),
    "no figure": ("全额", "最高给予全额补贴", "全额"),
    "not in its words": ("5%", "给予补助", "5%"),
    "none": ("", "给予补助", ""),
}


@pytest.mark.parametrize("value, quote, expected", CASES.values(), ids=CASES)
def test_how_much(value, quote, expected):
    assert how_much(Benefit(value=value, quote=quote)) == expected


@pytest.mark.parametrize(
    "way, value, quote, expected",
    [
        ("费用减免", "免收", "缓缴期间免收滞纳金", "滞纳金"),
        ("费用减免", "", "降低有关费用", "费用减免"),
        ("缓缴缓税", "一年", "可申请缓缴失业保险", "缓缴失业保险"),
        ("租金减免", "减免 6 个月", "减免 6 个月租金", "国有房屋租金"),
        ("奖补", "10 万元", "奖励 10 万元", "奖补"),
        ("退税", "全部退还", "存量留抵税额全部退还", "留抵税额"),
        ("退税", "", "加快留抵税额办理", "留抵税额退税"),
    ],
    ids=[
        "a charge",
        "a charge without a name",
        "what is put off",
        "as its sentence says",
        "its way says enough",
        "its figure says the act",
        "its act",
    ],
)
def test_what_a_gift_is_called(way, value, quote, expected):
    text = f"店承租国有房屋，{quote}。"
    gift = Benefit(article=Article(text=text), instrument=way, value=value, quote=quote, start=text.index(quote))
    assert called(gift) == expected
