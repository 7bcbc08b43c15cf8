"""Titles in plain words: by rule, from what is given, and only where the print has none."""

import pytest

from policies import exports
from policies.models import Article, Benefit
from policies.presentation.titles import plain_title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

# Of each benefit: its instrument, its value, its receivers, its mode, and its words where they tell what is given.
CASES = {
    "figures of one way are alternatives": (
        [("租金减免", "减免 6 个月", "店", "automatic"), ("租金减免", "减免 3 个月", "店", "automatic")],
        "租金减免：减免 6 个月或 3 个月（店）",
    ),
    "the same figure is said once": (
        [("减免税", "免征", "店", "automatic"), ("减免税", "免征", "店", "automatic")],
        "减免税：免征（店）",
    ),
    "who gets several things is said once": (
        [("缓缴缓税", "一年", "店", "apply"), ("费用减免", "免收", "店", "automatic")],
        "缓缴缓税：一年；费用减免：免收（店）",
    ),
    "figures for different people say for whom": (
        [("奖补", "3 万元", "大店", "apply"), ("奖补", "5 万元", "小店", "apply")],
        "奖补：3 万元（大店）或5 万元（小店）",
    ),
    "a wish is not told beside a right": (
        [("贷款", "", "店", "encourage"), ("补贴", "全额", "店", "apply")],
        "补贴：全额（店）",
    ),
    "a wish alone is said to be one": ([("贷款", "", "店", "encourage")], "鼓励他人给：贷款（店）"),
    "what the state is to do gives no title": ([("补贴", "全额", "店", "duty")], ""),
    "neither how much nor to whom: no title": ([("审批便利", "", "", "automatic")], ""),
    "more than two ways are counted off": (
        [(way, "全额", "店", "apply") for way in ("补贴", "贴息", "奖补")],
        "补贴：全额；贴息：全额（店）等",
    ),
    "which tax": ([("减免税", "免征", "店", "automatic", "免征契税")], "契税：免征（店）"),
    "several taxes, of two the wider": (
        [
            ("减免税", "减半征收", "店", "automatic", "减半征收所得税和印花税"),
            ("减免税", "减半征收", "厂", "automatic", "减半征收企业所得税"),
        ],
        "所得税、印花税：减半征收（店）",
    ),
    "a share needs the act": ([("减免税", "50%", "店", "automatic", "按50%减征资源税")], "资源税减征：50%（店）"),
    "of a taxed thing, where nobody is named": (
        [("减免税", "免征", "", "automatic", "继续免征蔬菜流通环节增值税")],
        "蔬菜流通环节增值税：免征",
    ),
    "what is put off": ([("缓缴缓税", "6 个月", "店", "apply", "可缓缴养老保险6 个月")], "缓缴养老保险：6 个月（店）"),
    "what is not to be paid in advance is not put off": (
        [("缓缴缓税", "一年", "店", "automatic", "暂停预缴增值税一年")],
        "暂停预缴增值税：一年（店）",
    ),
    "what nobody may do to them is said in the print's words": (
        [("禁止侵害", "", "店", "automatic", "各地不得强制店参加评比")],
        "不得强制店参加评比",
    ),
    "behind a wish no second colon": (
        [("费用减免", "降至 2%", "", "encourage", "推动担保费率降至 2% 以下")],
        "鼓励他人给：担保费率降至 2% 以下",
    ),
    "a cap is told as one": ([("奖补", "8%", "店", "apply", "给予不超过投资额8%奖励")], "奖补：不超过投资额8%（店）"),
    "a length beside what is given for it is left out": (
        [("税前扣除", "一次性扣除", "店", "automatic"), ("税前扣除", "5个纳税年度", "店", "automatic")],
        "税前扣除：一次性扣除（店）",
    ),
    "a list is cut between its names": (
        [("贷款", "", "城市公交站场、道路客运站场、城市轨道交通系统用地", "apply")],
        "贷款（城市公交站场、道路客运站场等）",
    ),
    "who a case is said of": (
        [("奖补", "5 万元", "制造业企业首次在全国展会上获得金奖以上的奖项的", "apply")],
        "奖补：5 万元（制造业企业…）",
    ),
}
# Of a print: the benefit's words in it, its instrument, its value, its receivers.
PRINTED = {
    "whose rent, as its sentence says": (
        "1. 店承租国有房屋，减免 6 个月租金。",
        ("减免 6 个月租金", "租金减免", "减免 6 个月", "店"),
        "国有房屋租金：减免 6 个月（店）",
    ),
    "what is paid for, as its sentence says": (
        "1. 对消杀支出给予补贴。对店统一要求的核酸检测，地方政府给予全额补贴。",
        ("地方政府给予全额补贴", "补贴", "全额", "店"),
        "核酸检测补贴：全额（店）",
    ),
    "a sentence before does not say it": (
        "1. 开展核酸检测。给予全额补贴。",
        ("给予全额补贴", "补贴", "全额", "店"),
        "补贴：全额（店）",
    ),
    "not all of them are meant": (
        "1. 对确有困难的纳税人减免房产税。",
        ("对确有困难的纳税人减免房产税", "减免税", "减免", "纳税人"),
        "房产税：减免（…纳税人）",
    ),
    "all are, who fulfil the conditions": (
        "1. 对符合条件的纳税人减免房产税。",
        ("对符合条件的纳税人减免房产税", "减免税", "减免", "纳税人"),
        "房产税：减免（纳税人）",
    ),
}


def article(gifts, text="一", **values) -> Article:
    made = Article(pk=0, number=1, text=text, **values)
    rows = [
        Benefit(
            article=made,
            instrument=way,
            value=value,
            receivers=[who] if who else [],
            mode=mode,
            quote="".join(words),
            start=max(0, text.find("".join(words))),
        )
        for way, value, who, mode, *words in gifts
    ]
    made._prefetched_objects_cache = {"benefit_set": rows}
    return made


@pytest.mark.parametrize("gifts, expected", CASES.values(), ids=CASES)
def test_titles(gifts, expected):
    assert plain_title(article(gifts)) == expected


@pytest.mark.parametrize("text, gift, expected", PRINTED.values(), ids=PRINTED)
def test_titles_of_a_print(text, gift, expected):
    words, way, value, who = gift
    assert plain_title(article([(way, value, who, "apply", words)], text)) == expected


def test_a_print_with_a_title_keeps_it():
    assert plain_title(article(CASES["a wish alone is said to be one"][0], heading_start=0, heading_end=1)) == ""


@pytest.mark.long
def test_a_title_of_ours_is_marked_wherever_it_stands_and_never_exported(client):
    told = "增值税：免征（小规模纳税人）"
    for path in (
        "/documents/jinzhengbanfa-2022-33/art_5/",
        "/documents/jinzhengbanfa-2022-33/",
        "/articles/?document=jinzhengbanfa-2022-33&q=小规模纳税人",
    ):
        assert f'{told}<small title="' in client.get(path).content.decode()
    records = [
        each for each in exports.articles() if (each["document"], each["ordinal"]) == ("晋政办发〔2022〕33号", 5)
    ]
    assert [each["heading"] for each in records] == [None]
